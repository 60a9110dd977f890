"""How a network's organisations hold together in a term, and how deep their ties have settled over four terms."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import networkx as nx
import polars as pl

from graphmap import model
from graphmap.backend.priority import fast
from graphmap.graph.settling import settling
from graphmap.language.terms import Term, term_of
from graphmap.measures.centralisation import betweenness_centralisation, degree_centralisation
from graphmap.measures.cohesion import reach

TERMS_TO_SETTLE = 4
"""A tie settles over so many terms."""

_STRUCTURE: Mapping[str, Callable[[nx.Graph], float | None]] = {
    "density": lambda graph: nx.density(graph) if len(graph) > 1 else None,
    "mean_degree": lambda graph: 2 * graph.number_of_edges() / len(graph),
    "degree_centralisation": degree_centralisation,
    "betweenness_centralisation": betweenness_centralisation,
    "reach": reach,
}


@fast()
def structure(organisations: pl.DataFrame, ties: pl.DataFrame) -> pl.DataFrame:
    """Return the shape of each network in each term: one row for each, with the columns of `_STRUCTURE`.

    `organisations` are the members of each ``network`` in each ``term`` and those that took part, by their ``key``;
    `ties` are the ties between them.
    """
    tied = dict(_by_network_and_term(ties))
    found = []
    for place, rows in _by_network_and_term(organisations):
        graph = nx.Graph()
        graph.add_nodes_from(sorted(rows["key"]))
        if place in tied:
            graph.add_edges_from(tied[place].select("source", "target").iter_rows())
        found.append((*place, *(measure(graph) for measure in _STRUCTURE.values())))
    schema = {"network": pl.String, "term": pl.String, **dict.fromkeys(_STRUCTURE, pl.Float64)}
    return pl.DataFrame(found, schema=schema, orient="row")


def _by_network_and_term(rows: pl.DataFrame) -> Iterator[tuple[tuple[str, str], pl.DataFrame]]:
    for (network, term), group in rows.group_by("network", "term", maintain_order=True):
        yield (str(network), str(term)), group


def settled_ties(events: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Return each tie of a network over the four terms up to each of `terms`, and whether it has settled ``beyond``.

    `events` has a row for each interaction of each tie within a ``network``: ``source``, ``target``, ``date``,
    ``depth`` and ``share``. `terms` has each ``term`` with its ``first`` and ``last`` day.
    """
    found = []
    events = events.with_columns(tie=pl.struct("network", "source", "target").rank("dense").cast(pl.Int64))
    networks = events.select("tie", "network").unique()
    for term, first, last in terms.select("term", "first", "last").iter_rows():
        lately = events.filter(pl.col("date").is_between(_years_start(term_of(first)), last))
        settled = settling(lately, last).join(networks, on="tie", maintain_order="left")
        beyond = (pl.col("settled") >= model.BEYOND_SHARING).fill_null(value=False)
        found.append(settled.select("network", pl.lit(term).alias("term"), beyond.alias("beyond")))
    empty = pl.DataFrame(schema={"network": pl.String, "term": pl.String, "beyond": pl.Boolean})
    return pl.concat([empty, *found])


def _years_start(term: Term) -> date:
    before = term.year * 4 + term.number - TERMS_TO_SETTLE
    return Term(before // 4, before % 4 + 1).since
