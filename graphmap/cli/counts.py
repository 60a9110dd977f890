"""How many of each kind there are, or were written, as a table on standard output."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmap.store.changes import Tally


def show_tallies(tallies: "Mapping[str, Tally]", notes: Sequence[str]) -> None:
    """What loading did, kind by kind; what came out again only where something did. The notes go to standard error."""
    import polars as pl
    import typer

    from graphmap import model
    from graphmap.cli.terminal import show

    told = {name: tally for name, tally in tallies.items() if name in model.KIND or name in model.RELATIONSHIP_WORDS}
    columns = {
        field: [getattr(tally, field) for tally in told.values()]
        for field in ("created", "updated", "unchanged", "removed")
    }
    if not any(columns["removed"]):
        del columns["removed"]
    show(pl.DataFrame({"kind": [_plural(name) for name in told], **columns}))
    for note in notes:
        typer.echo(note, err=True)


def show_counts(counts: Mapping[str, int]) -> None:
    """How many there are of each kind."""
    import polars as pl

    from graphmap.cli.terminal import show

    show(pl.DataFrame({"kind": [_plural(label) for label in counts], "count": list(counts.values())}))


def _plural(name: str) -> str:
    from graphmap import model

    plurals = {kind.label: kind.plural for kind in (*model.KINDS, *model.KEPT)}
    return plurals[name] if name in plurals else model.RELATIONSHIP_WORDS[name]
