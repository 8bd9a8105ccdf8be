"""The bar of long work that is counted: what is done, of how much, for how long."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


def counting(*, quiet: bool = False) -> Progress:
    """Return a bar on standard error, which shows nothing where nobody sees it or wants it, and leaves nothing."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=quiet or not console.is_terminal,
        transient=True,
    )
