"""The two-mode network of actors and events, before it is projected onto actors.

A hui of thirty projects to a clique of thirty, which inflates clustering, constraint and any exponential random graph
model. Those are better fitted to the two-mode network itself (Borgatti & Everett 1997, "Network analysis of 2-mode
data", Social Networks 19, 243-269).
"""

import networkx as nx
import polars as pl

from graphmap.graph.actors import participations
from graphmap.graph.choice import Choice
from graphmap.graph.fields import with_fields
from graphmap.graph.network_graph import graph_from
from graphmap.graph.snapshot import Snapshot, chosen_interactions

ACTORS, EVENTS = 0, 1
"""The values of the node attribute ``bipartite``, as networkx has them."""

EVENT_ATTRIBUTES = ("date", "dated", "practice", "depth")
"""What an interaction has in the two-mode network besides its name and kind."""

EVENT_MEANINGS = {
    "id": "The id of the interaction.",
    "date": "The day it happened; the middle of what is known, where that is less than a day.",
    "dated": "The month, term or year that it happened in; empty where the day is known.",
    "practice": "What was done.",
    "depth": "How deep the practice goes, from 0 contact to 4 joint work.",
    "network": "The id of the network it was part of; empty where it was part of none.",
    "goal": "The id of the goal it worked towards; empty where none is recorded.",
    "participants": "How many people and organisations are recorded as taking part.",
    "attendance": "How many were there in all; empty where everybody is named.",
    "actors": "How many actors of the view took part.",
}
"""What each column of `events` means."""


def events(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Return the interactions that count under `choice`, and then their fields: one row per interaction by date and
    id."""
    tables = snapshot.tables.relationships
    chosen = chosen_interactions(snapshot, choice)
    took_part = tables["TOOK_PART"].group_by("end").agg(participants=pl.len().cast(pl.Int64))
    present = (
        participations(snapshot, choice).group_by("interaction").agg(actors=pl.col("actor").n_unique().cast(pl.Int64))
    )
    within, towards = (
        tables[type].select(interaction="start", **{name: pl.col("end").str.split_exact(":", 1).struct[1]})
        for type, name in (("WITHIN", "network"), ("TOWARDS", "goal"))
    )
    found = (
        chosen.join(took_part, left_on="interaction", right_on="end", how="left")
        .join(present, on="interaction", how="left")
        .join(within, on="interaction", how="left")
        .join(towards, on="interaction", how="left")
        .with_columns(pl.col("participants", "actors").fill_null(0))
        .sort("date", "id")
        .select("interaction", *EVENT_MEANINGS)
    )
    return with_fields(found, snapshot.tables, ["Interaction"], "interaction").drop("interaction")


def two_mode_graph(snapshot: Snapshot, choice: Choice) -> nx.Graph:
    """Return the bipartite graph of the actors of a view and the interactions that count.

    Actors have ``bipartite`` 0 and the attributes of `graphmap.graph.network_graph.graph_of`. Events have ``bipartite``
    1, ``name`` (the practice), ``kind`` Interaction, ``date``, ``dated`` (where the day is not known), ``practice`` and
    ``depth``; no note and no names. An edge says that the actor took part; its ``part`` says how, where that is
    recorded. Weight and distance are 1.
    """
    no_ties = pl.DataFrame(schema={"source": pl.String, "target": pl.String, "weight": pl.Float64})
    graph = graph_from(snapshot, choice, no_ties)
    nx.set_node_attributes(graph, ACTORS, "bipartite")
    chosen = chosen_interactions(snapshot, choice).sort("date", "id")
    columns = ["interaction", "date", "dated", "practice", "depth"]
    for key, date, dated, practice, depth in chosen.select(columns).iter_rows():
        about = {"date": date.isoformat(), **({"dated": dated} if dated else {}), "practice": practice, "depth": depth}
        graph.add_node(key, name=practice, kind="Interaction", bipartite=EVENTS, **about)
    took_part = participations(snapshot, choice).sort("actor", "interaction", "part", nulls_last=True)
    for actor, event, part in (
        took_part.unique(["actor", "interaction"], maintain_order=True)
        .select("actor", "interaction", "part")
        .iter_rows()
    ):
        graph.add_edge(actor, event, weight=1.0, distance=1.0, **({"part": part} if part else {}))
    return graph
