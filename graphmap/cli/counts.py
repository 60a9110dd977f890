"""Counts of each kind of entity, in the store or just written, as a table on standard output."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmap.store.edit import Tally


def show_tallies(tallies: "Mapping[str, Tally]", notes: Sequence[str]) -> None:
    """Show what loading did, kind by kind, and the notes on standard error."""
    import polars as pl
    import typer

    from graphmap import model
    from graphmap.cli.terminal import show

    known = {name: tally for name, tally in tallies.items() if name in model.KIND or name in model.RELATIONSHIP_WORDS}
    columns = {
        field: [getattr(tally, field) for tally in known.values()]
        for field in ("created", "updated", "unchanged", "removed")
    }
    if not any(columns["removed"]):
        del columns["removed"]
    show(pl.DataFrame({"kind": [_plural(name) for name in known], **columns}))
    for note in notes:
        typer.echo(note, err=True)


def show_counts(counts: Mapping[str, int]) -> None:
    """Show how many there are of each kind."""
    import polars as pl

    from graphmap.cli.terminal import show

    show(pl.DataFrame({"kind": [_plural(label) for label in counts], "count": list(counts.values())}))


def _plural(name: str) -> str:
    from graphmap import model

    plurals = {kind.label: kind.plural for kind in (*model.KINDS, *model.KEPT)}
    return plurals[name] if name in plurals else model.RELATIONSHIP_WORDS[name]
