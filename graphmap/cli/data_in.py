"""The commands that bring data in: the demo, our sheets and other tools' files, templates, invented samples."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphmap.cli.counts import show_tallies
from graphmap.cli.options import DeclareOption, MapOption, PathArgument, StoreOption, WhoOption

if TYPE_CHECKING:
    from graphmap.progress import Progress
    from graphmap.store.loading import Source
    from graphmap.store.log import Act
    from graphmap.store.store import Store
    from graphmap.tables import GraphTables

_EACH_SORT = 5  # problems of the same sort that are printed; the rest are counted


def demo(
    store: StoreOption = None,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the demo cluster from the store.")] = False,
    by: WhoOption = "",
) -> None:
    """Load the invented demo cluster into the store, and show what was loaded."""
    from graphmap.sample.demo import demo_sheets
    from graphmap.store.log import now

    if remove:
        from graphmap.store.loading import unload
        from graphmap.store.location import read_location
        from graphmap.store.store import open_store

        with open_store(read_location(store)) as opened:
            removed = unload(demo_sheets(), opened, act=now("deleted", by))
            typer.echo(f"{removed:,} invented entities removed from the store.")
        return
    _load(demo_sheets(), store, now("demo", by), today=None)  # its events are invented, and may lie ahead
    typer.echo("This is a demo: every school, person, iwi and event in it is invented.", err=True)


def check(
    path: PathArgument, mapping: MapOption = None, store: StoreOption = None, declare: DeclareOption = False
) -> None:
    """List every problem in your sheets, and write nothing.

    Sheets may refer to what is already in the store. Exit code 1 if there are problems.
    """
    from graphmap.cli.terminal import progress_bar
    from graphmap.store import loading

    with progress_bar() as progress:
        existing = _existing(store, progress)
        with _problems_printed(to_errors=False):
            tallies, notes = loading.check_source(_source(path, mapping, declare), existing, progress, date.today())
    show_tallies(tallies, notes)
    typer.echo("No problems found. Nothing was written.", err=True)


def load(
    path: PathArgument,
    mapping: MapOption = None,
    store: StoreOption = None,
    declare: DeclareOption = False,
    by: WhoOption = "",
) -> None:
    """Check your sheets, then load all of them into the store or none. Loading them again changes nothing."""
    from graphmap.store.log import now

    _load(path, store, now("loaded", by), date.today(), mapping, declare)


def write_map(
    path: PathArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The mapping to write, a .toml file.")],
    mapping: MapOption = None,
    store: StoreOption = None,
) -> None:
    """Draft a mapping for another tool's file: what graphmap recognises, and the questions for you to answer."""
    from graphmap.cli.terminal import progress_bar
    from graphmap.errors import WrongCommand
    from graphmap.files import write_whole
    from graphmap.intake.draft import draft_of
    from graphmap.intake.mapping_file import read_mapping
    from graphmap.intake.recognise import read_foreign_or_table
    from graphmap.store.loading import practice_names

    if output.exists() and output != mapping:
        raise WrongCommand(f"{output} already exists. Choose another name, or continue it with --map {output}.")
    with progress_bar() as progress:
        known = read_mapping(mapping) if mapping else None
        text = draft_of(read_foreign_or_table(path, known), known, practice_names(_existing(store, progress)), progress)
    write_whole(output, lambda file: file.writelines([text.encode()]))
    typer.echo(f"{output}: fill it in, then run graphmap check {path} --map {output}", err=True)


def template(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder for them; it is made if missing.")],
    store: Annotated[
        str | None,
        typer.Option("--store", metavar="URL", help="Add the columns of the fields declared in this store."),
    ] = None,
) -> None:
    """Write empty sheets to fill in, with headings, what each means, and an example row."""
    from graphmap.cli.terminal import progress_bar
    from graphmap.sheets.fields import fields_in
    from graphmap.sheets.template import write_template

    if store:
        with progress_bar() as progress:
            fields = fields_in(_existing(store, progress))
    else:
        fields = []
    for file in write_template(directory, fields):
        typer.echo(file)


def sample(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder for the sheets; it is made if missing.")],
    schools: Annotated[
        int, typer.Option(metavar="N", min=1, help="How many schools, in clusters of about nine.")
    ] = 100,
    people: Annotated[int, typer.Option(metavar="N", min=2, help="How many people.")] = 2_800,
    interactions: Annotated[
        int, typer.Option(metavar="N", min=0, help="How many interactions, of about three participants each.")
    ] = 8_000,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="The same seed gives the same network.")] = 1,
) -> None:
    """Write sheets for an invented network of any size, plainly marked as invented."""
    from graphmap.cli.terminal import progress_bar
    from graphmap.sample.sheets import SampleSize, write_sample

    with progress_bar() as progress:
        files = write_sample(SampleSize(schools, people, interactions, seed), directory, progress)
    for file in files:
        typer.echo(file)
    typer.echo("Every school, person, iwi and event in it is invented.", err=True)


def _source(path: Path, mapping: Path | None, declare: bool = False) -> "Source":
    from graphmap.intake.mapping_file import read_mapping
    from graphmap.store.loading import open_source

    return open_source(path, read_mapping(mapping) if mapping else None, declare)


def _existing(store: str | None, progress: "Progress") -> "GraphTables":
    """Return what the store holds; empty tables if there is no store yet."""
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store, store_exists
    from graphmap.tables import GraphTables

    location = read_location(store)
    if not store_exists(location):
        return GraphTables.of()
    with open_store(location) as opened:
        return opened.read(progress)[1]


def _load(
    path: Path, store: str | None, act: "Act", today: date | None, mapping: Path | None = None, declare: bool = False
) -> None:
    from graphmap.cli.terminal import progress_bar
    from graphmap.store import loading
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened, progress_bar() as progress, _problems_printed(to_errors=True):
        tallies, notes = loading.load_source(_source(path, mapping, declare), opened, progress, today, act)
        warnings = _here_again(opened)
    show_tallies(tallies, (*notes, *warnings))


def _here_again(store: "Store") -> "Sequence[str]":
    """Return who was erased or withdrew and is in the store again; that is only looked for if somebody was or did."""
    from graphmap.rights.keeping_off import here_again

    counts = store.counts() or {}
    return here_again(store, store.read()[1]) if counts.get("Rights") or store.ask("erased") else ()


@contextmanager
def _problems_printed(to_errors: bool) -> Iterator[None]:
    """Print the problems in sheets before the command fails because of them."""
    from graphmap.sheets.problems import BadSheets, summary

    try:
        yield
    except BadSheets as error:
        for line in summary(error.problems, _EACH_SORT):
            typer.echo(line, err=to_errors)
        if any(problem.sort == "unknown heading" for problem in error.problems):
            typer.echo("To make fields of columns of your own, add --declare.", err=True)
        raise
