"""The options that several commands share, and the groups that they come in."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

if TYPE_CHECKING:
    from graphmap.graph.choice import Choice

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="embedded:DIR or neo4j://host; else GRAPHMAP_STORE, else your own embedded store.",
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE: .csv .json .parquet .xlsx")
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="URL",
        help="Share heavy work on a Dask cluster, as tcp://scheduler:8786; else GRAPHMAP_CLUSTER.",
    ),
]
RobustOption = Annotated[
    int | None,
    typer.Option(
        "--robust",
        metavar="N",
        min=1,
        help="Draw the network again N times: an interval for each value and rank; 200 is usual.",
    ),
]
RulesOption = Annotated[
    Path | None,
    typer.Option(
        "--rules", metavar="FILE", help="A TOML file whose section [rules] overrides numbers that the rules judge by."
    ),
]
MapOption = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="FILE",
        help="What the columns of another tool's file mean; graphmap map writes a draft of one.",
    ),
]
PathArgument = Annotated[
    Path,
    typer.Argument(
        metavar="PATH",
        help="A folder of CSV files, a workbook, the Ministry's school directory, or a file of another tool.",
    ),
]


@dataclass(frozen=True)
class Window:
    """Which store to read, and which days and networks of it."""

    store: StoreOption = None
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="The window's first day, as 2026-02-03.")
    ] = None
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="The window's last day.")] = None
    network: Annotated[
        list[str] | None,
        typer.Option(
            "--network", metavar="NETWORK", help="Only what happened within this network (id or name); may be repeated."
        ),
    ] = None

    def choice(self) -> "Choice":
        """The choice that the options make."""
        from graphmap.graph.choice import read_choice

        return read_choice(since=self.since, until=self.until, networks=tuple(self.network or ()))


@dataclass(frozen=True)
class Choosing(Window):
    """Which store to read, and what of it to look at."""

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
            help="Only interactions this deep: contact, sharing, challenge, inquiry, joint work or 0-4.",
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
        """The choice that the options make."""
        from graphmap.graph.choice import read_choice

        return read_choice(self.view, self.since, self.until, tuple(self.network or ()), self.min_depth, self.weighting)


@dataclass(frozen=True)
class Leaving:
    """How things leave: whether without names and with which key, and on which day."""

    anonymise: Annotated[
        bool,
        typer.Option(
            "--anonymise",
            help="Write codes for names and ids, and school terms for days; say what could still tell who is who.",
        ),
    ] = False
    key: Annotated[
        Path | None,
        typer.Option(
            "--key",
            metavar="FILE",
            help="Keep who each code stands for in FILE, and use its codes again; only with --anonymise.",
        ),
    ] = None
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            help="The day that files say they were written on [default: SOURCE_DATE_EPOCH, or today].",
        ),
    ] = None


def flat(command: Callable[..., None]) -> Callable[..., None]:
    """The same command, with the options of each group as parameters of their own: Typer knows no groups."""
    kinds = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: kind for name, kind in kinds.items() if is_dataclass(kind)}
    parameters = [
        option.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in inspect.signature(command).parameters.items()
        for option in (inspect.signature(groups[name]).parameters.values() if name in groups else [parameter])
    ]

    def called(**given: Any) -> None:
        gathered = {name: group(**_taken(given, group)) for name, group in groups.items()}
        command(**gathered, **given)

    called.__name__, called.__doc__ = command.__name__, command.__doc__
    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return called


def _taken(given: dict[str, Any], group: Any) -> Mapping[str, Any]:
    return {field.name: given.pop(field.name) for field in fields(group)}
