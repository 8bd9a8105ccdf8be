"""Spark's mother of Python processes, which has imported kg before it forks them: none has to do it again.

Spark starts it as `python -m kg.spark.daemon` in each executor (`spark.python.daemon.module`). The pipeline is not
loaded here: its threads would not outlive the fork.
"""

import kg.nlp.pipeline
import kg.spark.linking
import kg.spark.publish
import kg.spark.reading
import kg.spark.texts  # noqa: F401 - all for what they import

if __name__ == "__main__":
    from pyspark.daemon import manager

    manager()
