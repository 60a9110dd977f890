"""The commands that take data out: the tables, the graph, and the package of all of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphmap.cli.files_out import leaving, write_or_show, write_or_show_robust
from graphmap.cli.options import Choosing, ClusterOption, Leaving, OutputOption, RobustOption, RulesOption, Window

if TYPE_CHECKING:
    import polars as pl

    from graphmap.graph.choice import Choice
    from graphmap.graph.snapshot import Snapshot
    from graphmap.progress import Progress


def metrics(
    choosing: Choosing,
    out: Leaving,
    output: OutputOption = None,
    cluster: ClusterOption = None,
    robust: RobustOption = None,
) -> None:
    """Every measure of every actor: one row an actor.

    In a very large network the measures that go by shortest paths are estimated from a sample, with an error for each
    actor. With --robust there is a second table, of how far the ranks stay: beside FILE as FILE.stability, on a
    terminal below the first."""
    from graphmap.measures.measures import metrics, sample_note
    from graphmap.measures.workers import cluster_address

    address = cluster_address(cluster)
    if robust:
        write_or_show_robust(robust, choosing, out, output, address)
        return

    def found(snapshot: "Snapshot", choice: "Choice", progress: "Progress") -> "pl.DataFrame":
        return metrics(snapshot, choice, progress, address)

    write_or_show("metrics", found, choosing, out, output, estimate=sample_note)


def ties(choosing: Choosing, out: Leaving, output: OutputOption = None) -> None:
    """Every tie, with its strength, its depths and who carries it: one row a tie."""
    from graphmap.graph.network_graph import tie_table

    def found(snapshot: "Snapshot", choice: "Choice", _: "Progress") -> "pl.DataFrame":
        return tie_table(snapshot, choice)

    write_or_show("ties", found, choosing, out, output)


def weak(choosing: Choosing, out: Leaving, output: OutputOption = None, rules: RulesOption = None) -> None:
    """Weak links, each with its severity, reason, evidence and a next step: one row a weak link."""
    from graphmap.weak.judged_network import judged_network
    from graphmap.weak.thresholds_file import described, read_thresholds
    from graphmap.weak.weak_links import too_little, weak_links

    thresholds = read_thresholds(rules)

    def found(snapshot: "Snapshot", choice: "Choice", progress: "Progress") -> "pl.DataFrame":
        case = judged_network(snapshot, choice, thresholds)
        if thin := too_little(case):
            typer.echo(thin, err=True)
        return weak_links(case, progress)

    write_or_show("weak", found, choosing, out, output, {"rules": described(thresholds)})


def health(choosing: Window, out: Leaving, output: OutputOption = None) -> None:
    """The conditions that change teaching, per network and school term: one row a network and term."""
    from graphmap.health.health import health

    write_or_show("health", health, choosing, out, output)


def graph(
    choosing: Choosing,
    out: Leaving,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="The file to write: .graphml .gexf .json .net .dl .kumu.xlsx .kumu.json .kumu.csv "
            ".cypher .csv .nodes.csv .edges.csv "
            ".parquet .nodes.parquet .edges.parquet",
        ),
    ],
) -> None:
    """Write the whole view as a graph, for Gephi, Kumu, UCINET, Pajek, R, networkx, Neo4j and others.

    The ending picks the format. What stands in two tables becomes two files; where a file comes from is in it or beside
    it."""
    from graphmap.export.graphs import export_of, graph_format, write_graph
    from graphmap.language.wording import counted

    graph_format(output)
    snapshot, choice, about = leaving("graph", choosing, out)
    exported = export_of(snapshot, choice, about)
    written = write_graph(exported, output)
    size = f"{counted(len(exported.graph), 'actor')}, {counted(exported.graph.number_of_edges(), 'tie')}"
    typer.echo(f"{' and '.join(map(str, written))}: {size}; {choice}.", err=True)


def package(
    directory: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="The folder to write it into; it must be empty, and is made if need be."),
    ],
    choosing: Choosing,
    out: Leaving,
    rules: RulesOption = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="What the data is called in a citation.")
    ] = None,
    author: Annotated[
        list[str] | None,
        typer.Option("--author", metavar="NAME", help="Whom it is by, in a citation; may be repeated."),
    ] = None,
    cluster: ClusterOption = None,
    robust: RobustOption = None,
) -> None:
    """Write all of it as a data package for a repository: metrics, ties, weak links, health, the graph, and what every
    column means."""
    from graphmap.cli.terminal import progress_bar
    from graphmap.export.package import Credit, package_of, write_package
    from graphmap.measures.workers import cluster_address
    from graphmap.weak.thresholds_file import described, read_thresholds

    thresholds, credit = read_thresholds(rules), Credit(title or Credit.title, tuple(author or Credit.authors))
    address = cluster_address(cluster)
    snapshot, choice, about = leaving("package", choosing, out, {"rules": described(thresholds)})
    with progress_bar() as progress:
        files = package_of(snapshot, choice, about, credit, thresholds, progress, address, robust or 0)
    write_package(files, directory)
    typer.echo(f"{directory}: {len(files)} files; {choice}.", err=True)
