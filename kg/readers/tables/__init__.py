"""Tables of articles: CSV and its kin, Parquet; the columns of known exports, for JSON lines too.

lines → rows (a broken one loses only itself) → cells by kg's fields (`presets.toml`) → texts → `screen` → Article
"""

from kg.readers.tables.describing import describe_columns
from kg.readers.tables.listing import list_addresses
from kg.readers.tables.mapping import map_fields
from kg.readers.tables.objects import read_object
from kg.readers.tables.parquet import read_parquet
from kg.readers.tables.table import read_table

__all__ = ["describe_columns", "list_addresses", "map_fields", "read_object", "read_parquet", "read_table"]
