"""Which of several articles with one id stays, decided by a shuffle: the first in the order of the input.

The decision is that of `kg.readers.inputs`: of articles with one id the first stays; a later one repeats it where
outlet and text are the same, and is another article otherwise.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

AGAIN = "place long, is_same boolean"


def find_again(texts: "DataFrame") -> "DataFrame":
    """Return the place of each article whose id stands before it, and whether it repeats that article."""
    from pyspark.sql import Window
    from pyspark.sql import functions as sql

    of_one_id = Window.partitionBy("id").orderBy("place")
    narrow = texts.where("what = 'article'").select(
        "place", "id", sql.sha2(sql.concat_ws("\x1f", "outlet", "text"), 256).alias("content")
    )
    numbered = narrow.select(
        "place",
        sql.row_number().over(of_one_id).alias("number"),
        (sql.first("content").over(of_one_id) == sql.col("content")).alias("is_same"),
    )
    return numbered.where("number > 1").select("place", "is_same")
