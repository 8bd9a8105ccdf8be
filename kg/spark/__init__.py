"""PAST ONE MACHINE: the same reading over partitions, by Apache Spark.

    inputs → pieces → texts → which of one id stays → accounts, wave by wave → the graph, in the order of the input
                                                                             → stories and names joined by executors

`kg.spark.build.build_with_spark` is what `kg build --engine spark` calls. What the executors run is what one machine
runs (`kg.readers`, `kg.build.read_accounts`, `kg.link_story`), and the graph is filled in the order of the input by
`kg.build.build_from`, so the graph, its problems and its tables are those of one process, byte for byte.
"""
