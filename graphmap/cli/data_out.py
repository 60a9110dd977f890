"""The commands that take data out: the tables, the graph, and the package of all of it.

Each is a dataclass whose fields are its options, so that those they share are declared once."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphmap.cli.files_out import leaving, write_or_show, write_or_show_mixing, write_or_show_robust
from graphmap.cli.options import (
    ByOption,
    ClusterOption,
    DayOptions,
    JudgingOptions,
    OutputOption,
    PeriodOptions,
    RobustOption,
    ViewOptions,
)

if TYPE_CHECKING:
    import polars as pl

    from graphmap.export.dictionary import TableName
    from graphmap.graph.choice import Choice
    from graphmap.graph.snapshot import Snapshot
    from graphmap.progress import Progress


_LAST_RECORD = " To judge from the last record instead, add --as-at last."


@dataclass(frozen=True, kw_only=True)
class Metrics(ViewOptions):
    """Every measure for every actor: one row per actor.

    In a very large network, measures based on shortest paths are estimated from a sample, with an error for each
    actor. --robust adds two tables: FILE.stability, of how well the ranks hold, and FILE.whole, of how sure the numbers
    of the whole network are. --by adds each actor's E-I index and two tables: FILE.mixing, of how often each two groups
    are tied, and FILE.assortativity, of the whole network. On a terminal they follow the first."""

    output: OutputOption = None
    cluster: ClusterOption = None
    robust: RobustOption = None
    by: ByOption = None
    directed: Annotated[
        bool,
        typer.Option("--directed", help="Measure who asks whom instead: in- and out-degree, reciprocity and prestige."),
    ] = False

    def run(self) -> None:
        """Write or show the metrics."""
        if self.by and (self.directed or self.robust):
            from graphmap.errors import WrongCommand

            raise WrongCommand("--by goes with the plain metrics. Leave out --directed and --robust.")
        if self.directed:
            self._run_directed()
            return
        from graphmap.measures.measures import metrics, sample_note
        from graphmap.measures.workers import cluster_address

        address = cluster_address(self.cluster)
        if self.robust:
            write_or_show_robust(self.robust, self, self.output, address)
            return
        if self.by:
            write_or_show_mixing(self.by, self, self.output, address)
            return

        def found(snapshot: "Snapshot", choice: "Choice", progress: "Progress") -> "pl.DataFrame":
            return metrics(snapshot, choice, progress, address)

        write_or_show("metrics", found, self, self.output, estimate=sample_note)

    def _run_directed(self) -> None:
        from graphmap.errors import WrongCommand
        from graphmap.measures.directed import directed_metrics

        if self.robust:
            raise WrongCommand("--robust resamples the undirected measures. Leave out --directed or --robust.")

        def found(snapshot: "Snapshot", choice: "Choice", _: "Progress") -> "pl.DataFrame":
            return directed_metrics(snapshot, choice)

        write_or_show("directed", found, self, self.output)


@dataclass(frozen=True, kw_only=True)
class Events(ViewOptions):
    """The interactions that count in the view, with their size, network and goal: one row per interaction."""

    output: OutputOption = None

    def run(self) -> None:
        """Write or show the interactions."""
        from graphmap.graph.two_mode import events

        def found(snapshot: "Snapshot", choice: "Choice", _: "Progress") -> "pl.DataFrame":
            return events(snapshot, choice)

        write_or_show("events", found, self, self.output)


@dataclass(frozen=True, kw_only=True)
class Ties(DayOptions):
    """Every tie, with its strength, its depths and who carries it: one row per tie.

    Without --as-at, where a tie stands is judged from the last day of the period or of the records, so that the same
    records give the same file on any day."""

    output: OutputOption = None
    by: ByOption = None

    def for_snapshot(self, choice: "Choice", snapshot: "Snapshot") -> "Choice":
        """Return the choice with the day that it is judged from, if one was given."""
        return replace(choice, as_at=self.judged_from(choice, snapshot)) if self.as_at else choice

    def run(self) -> None:
        """Write or show the ties."""
        from graphmap.graph.network_graph import tie_table
        from graphmap.measures.mixing import with_same

        def found(snapshot: "Snapshot", choice: "Choice", _: "Progress") -> "pl.DataFrame":
            return with_same(snapshot, choice, self.by) if self.by else tie_table(snapshot, choice)

        write_or_show("ties", found, self, self.output, {"by": self.by} if self.by else None)


@dataclass(frozen=True, kw_only=True)
class Weak(JudgingOptions):
    """Weak links, each with its reason, evidence, next step and priority: one row per weak link, the first to act on
    first.

    A card brings together the weak links that one conversation can settle. Without --as-at they are judged from the
    last day of the period, or from today. Without a period, the four school terms up to that day are judged."""

    output: OutputOption = None
    cards: Annotated[bool, typer.Option("--cards", help="One row per card instead of one per weak link.")] = False

    def for_snapshot(self, choice: "Choice", snapshot: "Snapshot") -> "Choice":
        """Return the choice with the period that is judged."""
        from graphmap.weak.judging_period import judging_choice

        return judging_choice(choice, self.judged_from(choice, snapshot))

    def run(self) -> None:
        """Write or show the weak links or their cards."""
        from graphmap.weak.judged_network import judged_network
        from graphmap.weak.tables import card_table, cards_on_screen, weak_links
        from graphmap.weak.thresholds_file import described, read_thresholds
        from graphmap.weak.weak_links import too_little

        thresholds = read_thresholds(self.rules)

        def found(snapshot: "Snapshot", choice: "Choice", progress: "Progress") -> "pl.DataFrame":
            network = judged_network(snapshot, choice, thresholds, as_at=self.judged_from(choice, snapshot))
            if warning := too_little(network):
                typer.echo(warning + ("" if self.as_at or self.since else _LAST_RECORD), err=True)
            return (card_table if self.cards else weak_links)(network, progress)

        table: TableName = "cards" if self.cards else "weak"
        notes = {"rules": described(thresholds)}
        write_or_show(table, found, self, self.output, notes, on_screen=cards_on_screen if self.cards else None)


@dataclass(frozen=True, kw_only=True)
class Health(PeriodOptions):
    """The conditions that change teaching, by network and school term: one row per network and term.

    With --conditions, one row per network and condition: whether it is measured, how strong it is, its trend over all
    terms, and a sentence for a board."""

    output: OutputOption = None
    conditions: Annotated[
        bool, typer.Option("--conditions", help="Judge each network by the conditions that research names.")
    ] = False

    def run(self) -> None:
        """Write or show the health of the networks, or how they do on each condition."""
        from graphmap.health.conditions import conditions_table
        from graphmap.health.health import health, networks_measured

        def found(snapshot: "Snapshot", choice: "Choice", progress: "Progress") -> "pl.DataFrame":
            table = health(snapshot, choice, progress)
            _say_years_without_dates(table)
            return conditions_table(table, networks_measured(snapshot, choice)) if self.conditions else table

        write_or_show("conditions" if self.conditions else "health", found, self, self.output)


def _say_years_without_dates(table: "pl.DataFrame") -> None:
    """Say on standard error which years of a table of health have no term dates."""
    from graphmap.language.terms import term_of, years_without_dates

    years = years_without_dates(term_of(day) for day in table["since"])
    if years:
        several = ", ".join(map(str, years))
        typer.echo(f"Terms of {several} use fixed days. Add their dates to seed/terms.csv to change that.", err=True)


@dataclass(frozen=True, kw_only=True)
class Graph(ViewOptions):
    """Write the whole view as a graph, for Gephi, Kumu, UCINET, Pajek, R, networkx, Neo4j and others.

    The ending picks the format. Some formats are two files; a file that cannot say where it comes from gets one beside
    it that does."""

    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write: {graphs}")]
    two_mode: Annotated[
        bool,
        typer.Option(
            "--two-mode",
            help="Write actors and interactions as two kinds of node instead of ties. Prefer it for clustering, "
            "constraint and ERGMs: as ties, a hui of thirty is a clique of thirty.",
        ),
    ] = False

    def run(self) -> None:
        """Write the graph."""
        from graphmap.export.graphs import export_of, graph_format, two_mode_export_of, write_graph
        from graphmap.language.wording import counted

        graph_format(self.output)
        snapshot, choice, about = leaving("graph", self)
        exported = (two_mode_export_of if self.two_mode else export_of)(snapshot, choice, about)
        written = write_graph(exported, self.output)
        nodes, edges = len(exported.graph), exported.graph.number_of_edges()
        if self.two_mode:
            size = f"{counted(nodes, 'actor or interaction', 'actors and interactions')}, taking part {edges:,} times"
        else:
            size = f"{counted(nodes, 'actor')}, {counted(edges, 'tie')}"
        typer.echo(f"{' and '.join(map(str, written))}: {size}; {choice}.", err=True)


@dataclass(frozen=True, kw_only=True)
class Package(JudgingOptions):
    """Write everything as a data package for a repository: metrics, ties, weak links and their cards, health, the
    graph, and what every column means."""

    directory: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="The folder to write, new or empty."),
    ]
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The title in the citation.")] = None
    author: Annotated[
        list[str] | None,
        typer.Option("--author", metavar="NAME", help="An author in the citation; may be repeated."),
    ] = None
    cluster: ClusterOption = None
    robust: RobustOption = None

    def run(self) -> None:
        """Write the package."""
        from graphmap.cli.terminal import progress_bar
        from graphmap.export.package import Credit, package_of, write_package
        from graphmap.measures.workers import cluster_address
        from graphmap.weak.thresholds_file import described, read_thresholds

        thresholds = read_thresholds(self.rules)
        credit = Credit(self.title or Credit.title, tuple(self.author or Credit.authors))
        address = cluster_address(self.cluster)
        snapshot, choice, about = leaving("package", self, {"rules": described(thresholds)})
        as_at = self.judged_from(choice, snapshot)
        with progress_bar() as progress:
            files = package_of(snapshot, choice, about, credit, thresholds, progress, address, self.robust or 0, as_at)
        write_package(files, self.directory)
        typer.echo(f"{self.directory}: {len(files)} files; {choice}.", err=True)
