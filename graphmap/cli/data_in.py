"""The commands that bring data in: the demo, sheets of ours and of other tools, templates, invented samples."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphmap.cli.counts import show_tallies
from graphmap.cli.options import MapOption, PathArgument, StoreOption

if TYPE_CHECKING:
    from graphmap.progress import Progress
    from graphmap.store.loading import Source
    from graphmap.tables import GraphTables

_EACH_SORT = 5  # how many problems of a sort are printed before the rest are only counted


def demo(
    store: StoreOption = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the demo cluster out of the store again.")] = False,
) -> None:
    """Load the invented demo cluster into the store, and print what is in it."""
    from graphmap.sample.demo import demo_sheets

    if remove:
        from graphmap.store.loading import unload
        from graphmap.store.location import read_location
        from graphmap.store.store import open_store

        with open_store(read_location(store)) as opened:
            typer.echo(f"{unload(demo_sheets(), opened):,} invented entities taken out of the store.")
        return
    _load(demo_sheets(), store)
    typer.echo("This is a demonstration: every school, person, iwi and event in it is invented.", err=True)


def check(path: PathArgument, mapping: MapOption = None, store: StoreOption = None) -> None:
    """Read sheets and say everything that is wrong with them; write nothing.

    References may also be to what the store holds already. Exit code 1 where something is wrong.
    """
    from graphmap.cli.terminal import progress_bar
    from graphmap.store import loading

    with progress_bar() as progress:
        existing = _existing(store, progress)
        with _problems_printed(to_errors=False):
            tallies, notes = loading.check_source(_source(path, mapping), existing, progress)
    show_tallies(tallies, notes)
    typer.echo("No problems found; nothing was written.", err=True)


def load(path: PathArgument, mapping: MapOption = None, store: StoreOption = None) -> None:
    """Check sheets, then write all of them into the store, or nothing; the same sheets again change nothing."""
    _load(path, store, mapping)


def write_map(
    path: PathArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="The mapping to write: a .toml file to fill in.")
    ],
    mapping: MapOption = None,
    store: StoreOption = None,
) -> None:
    """Write a mapping of another tool's file to fill in: what is known of its columns, and every answer that is asked
    about."""
    from graphmap.cli.terminal import progress_bar
    from graphmap.errors import WrongCommand
    from graphmap.files import write_whole
    from graphmap.intake.draft import draft_of
    from graphmap.intake.mapping_file import read_mapping
    from graphmap.intake.recognise import read_foreign_or_table
    from graphmap.store.loading import practice_names

    if output.exists() and output != mapping:
        raise WrongCommand(f"{output} is there already; choose another name, or carry it on with --map {output}.")
    with progress_bar() as progress:
        said = read_mapping(mapping) if mapping else None
        text = draft_of(read_foreign_or_table(path, said), said, practice_names(_existing(store, progress)), progress)
    write_whole(output, lambda file: file.writelines([text.encode()]))
    typer.echo(f"{output}: fill it in, then graphmap check {path} --map {output}", err=True)


def template(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to write them into; it is made if need be.")
    ],
) -> None:
    """Write empty sheets to fill in: headings, what each means, and an example row."""
    from graphmap.sheets.template import write_template

    for file in write_template(directory):
        typer.echo(file)


def sample(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to write the sheets into; it is made if need be.")
    ],
    schools: Annotated[
        int, typer.Option(metavar="N", min=1, help="How many schools, in clusters of about nine.")
    ] = 100,
    people: Annotated[int, typer.Option(metavar="N", min=2, help="How many people.")] = 2_800,
    interactions: Annotated[
        int, typer.Option(metavar="N", min=0, help="How many interactions, of about three participants each.")
    ] = 8_000,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="The same seed gives the same network.")] = 1,
) -> None:
    """Write an invented network of any size as sheets, plainly marked as invented."""
    from graphmap.cli.terminal import progress_bar
    from graphmap.sample.sheets import SampleSize, write_sample

    with progress_bar() as progress:
        files = write_sample(SampleSize(schools, people, interactions, seed), directory, progress)
    for file in files:
        typer.echo(file)
    typer.echo("Every school, person, iwi and event in it is invented.", err=True)


def _source(path: Path, mapping: Path | None) -> "Source":
    from graphmap.intake.mapping_file import read_mapping
    from graphmap.store.loading import open_source

    return open_source(path, read_mapping(mapping) if mapping else None)


def _existing(store: str | None, progress: "Progress") -> "GraphTables":
    """What the store holds; nothing where there is none yet."""
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store, store_exists
    from graphmap.tables import GraphTables

    location = read_location(store)
    if not store_exists(location):
        return GraphTables.of()
    with open_store(location) as opened:
        return opened.read(progress)[1]


def _load(path: Path, store: str | None, mapping: Path | None = None) -> None:
    from graphmap.cli.terminal import progress_bar
    from graphmap.store import loading
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened, progress_bar() as progress, _problems_printed(to_errors=True):
        tallies, notes = loading.load_source(_source(path, mapping), opened, progress)
    show_tallies(tallies, notes)


@contextmanager
def _problems_printed(to_errors: bool) -> Iterator[None]:
    """Print what is wrong in sheets before the command ends by it."""
    from graphmap.sheets.problems import BadSheets, summary

    try:
        yield
    except BadSheets as error:
        for line in summary(error.problems, _EACH_SORT):
            typer.echo(line, err=to_errors)
        raise
