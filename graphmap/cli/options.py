"""The options that several commands share, and the commands made of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer
from typer.core import TyperCommand, TyperOption

if TYPE_CHECKING:
    from datetime import date as date_of_calendar

    from graphmap.graph.choice import Choice
    from graphmap.graph.snapshot import Snapshot

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="embedded:DIR or neo4j://host [default: GRAPHMAP_STORE, or your own embedded store].",
    ),
]
WhoOption = Annotated[
    str, typer.Option("--by", metavar="NAME", envvar="GRAPHMAP_BY", help="Who does this, for the log.")
]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE: {tables}")]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="URL",
        help="Share heavy work on a Dask cluster, such as tcp://scheduler:8786 [default: GRAPHMAP_CLUSTER].",
    ),
]
RobustOption = Annotated[
    int | None,
    typer.Option(
        "--robust",
        metavar="N",
        min=1,
        help="Resample the network N times, for an interval around each value and rank; 200 is usual.",
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="FIELD",
        help="Group the actors by a field of your own, a property, or their kind, to see who works with whom.",
    ),
]
RulesOption = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help="A TOML file with your own thresholds in its section [rules]."),
]
MapOption = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="FILE",
        help="What the columns of another tool's file mean; graphmap map drafts this file.",
    ),
]
DeclareOption = Annotated[
    bool,
    typer.Option(
        "--declare", help="Make a field of every column that is none of a sheet's own, with the type of its values."
    ),
]
PathArgument = Annotated[
    Path,
    typer.Argument(
        metavar="PATH",
        help="A folder of CSV files, a workbook, the Ministry's school directory, or another tool's file.",
    ),
]


@dataclass(frozen=True, kw_only=True)
class PeriodOptions:
    """Which store to read, which dates and networks of it, and how files leave."""

    store: StoreOption = None
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="First day of the period, such as 2026-02-03.")
    ] = None
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Last day of the period.")] = None
    network: Annotated[
        list[str] | None,
        typer.Option(
            "--network",
            metavar="NETWORK",
            help="Only interactions within this network (id or name); may be repeated.",
        ),
    ] = None
    known_on: Annotated[
        str | None,
        typer.Option("--known-on", metavar="DATE", help="What was recorded by the end of this day, and nothing later."),
    ] = None
    anonymise: Annotated[
        bool,
        typer.Option(
            "--anonymise",
            help="Write codes for names and ids and school terms for dates, and warn about who could still be found.",
        ),
    ] = False
    key: Annotated[
        Path | None,
        typer.Option(
            "--key",
            metavar="FILE",
            help="With --anonymise: keep the list of codes in FILE, and use the same codes next time.",
        ),
    ] = None
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            help="The day that files say they were written [default: SOURCE_DATE_EPOCH, or today].",
        ),
    ] = None

    def choice(self) -> "Choice":
        """Return the choice that the options make."""
        from graphmap.graph.choice import read_choice

        return read_choice(since=self.since, until=self.until, networks=tuple(self.network or ()))

    def for_snapshot(self, choice: "Choice", snapshot: "Snapshot") -> "Choice":  # noqa: ARG002 — for those that need it
        """Return the choice once it is known what is recorded."""
        return choice


@dataclass(frozen=True, kw_only=True)
class ViewOptions(PeriodOptions):
    """Which view of the store as well, and what counts in it."""

    view: Annotated[
        str | None,
        typer.Option(
            "--view", metavar="VIEW", help="people, organisations, networks or structure [default: organisations]."
        ),
    ] = None
    min_depth: Annotated[
        str | None,
        typer.Option(
            "--min-depth",
            metavar="DEPTH",
            help="Only work at least this deep: contact, sharing, challenge, inquiry, joint work or 0-4.",
        ),
    ] = None
    weighting: Annotated[
        str | None,
        typer.Option(
            "--weighting",
            metavar="NAME",
            help="What an interaction adds to a tie: newman, count or decay [default: newman].",
        ),
    ] = None

    def choice(self) -> "Choice":
        """Return the choice that the options make."""
        from graphmap.graph.choice import read_choice

        return read_choice(self.view, self.since, self.until, tuple(self.network or ()), self.min_depth, self.weighting)


@dataclass(frozen=True, kw_only=True)
class DayOptions(ViewOptions):
    """From which day to judge as well."""

    as_at: Annotated[
        str | None,
        typer.Option(
            "--as-at",
            metavar="DATE|last",
            help="Judge from this day, or from the last record.",
        ),
    ] = None

    def judged_from(self, choice: "Choice", snapshot: "Snapshot") -> "date_of_calendar":
        """Return the day to judge from."""
        from datetime import date

        from graphmap.weak.judging_period import read_as_at

        return read_as_at(self.as_at, snapshot, choice, date.today())


@dataclass(frozen=True, kw_only=True)
class JudgingOptions(DayOptions):
    """By which numbers weak links are judged as well."""

    rules: RulesOption = None


class Command(Protocol):
    """A command as a dataclass: its fields are the options, its docstring the help."""

    def run(self) -> None:
        """Do what the command is for."""


def as_function(command: type[Command]) -> Callable[..., None]:
    """Return a function that runs `command`; Typer finds the options in the class that it wraps."""

    @wraps(command, updated=())
    def run(**options: object) -> None:
        command(**options).run()

    return run


class CommandWithFormats(TyperCommand):
    """A command whose help lists the file formats.

    Their registries are read when the help is shown, because importing them is slow."""

    def get_help(self, ctx: Any) -> str:
        """Return the help, with the endings where an option's own help names ``{tables}`` or ``{graphs}``."""
        for option in self.params:
            if isinstance(option, TyperOption) and option.help and "{" in option.help:
                from graphmap.export.graphs import GRAPH_FORMATS
                from graphmap.export.tables import TABLE_FORMATS

                option.help = option.help.format(tables=" ".join(TABLE_FORMATS), graphs=" ".join(GRAPH_FORMATS))
        return super().get_help(ctx)
