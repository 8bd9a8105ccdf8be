"""PAST ONE MACHINE: the same reading over partitions, by Apache Spark."""
