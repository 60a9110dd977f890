"""The command line. Each command parses, calls the library, and shows; nothing is computed here."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer
from typer.exceptions import TyperException

from graphmap.errors import BadData, GraphmapError

if TYPE_CHECKING:
    import polars as pl

    from graphmap.changes import Tally
    from graphmap.choice import Choice
    from graphmap.dictionary import TableName
    from graphmap.loading import Source
    from graphmap.progress import Progress
    from graphmap.provenance import Provenance
    from graphmap.snapshot import Snapshot
    from graphmap.tables import GraphTables

app = typer.Typer(
    name="graphmap",
    help="Map who works with whom in a cluster of schools, how deeply, and which link breaks next.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(help="Start, stop and look at the embedded store.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(db, name="db")

_STOPPED = 130  # the exit code of whoever is ended by Ctrl-C
_EACH_SORT = 5  # how many problems of a sort are printed before the rest are only counted

StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="URL", help="embedded:DIR or neo4j://host; else GRAPHMAP_STORE, else your own embedded store."),
]
ViewOption = Annotated[
    str | None, typer.Option("--view", metavar="VIEW", help="people, organisations, networks or structure [default: organisations].")
]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="The window's first day, as 2026-02-03.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The window's last day.")]
NetworkOption = Annotated[
    list[str] | None,
    typer.Option("--network", metavar="NETWORK", help="Only what happened within this network (id or name); may be repeated."),
]
DepthOption = Annotated[
    str | None,
    typer.Option(
        "--min-depth", metavar="DEPTH", help="Only interactions this deep: contact, sharing, challenge, inquiry, joint work or 0-4."
    ),
]
WeightingOption = Annotated[
    str | None,
    typer.Option("--weighting", metavar="NAME", help="What an interaction adds to a tie: newman, count or decay [default: newman]."),
]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE: .csv .json .parquet .xlsx")]
AnonymiseOption = Annotated[
    bool,
    typer.Option("--anonymise", help="Write codes for names and ids, and school terms for days; say what could still tell who is who."),
]
KeyOption = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="Keep who each code stands for in FILE, and use its codes again; only with --anonymise."),
]
DateOption = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help="The day that files say they were written on [default: SOURCE_DATE_EPOCH, or today]."),
]
ClusterOption = Annotated[
    str | None,
    typer.Option("--cluster", metavar="URL", help="Share heavy work on a Dask cluster, as tcp://scheduler:8786; else GRAPHMAP_CLUSTER."),
]
RulesOption = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help="A TOML file whose section [rules] overrides numbers that the rules judge by."),
]
PathArgument = Annotated[
    Path,
    typer.Argument(metavar="PATH", help="A folder of CSV files, a workbook, the Ministry's school directory, or a file of another tool."),
]
MapOption = Annotated[
    Path | None,
    typer.Option("--map", metavar="FILE", help="What the columns of another tool's file mean; graphmap map writes a draft of one."),
]

ChoiceTexts = tuple[str | None, str | None, str | None, list[str] | None, str | None, str | None]
"""The texts of the options that make a choice, in `graphmap.choice.read_choice`'s order."""


class _Out(NamedTuple):
    """What the options say of how things leave: where to, whether without names and with which key, and on which day."""

    output: Path | None
    anonymise: bool
    key: Path | None
    date: str | None


# ------------------------------------------------------------------------------------- getting data in


@app.command()
def demo(
    store: StoreOption = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the demo cluster out of the store again.")] = False,
) -> None:
    """Load the invented demo cluster into the store, and print what is in it."""
    from graphmap.demo import demo_sheets

    if remove:
        from graphmap.loading import unload
        from graphmap.location import read_location
        from graphmap.store import open_store

        with open_store(read_location(store)) as opened:
            typer.echo(f"{unload(demo_sheets(), opened):,} invented entities taken out of the store.")
        return
    _load(demo_sheets(), store)
    typer.echo("This is a demonstration: every school, person, iwi and event in it is invented.", err=True)


@app.command()
def check(path: PathArgument, mapping: MapOption = None, store: StoreOption = None) -> None:
    """Read sheets and say everything that is wrong with them; write nothing.

    References may also be to what the store holds already. Exit code 1 where something is wrong.
    """
    from graphmap import loading
    from graphmap.problems import BadSheets
    from graphmap.terminal import progress_bar

    with progress_bar() as progress:
        existing = _existing(store, progress)
        try:
            tallies = loading.check_source(_source(path, mapping), existing, progress)
        except BadSheets as error:
            _print_problems(error, to_errors=False)
            raise
    _show_tallies(tallies)
    typer.echo("No problems found; nothing was written.", err=True)


@app.command()
def load(path: PathArgument, mapping: MapOption = None, store: StoreOption = None) -> None:
    """Check sheets, then write all of them into the store, or nothing; the same sheets again change nothing."""
    _load(path, store, mapping)


@app.command(name="map")
def write_map(
    path: PathArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The mapping to write: a .toml file to fill in.")],
    mapping: MapOption = None,
    store: StoreOption = None,
) -> None:
    """Write a mapping of another tool's file to fill in: what is known of its columns, and every answer that is asked about."""
    from graphmap.errors import WrongCommand
    from graphmap.intake.draft import draft_of
    from graphmap.intake.mapping_file import read_mapping
    from graphmap.intake.recognise import read_foreign_or_table
    from graphmap.loading import practice_names
    from graphmap.output import write_whole
    from graphmap.terminal import progress_bar

    if output.exists() and output != mapping:
        raise WrongCommand(f"{output} is there already; choose another name, or carry it on with --map {output}.")
    with progress_bar() as progress:
        said = read_mapping(mapping) if mapping else None
        text = draft_of(read_foreign_or_table(path, said), said, practice_names(_existing(store, progress)), progress)
    write_whole(output, lambda file: file.writelines([text.encode()]))
    typer.echo(f"{output}: fill it in, then graphmap check {path} --map {output}", err=True)


@app.command()
def template(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write them into; it is made if need be.")],
) -> None:
    """Write empty sheets to fill in: headings, what each means, and an example row."""
    from graphmap.template import write_template

    for file in write_template(directory):
        typer.echo(file)


@app.command()
def sample(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write the sheets into; it is made if need be.")],
    schools: Annotated[int, typer.Option(metavar="N", min=1, help="How many schools, in clusters of about nine.")] = 100,
    people: Annotated[int, typer.Option(metavar="N", min=2, help="How many people.")] = 2_800,
    interactions: Annotated[int, typer.Option(metavar="N", min=0, help="How many interactions, of about three participants each.")] = 8_000,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="The same seed gives the same network.")] = 1,
) -> None:
    """Write an invented network of any size as sheets, plainly marked as invented."""
    from graphmap.sample import SampleSize, write_sample
    from graphmap.terminal import progress_bar

    with progress_bar() as progress:
        files = write_sample(SampleSize(schools, people, interactions, seed), directory, progress)
    for file in files:
        typer.echo(file)
    typer.echo("Every school, person, iwi and event in it is invented.", err=True)


# ------------------------------------------------------------------------------------ getting data out


@app.command()
def metrics(
    output: OutputOption = None,
    store: StoreOption = None,
    view: ViewOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    network: NetworkOption = None,
    min_depth: DepthOption = None,
    weighting: WeightingOption = None,
    anonymise: AnonymiseOption = False,
    key: KeyOption = None,
    date: DateOption = None,
    cluster: ClusterOption = None,
) -> None:
    """Every measure of every actor: one row an actor.

    In a very large network the measures that go by shortest paths are estimated from a sample, with an error for each actor.
    """
    from graphmap.measures import metrics, sample_note
    from graphmap.workers import cluster_address

    address = cluster_address(cluster)

    def found(snapshot: "Snapshot", choice: "Choice", progress: "Progress") -> "pl.DataFrame":
        return metrics(snapshot, choice, progress, address)

    out, choice_texts = _Out(output, anonymise, key, date), (view, since, until, network, min_depth, weighting)
    _table("metrics", found, out, store, choice_texts, estimate=sample_note)


@app.command()
def ties(
    output: OutputOption = None,
    store: StoreOption = None,
    view: ViewOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    network: NetworkOption = None,
    min_depth: DepthOption = None,
    weighting: WeightingOption = None,
    anonymise: AnonymiseOption = False,
    key: KeyOption = None,
    date: DateOption = None,
) -> None:
    """Every tie, with its strength, its depths and who carries it: one row a tie."""
    from graphmap.graph import tie_table

    def found(snapshot: "Snapshot", choice: "Choice", _: "Progress") -> "pl.DataFrame":
        return tie_table(snapshot, choice)

    _table("ties", found, _Out(output, anonymise, key, date), store, (view, since, until, network, min_depth, weighting))


@app.command()
def weak(
    output: OutputOption = None,
    store: StoreOption = None,
    view: ViewOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    network: NetworkOption = None,
    min_depth: DepthOption = None,
    weighting: WeightingOption = None,
    rules: RulesOption = None,
    anonymise: AnonymiseOption = False,
    key: KeyOption = None,
    date: DateOption = None,
) -> None:
    """Weak links, each with its severity, reason, evidence and a next step: one row a weak link."""
    from graphmap.case import case_of
    from graphmap.thresholds import read_thresholds
    from graphmap.weak import too_little, weak_links

    thresholds = read_thresholds(rules)

    def found(snapshot: "Snapshot", choice: "Choice", progress: "Progress") -> "pl.DataFrame":
        case = case_of(snapshot, choice, thresholds)
        if thin := too_little(case):
            typer.echo(thin, err=True)
        return weak_links(case, progress)

    out, choice_texts = _Out(output, anonymise, key, date), (view, since, until, network, min_depth, weighting)
    _table("weak", found, out, store, choice_texts, {"rules": str(thresholds)})


@app.command()
def health(
    output: OutputOption = None,
    store: StoreOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    network: NetworkOption = None,
    anonymise: AnonymiseOption = False,
    key: KeyOption = None,
    date: DateOption = None,
) -> None:
    """The conditions that change teaching, per network and school term: one row a network and term."""
    from graphmap.health import health

    _table("health", health, _Out(output, anonymise, key, date), store, (None, since, until, network, None, None))


@app.command()
def graph(
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="The file to write: .graphml .gexf .json .net .dl .kumu.xlsx .kumu.json .kumu.csv .cypher .csv .nodes.csv .edges.csv "
            ".parquet .nodes.parquet .edges.parquet",
        ),
    ],
    store: StoreOption = None,
    view: ViewOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    network: NetworkOption = None,
    min_depth: DepthOption = None,
    weighting: WeightingOption = None,
    anonymise: AnonymiseOption = False,
    key: KeyOption = None,
    date: DateOption = None,
) -> None:
    """Write the whole view as a graph, for Gephi, Kumu, UCINET, Pajek, R, networkx, Neo4j and others.

    The ending picks the format. What stands in two tables becomes two files; where a file comes from is in it or beside it.
    """
    from graphmap.export import export_of, graph_format, write_graph
    from graphmap.wording import counted

    graph_format(output)
    out = _Out(output, anonymise, key, date)
    snapshot, choice, about = _leaving("graph", out, store, (view, since, until, network, min_depth, weighting))
    exported = export_of(snapshot, choice, about)
    written = write_graph(exported, output)
    size = f"{counted(len(exported.graph), 'actor')}, {counted(exported.graph.number_of_edges(), 'tie')}"
    typer.echo(f"{' and '.join(map(str, written))}: {size}; {choice}.", err=True)


@app.command()
def package(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to write it into; it must be empty, and is made if need be.")
    ],
    store: StoreOption = None,
    view: ViewOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    network: NetworkOption = None,
    min_depth: DepthOption = None,
    weighting: WeightingOption = None,
    rules: RulesOption = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What the data is called in a citation.")] = None,
    author: Annotated[
        list[str] | None, typer.Option("--author", metavar="NAME", help="Whom it is by, in a citation; may be repeated.")
    ] = None,
    anonymise: AnonymiseOption = False,
    key: KeyOption = None,
    date: DateOption = None,
) -> None:
    """Write all of it as a data package for a repository: metrics, ties, weak links, health, the graph, and what every column means."""
    from graphmap.package import Credit, package_of, write_package
    from graphmap.terminal import progress_bar
    from graphmap.thresholds import read_thresholds

    thresholds, credit = read_thresholds(rules), Credit(title or Credit.title, tuple(author or Credit.authors))
    out, choice_texts = _Out(directory, anonymise, key, date), (view, since, until, network, min_depth, weighting)
    snapshot, choice, about = _leaving("package", out, store, choice_texts, {"rules": str(thresholds)})
    with progress_bar() as progress:
        files = package_of(snapshot, choice, about, credit, thresholds, progress)
    write_package(files, directory)
    typer.echo(f"{directory}: {len(files)} files; {choice}.", err=True)


# -------------------------------------------------------------------------------------- app and engine


@app.command(name="app")
def open_app(
    port: Annotated[
        int | None, typer.Option("--port", metavar="N", min=1, max=65535, help="The port to listen on [default: 8501, or a free one].")
    ] = None,
    store: StoreOption = None,
    browser: Annotated[bool, typer.Option(help="Open the app in the browser.")] = True,
) -> None:
    """Open the app in the browser."""
    from graphmap.launch import run_app
    from graphmap.location import read_location
    from graphmap.store import open_store

    with open_store(read_location(store)):
        raise typer.Exit(run_app(store, port, browser))


@db.command()
def start(store: StoreOption = None) -> None:
    """Start the embedded store and keep it running until `graphmap db stop`."""
    from graphmap.embedded import keep_engine

    folder = _embedded_folder(store)
    keep_engine(folder)
    typer.echo(f"The store in {folder} is running.")


@db.command()
def stop(store: StoreOption = None) -> None:
    """Stop the embedded store, whoever uses it."""
    from graphmap.embedded import stop_engine

    folder = _embedded_folder(store)
    typer.echo(f"The store in {folder} has stopped." if stop_engine(folder) else f"The store in {folder} was not running.")


@db.command()
def status(store: StoreOption = None) -> None:
    """Say whether the store runs, who uses it, and what it holds."""
    from graphmap.embedded import engine_status
    from graphmap.location import EmbeddedLocation, read_location
    from graphmap.snapshot import take_snapshot
    from graphmap.snapshot_cache import cache_folder
    from graphmap.store import open_store

    location = read_location(store)
    if isinstance(location, EmbeddedLocation):
        found = engine_status(location.folder)
        if found is None:
            typer.echo(f"The store in {location.folder} is not running; it starts by itself when it is needed.")
            return
        kept = ", kept running" if found.kept else ""
        typer.echo(f"The store in {location.folder} is running (process {found.pid}, users {found.users}{kept}).")
    with open_store(location) as opened:
        tables = take_snapshot(opened).tables
    _show_counts({label: len(table) for label, table in tables.kinds.items()})
    if (folder := cache_folder(location)).exists():
        typer.echo(f"What was last read is kept in {folder}; every write deletes it, and so may you.", err=True)


# --------------------------------------------------------------------------------------------- helpers


def _source(path: Path, mapping: Path | None) -> "Source":
    from graphmap.intake.mapping_file import read_mapping
    from graphmap.loading import open_source

    return open_source(path, read_mapping(mapping) if mapping else None)


def _existing(store: str | None, progress: "Progress") -> "GraphTables":
    """What the store holds; nothing where there is none yet."""
    from graphmap.location import read_location
    from graphmap.store import open_store, store_exists
    from graphmap.tables import GraphTables

    location = read_location(store)
    if not store_exists(location):
        return GraphTables.of()
    with open_store(location) as opened:
        return opened.read(progress)[1]


def _load(path: Path, store: str | None, mapping: Path | None = None) -> None:
    from graphmap import loading
    from graphmap.location import read_location
    from graphmap.problems import BadSheets
    from graphmap.store import open_store
    from graphmap.terminal import progress_bar

    with open_store(read_location(store)) as opened, progress_bar() as progress:
        try:
            tallies, notes = loading.load_source(_source(path, mapping), opened, progress)
        except BadSheets as error:
            _print_problems(error, to_errors=True)
            raise
    _show_tallies(tallies)
    for note in notes:
        typer.echo(note, err=True)


def _snapshot_and_choice(store: str | None, texts: ChoiceTexts) -> "tuple[Snapshot, Choice]":
    """The snapshot to work on, and the choice that the options make of it."""
    from dataclasses import replace

    from graphmap.choice import read_choice
    from graphmap.location import read_location
    from graphmap.snapshot import take_snapshot
    from graphmap.store import open_store
    from graphmap.terminal import progress_bar

    view, since, until, networks, min_depth, weighting = texts
    choice = read_choice(view, since, until, tuple(networks or ()), min_depth, weighting)
    with open_store(read_location(store)) as opened, progress_bar() as progress:
        snapshot = take_snapshot(opened, progress)
    return snapshot, replace(choice, networks=snapshot.find_networks(choice.networks))


def _leaving(
    table: str, out: _Out, store: str | None, texts: ChoiceTexts, notes: Mapping[str, str] | None = None
) -> "tuple[Snapshot, Choice, Provenance]":
    """What the options choose, without names where that is asked for, and where whatever is made of it comes from."""
    from datetime import date

    from graphmap.anonymise import WHAT_WAS_DONE
    from graphmap.errors import WrongCommand
    from graphmap.measures import COMMUNITY_SEED
    from graphmap.provenance import provenance_of, writing_day

    if out.key and not out.anonymise:
        raise WrongCommand("--key keeps who each code stands for, so it goes with --anonymise.")
    written = writing_day(out.date, os.environ.get("SOURCE_DATE_EPOCH"), date.today())
    snapshot, choice = _snapshot_and_choice(store, texts)
    if out.anonymise:
        snapshot, choice = _nameless(table, snapshot, choice, out.key)
    return (
        snapshot,
        choice,
        provenance_of(snapshot, choice, table, written, COMMUNITY_SEED, WHAT_WAS_DONE if out.anonymise else None, notes),
    )


def _nameless(table: str, snapshot: "Snapshot", choice: "Choice", key: Path | None) -> "tuple[Snapshot, Choice]":
    """The same without names; what could still tell who is who is said on standard error."""
    import secrets

    from graphmap.anonymise import SALT_BYTES, anonymise, report, small_cells
    from graphmap.keyfile import read_key, write_key

    salt = (read_key(key) if key else None) or secrets.token_bytes(SALT_BYTES)
    nameless = anonymise(snapshot, choice, salt)
    if key:
        write_key(key, salt, snapshot, nameless)
    for line in report(small_cells(nameless.snapshot, _kinds_in(table, choice))):
        typer.echo(line, err=True)
    return nameless.snapshot, nameless.choice


def _kinds_in(table: str, choice: "Choice") -> list[str]:
    """The kinds of entity that a table of this name tells of."""
    from graphmap.actors import LABELS

    kinds = {"health": ("Network",), "weak": (*LABELS[choice.view], "Role", "Network"), "package": LABELS["structure"]}
    return list(dict.fromkeys(kinds.get(table, LABELS[choice.view])))


def _table(
    name: "TableName",
    make: "Callable[[Snapshot, Choice, Progress], pl.DataFrame]",
    out: _Out,
    store: str | None,
    texts: ChoiceTexts,
    notes: Mapping[str, str] | None = None,
    estimate: "Callable[[pl.DataFrame], str | None] | None" = None,
) -> None:
    """Make the table called `name` of what the options choose, and write it or show it; `estimate` says what of it is no exact figure."""
    from graphmap.dictionary import columns_of
    from graphmap.output import table_format, write_table
    from graphmap.terminal import progress_bar, show
    from graphmap.wording import counted

    if out.output is not None:
        table_format(out.output)
    snapshot, choice, about = _leaving(name, out, store, texts, notes)
    with progress_bar() as progress:
        table = make(snapshot, choice, progress)
    if estimate and (said := estimate(table)):
        about = about.with_note("estimates", said)
        typer.echo(f"Not exact: {said}.", err=True)
    if out.output is None:
        show(table)
    else:
        write_table(table, out.output, about, columns_of(name, table))
    if out.output is not None or sys.stdout.isatty():
        typer.echo(f"{out.output or 'Shown'}: {counted(len(table), 'row')}; {choice}.", err=True)


def _show_tallies(tallies: "Mapping[str, Tally]") -> None:
    import polars as pl

    from graphmap import model
    from graphmap.terminal import show

    told = {name: tally for name, tally in tallies.items() if name in model.KIND or name in model.RELATIONSHIP_WORDS}
    columns = {field: [getattr(tally, field) for tally in told.values()] for field in ("created", "updated", "unchanged", "removed")}
    if not any(columns["removed"]):
        del columns["removed"]
    show(pl.DataFrame({"kind": [_plural(name) for name in told], **columns}))


def _show_counts(counts: Mapping[str, int]) -> None:
    import polars as pl

    from graphmap.terminal import show

    show(pl.DataFrame({"kind": [_plural(label) for label in counts], "count": list(counts.values())}))


def _plural(name: str) -> str:
    from graphmap import model

    return model.KIND[name].plural if name in model.KIND else model.RELATIONSHIP_WORDS[name]


def _print_problems(error: "GraphmapError", to_errors: bool) -> None:
    from graphmap.problems import BadSheets, summary

    assert isinstance(error, BadSheets)
    for line in summary(error.problems, _EACH_SORT):
        typer.echo(line, err=to_errors)


def _embedded_folder(store: str | None) -> Path:
    from graphmap.errors import WrongCommand
    from graphmap.location import EmbeddedLocation, read_location

    location = read_location(store)
    if not isinstance(location, EmbeddedLocation):
        raise WrongCommand("A Neo4j server is started and stopped where it runs; graphmap db does that for embedded stores.")
    return location.folder


def main() -> None:
    """Run the command line: every error becomes one sentence on standard error, and an exit code."""
    try:
        result = app(standalone_mode=False)
        sys.stdout.flush()
        if result == _STOPPED:  # what Typer makes of Ctrl-C within a command
            raise KeyboardInterrupt
    except GraphmapError as error:
        _end(str(error), error.exit_code)
    except TyperException as error:
        _end(error.format_message(), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _end("Stopped; nothing was left half-written.", _STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BadData.exit_code)
    except Exception as error:
        if os.environ.get("GRAPHMAP_DEBUG"):
            raise
        _end(
            f"Something in graphmap itself went wrong ({type(error).__name__}); GRAPHMAP_DEBUG=1 shows where. Please report it.",
            BadData.exit_code,
        )
    sys.exit(result if isinstance(result, int) else 0)


def _end(sentence: str, exit_code: int) -> None:
    typer.echo(sentence, err=True)
    sys.exit(exit_code)


if __name__ == "__main__":
    main()
