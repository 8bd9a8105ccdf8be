"""One file per command: read arguments, call one function, print."""
