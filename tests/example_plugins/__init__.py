"""What a package of plug-ins looks like: a reader of files that end in `.wire`, and a component that knows ships.

Its packaging would say:

    [project.entry-points."kg.readers"]
    wire = "example_plugins.wire:read_wire"

    [project.entry-points."kg.components"]
    ships = "example_plugins.ships:mark_ships"
"""
