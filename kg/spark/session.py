"""The Spark session: small and quiet on one machine, whatever spark-submit says on a cluster."""

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import JavaMissing, MissingExtra, SparkFailed

if TYPE_CHECKING:
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

ATTEMPTS = 3
"""How often a task is tried; on one machine Spark would try once."""
ROWS_A_BATCH = 8
"""Rows that go from Java to Python together: an article with its quads takes about a megabyte."""
QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.catalogImplementation": "in-memory",  # no Hive
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS_A_BATCH),
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.session.timeZone": "UTC",
    "spark.executorEnv.OMP_NUM_THREADS": "1",
    "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",
    "spark.python.daemon.module": "kg.spark.daemon",
    "spark.driver.maxResultSize": "0",
    "spark.scheduler.minRegisteredResourcesRatio": "0.8",  # waves are as large as the executors that are there
    # The work is in Python; compiling Java for each small plan takes longer than it saves.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
LOCAL = {
    # One machine: neither names nor ports of a network, and a compiler that leaves the cores to the readers.
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.adaptive.enabled": "false",
}
LOCAL_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -XX:-UsePerfData"


@contextmanager
def open_session(*, master: str | None, jobs: int, log: Path) -> Iterator["SparkSession"]:
    """Open a session, or use the one that is there (spark-submit, a notebook); close what was opened.

    Args:
        master: Spark's name of a cluster, such as `spark://host:7077`, `yarn` or `local[4]`; None for what spark-submit
            gives, else as many cores of this machine as `jobs`.
        jobs: how many articles are read at once on this machine.
        log: the file that Spark's own words go to.

    Raises:
        MissingExtra: where PySpark is not installed.
        JavaMissing: where there is no Java 17 or later.
        SparkFailed: where Spark does not start.
    """
    try:
        import pyarrow as pa  # noqa: F401 - Spark asks for it late and at length
        from pyspark import SparkContext
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtra(error.name or "pyspark", "spark") from error
    # PySpark asks which pandas there is wherever it hands over batches of Arrow; none of its data goes there.
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
    if SparkContext._active_spark_context is not None:  # noqa: SLF001 - Spark has no public way to ask
        yield SparkSession.builder.getOrCreate()
        return
    session = _start(master, jobs, log)
    try:
        yield session
    finally:
        session.stop()


def _start(master: str | None, jobs: int, log: Path) -> "SparkSession":
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    is_submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    if not is_submitted:
        _find_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # in local mode executors have the driver's environment
    conf = _configure(SparkConf(), master, jobs, is_submitted=is_submitted)
    try:
        with log.open("ab") as words:
            # One Java serves all sessions of a process; it ends with the process.
            launch: Any = launch_gateway  # it has no types
            gateway = SparkContext._gateway or launch(  # noqa: SLF001
                conf, popen_kwargs={"stdout": words, "stderr": words}
            )
            context = SparkContext(gateway=gateway, conf=conf)
            context.setLogLevel("ERROR")
            return SparkSession(context)
    except PySparkException as error:
        if "GATEWAY" in str(error):
            raise JavaMissing(f"Java did not start; {log} says why") from error
        raise SparkFailed(str(error)) from error
    except Exception as error:
        raise SparkFailed(f"Spark did not start ({error}); {log} says more") from error


def _configure(conf: "SparkConf", master: str | None, jobs: int, *, is_submitted: bool) -> "SparkConf":
    """Set what the user, spark-submit or spark-defaults.conf has not set."""
    chosen = master or ("" if is_submitted else f"local[{jobs}]")
    if chosen.startswith("local[") and "," not in chosen:
        chosen = f"{chosen[:-1]},{ATTEMPTS}]"
    if chosen:
        conf.setMaster(chosen)
    conf.setIfMissing("spark.app.name", "kg build")
    for name, value in (QUIET | (LOCAL if chosen.startswith("local") else {})).items():
        conf.setIfMissing(name, value)
    if not is_submitted:
        quiet = files("kg.spark").joinpath("log4j2.properties")
        java = f"-Dlog4j2.configurationFile={Path(str(quiet)).as_uri()}"
        conf.setIfMissing("spark.driver.extraJavaOptions", f"{java} {LOCAL_JAVA if chosen.startswith('local') else ''}")
    return conf


def _find_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not (home and (Path(home) / "bin" / "java").exists()) and not shutil.which("java"):
        raise JavaMissing("there is no Java on this machine")
