"""The groups that `kg --help` lists the commands in."""

READ = "Read articles into a graph"
ASK = "Ask"
DRAW = "Draw and export"
CHECK = "Check and repair"
SHARE = "Share and decide together"

PANEL_BY_COMMAND = {
    **dict.fromkeys(("init", "build", "fetch", "annotate"), READ),
    **dict.fromkeys(
        ("query", "queries", "claims", "trace", "explain", "compare", "conflicts", "origins", "mentions"), ASK
    ),
    **dict.fromkeys(("draw", "export", "publish"), DRAW),
    **dict.fromkeys(("doctor", "verify", "problems", "diff", "resolve", "dump", "load"), CHECK),
    **dict.fromkeys(("review", "serve", "push", "reconcile"), SHARE),
}
"""Each command and its group, in the order in which they are listed."""
