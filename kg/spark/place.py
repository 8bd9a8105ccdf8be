"""Where partitions rest: a folder of this machine or of storage that Hadoop knows, with Spark's marks of success."""

import json
from typing import TYPE_CHECKING, Any

from kg.errors import SparkFailed

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

PLAN, LOG = "plan.json", "spark.log"
TEXTS, READINGS, SPOOL = "texts", "readings", "spool"
"""Partitions of texts and of what was read in them, and what was unpacked for executors."""
PUBLISHED = ("quads", "assertions", "mentions", "problems", "ledger")
"""Folders that `kg.spark.publish` writes; they hold nothing that a build needs."""


class WorkFolder:
    """The folder of one build's partitions.

    Args:
        session: whose Hadoop reaches the folder.
        path: a folder of this machine, or an address (`hdfs://…`, `s3a://…`); made where it is not there.

    Raises:
        SparkFailed: where the folder holds something else than a build's partitions.
    """

    def __init__(self, session: "SparkSession", path: str) -> None:
        self._session = session
        self._jvm: Any = session._jvm  # noqa: SLF001 - the only way to Hadoop's file systems from Python
        self.path = path.rstrip("/")
        root = self._hadoop_path("")
        self._fs = root.getFileSystem(session.sparkContext._jsc.hadoopConfiguration())  # noqa: SLF001
        self._fs.mkdirs(root)

    def adopt(self, plan: dict[str, Any]) -> bool:
        """Make the folder that of a plan: what was written for another one is removed.

        Args:
            plan: all that the partitions are a function of; JSON.

        Returns:
            Whether partitions of this plan may be there already.
        """
        known = self._read_plan()
        if known == plan:
            return True
        if known is None and set(self.names("")) - {LOG, SPOOL}:
            raise SparkFailed(f"{self.path} holds something else than a build's partitions; name an empty folder")
        for name in (TEXTS, READINGS, *PUBLISHED):
            self.remove(name)
        stream = self._fs.create(self._hadoop_path(PLAN))
        stream.write(bytearray(json.dumps(plan).encode("utf-8")))
        stream.close()
        return False

    def _read_plan(self) -> Any:  # noqa: ANN401 - JSON
        if not self._fs.exists(self._hadoop_path(PLAN)):
            return None
        rows = self._session.read.text(f"{self.path}/{PLAN}", wholetext=True).collect()
        try:
            return json.loads(rows[0][0])
        except (IndexError, ValueError):
            return {}  # cut off while it was written

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, sorted; none where it is not there."""
        path = self._hadoop_path(folder)
        return sorted(one.getPath().getName() for one in self._fs.listStatus(path)) if self._fs.exists(path) else []

    def is_committed(self, folder: str) -> bool:
        """Tell whether a folder was written to its end."""
        return bool(self._fs.exists(self._hadoop_path(f"{folder}/_SUCCESS")))

    def committed(self, folder: str) -> list[str]:
        """Return the folders in a folder that were written to their end."""
        return [f"{folder}/{name}" for name in self.names(folder) if self.is_committed(f"{folder}/{name}")]

    def remove(self, folder: str) -> None:
        """Remove a folder of the build's."""
        self._fs.delete(self._hadoop_path(folder), True)  # noqa: FBT003 - recursively, as Java has it

    def remove_all(self) -> None:
        """Remove all of the build's, and the folder itself where nothing else is in it."""
        for name in (TEXTS, READINGS, SPOOL, *PUBLISHED, PLAN):
            self.remove(name)
        if not self.names(""):
            self.remove("")

    def write(self, rows: "DataFrame", folder: str) -> None:
        """Write rows as Parquet; `_SUCCESS` stands in the folder once all are there."""
        rows.write.mode("overwrite").parquet(f"{self.path}/{folder}")

    def read(self, folders: list[str], schema: str) -> "DataFrame":
        """Return the rows of some folders; those of none are none."""
        if not folders:
            return self._session.createDataFrame([], schema)
        return self._session.read.schema(schema).parquet(*(f"{self.path}/{folder}" for folder in folders))

    def _hadoop_path(self, name: str) -> Any:  # noqa: ANN401 - a Java object
        return self._jvm.org.apache.hadoop.fs.Path(f"{self.path}/{name}" if name else self.path)
