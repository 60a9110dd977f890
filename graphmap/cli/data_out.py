"""The commands that take data out: the tables, the graph, and the package of all of it.

Each is a dataclass whose fields are its options, so that those they share are declared once."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphmap.cli.files_out import leaving, write_or_show, write_or_show_robust
from graphmap.cli.options import (
    ClusterOption,
    OutputOption,
    PeriodOptions,
    RobustOption,
    RulesOption,
    ViewOptions,
)

if TYPE_CHECKING:
    import polars as pl

    from graphmap.graph.choice import Choice
    from graphmap.graph.snapshot import Snapshot
    from graphmap.progress import Progress


@dataclass(frozen=True, kw_only=True)
class Metrics(ViewOptions):
    """Every measure for every actor: one row per actor.

    In a very large network, measures based on shortest paths are estimated from a sample, with an error for each
    actor. --robust adds a second table, of how well the ranks hold: beside FILE as FILE.stability, on a terminal below
    the first."""

    output: OutputOption = None
    cluster: ClusterOption = None
    robust: RobustOption = None
    directed: Annotated[
        bool,
        typer.Option("--directed", help="Measure who asks whom instead: in- and out-degree, reciprocity and prestige."),
    ] = False

    def run(self) -> None:
        """Write or show the metrics."""
        if self.directed:
            self._run_directed()
            return
        from graphmap.measures.measures import metrics, sample_note
        from graphmap.measures.workers import cluster_address

        address = cluster_address(self.cluster)
        if self.robust:
            write_or_show_robust(self.robust, self, self.output, address)
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
class Ties(ViewOptions):
    """Every tie, with its strength, its depths and who carries it: one row per tie."""

    output: OutputOption = None

    def run(self) -> None:
        """Write or show the ties."""
        from graphmap.graph.network_graph import tie_table

        def found(snapshot: "Snapshot", choice: "Choice", _: "Progress") -> "pl.DataFrame":
            return tie_table(snapshot, choice)

        write_or_show("ties", found, self, self.output)


@dataclass(frozen=True, kw_only=True)
class Weak(ViewOptions):
    """Weak links, each with its severity, reason, evidence and a next step: one row per weak link."""

    output: OutputOption = None
    rules: RulesOption = None

    def run(self) -> None:
        """Write or show the weak links."""
        from graphmap.weak.judged_network import judged_network
        from graphmap.weak.tables import weak_links
        from graphmap.weak.thresholds_file import described, read_thresholds
        from graphmap.weak.weak_links import too_little

        thresholds = read_thresholds(self.rules)

        def found(snapshot: "Snapshot", choice: "Choice", progress: "Progress") -> "pl.DataFrame":
            network = judged_network(snapshot, choice, thresholds)
            if warning := too_little(network):
                typer.echo(warning, err=True)
            return weak_links(network, progress)

        write_or_show("weak", found, self, self.output, {"rules": described(thresholds)})


@dataclass(frozen=True, kw_only=True)
class Health(PeriodOptions):
    """The conditions that change teaching, by network and school term: one row per network and term."""

    output: OutputOption = None

    def run(self) -> None:
        """Write or show the health of the networks."""
        from graphmap.health.health import health

        write_or_show("health", health, self, self.output)


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
class Package(ViewOptions):
    """Write everything as a data package for a repository: metrics, ties, weak links, health, the graph, and what
    every column means."""

    directory: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="The folder to write, new or empty."),
    ]
    rules: RulesOption = None
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
        with progress_bar() as progress:
            files = package_of(snapshot, choice, about, credit, thresholds, progress, address, self.robust or 0)
        write_package(files, self.directory)
        typer.echo(f"{self.directory}: {len(files)} files; {choice}.", err=True)
