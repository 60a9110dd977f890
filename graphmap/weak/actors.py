"""The rules about actors: people, organisations or networks, whichever the view is of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import networkx as nx
import polars as pl

from graphmap import model
from graphmap.actors import participations
from graphmap.backend.priority import fast
from graphmap.case import Case
from graphmap.choice import Choice, View
from graphmap.cohesion import lost_without
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding, Rule, clipped, rule
from graphmap.wording import counted, day, depth_word

_VIEWS: tuple[View, ...] = ("people", "organisations", "networks")


def isolated(case: Case) -> Iterator[Finding]:
    """An actor with no tie in the window. Nothing recorded is not the same as nothing done.

    Severity: 1 for one that took part in something before the window, and so drifted away; 0.6 for one of whom nothing is recorded.

    Source: Wasserman & Faust 1994.
    """
    earlier = _before_the_window(case)
    for actor in nx.isolates(case.graph):
        own = case.taken_part.get(actor, ())
        if before := earlier.get(actor):
            last, ids = before
            reason = f"{case.name(actor)} has no tie in this window; the last that is recorded was on {day(last)}."
            yield Finding(actor, None, 1.0, reason, own or ids)
        else:
            done = f"took part only in {counted(len(own), 'interaction')} with nobody else here" if own else _nothing(case.choice)
            yield Finding(actor, None, 0.6, f"{case.name(actor)} has no tie in this window, and {done}.", own or (actor,))


def _nothing(choice: Choice) -> str:
    """That an actor has nothing recorded, of what the choice counts."""
    depth = f" of {depth_word(choice.min_depth)} or deeper" if choice.min_depth else ""
    return f"has nothing recorded{depth}{' within the chosen networks' if choice.networks else ''}"


def _before_the_window(case: Case) -> dict[NodeKey, tuple[date, tuple[str, ...]]]:
    """For each actor that took part in something before the window: the last day, and the ids of that day's interactions."""
    if case.choice.since is None:
        return {}
    earlier = participations(case.snapshot, replace(case.choice, since=None, until=case.choice.since - timedelta(days=1)))
    last = earlier.filter(pl.col("date") == pl.col("date").max().over("actor")).unique(["actor", "interaction"]).sort("interaction")
    grouped = last.group_by("actor", maintain_order=True).agg(pl.col("date").first(), "interaction")
    return {actor: (when, tuple(model.split_key(key)[1] for key in keys)) for actor, when, keys in grouped.iter_rows()}


def one_tie(case: Case) -> Iterator[Finding]:
    """An actor that hangs by one tie, in a network where others have more.

    Severity: 0.5, and as much again over the number of interactions of that tie: 1 where it is a single event.

    Source: Wasserman & Faust 1994, on pendants.
    """
    for actor, degree in case.graph.degree():
        if degree == 1:
            other, tie = next(iter(case.graph.adj[actor].items()))
            if case.graph.degree(other) > 1:
                reason = f"{case.name(actor)} is tied to {case.name(other)} only, by {counted(tie['interactions'], 'interaction')}."
                yield Finding(actor, other, 0.5 + 0.5 / tie["interactions"], reason, _behind(case, actor, other))


def nothing_beyond_sharing(case: Case) -> Iterator[Finding]:
    """An actor with ties, none of which goes beyond sharing.

    Severity: 1 less 1 over one more than its number of ties: the more partners, the more is missed.

    Source: Little 1990; Katz, Earl & Jaafar 2009.
    """
    for actor, degree in case.graph.degree():
        depths = [tie["depth"] for tie in case.graph.adj[actor].values()]
        if degree and max(depths) < model.BEYOND_SHARING:
            reason = f"{case.name(actor)} has {counted(degree, 'tie')}, and the deepest is {depth_word(max(depths))}."
            yield Finding(actor, None, 1 - 1 / (degree + 1), reason, case.taken_part[actor])


def cut_vertex(case: Case) -> Iterator[Finding]:
    """An actor without whom the part of the network that it is in falls apart.

    Severity: the share of pairs of others in that part who could no longer reach each other.

    Source: Harary 1969; the share is Borgatti's fragmentation (2006). Found by networkx's `articulation_points`.
    """
    with fast():
        cuts = sorted(nx.articulation_points(case.graph))
    for actor in cuts:
        lost = lost_without(case.graph, actor)
        component = nx.node_connected_component(case.graph, actor) - {actor}
        parts = nx.number_connected_components(case.graph.subgraph(component))
        reason = (
            f"Without {case.name(actor)} the {counted(len(component), 'other')} would fall into {parts} parts, "
            f"and {lost:.0%} of the pairs among them could no longer reach each other."
        )
        yield Finding(actor, None, lost, reason, case.taken_part[actor])


def carries_too_much(case: Case) -> Iterator[Finding]:
    """An actor in whose ties too large a share of all strength beyond sharing lies, among five actors or more.

    The strength beyond sharing is that of the ties from interactions of challenge or deeper alone.

    Severity: how far the share is above `deep_share`, of how far it could be: (share - deep_share) / (1 - deep_share).

    Source: Freeman 1979, on centralisation; Katz, Earl & Jaafar 2009: commitment beyond a core of leaders.
    """
    deep = case.pairs.filter(pl.col("depth") >= model.BEYOND_SHARING).unique(["source", "target", "interaction"], maintain_order=True)
    total = float(deep["share"].sum())
    ends = pl.concat([deep.select("share", "interaction", actor=end) for end in ("source", "target")])
    if ends["actor"].n_unique() < 5:
        return
    amounts = dict(ends.group_by("actor", maintain_order=True).agg(pl.col("share").sum()).sort("actor").iter_rows())
    threshold = case.thresholds.deep_share
    for actor, amount in amounts.items():
        share = amount / total
        if share > threshold:
            mine = ends.filter(pl.col("actor") == actor)["interaction"].unique().to_list()
            evidence = [id for id in case.taken_part[actor] if model.node_key("Interaction", id) in set(mine)]
            reason = (
                f"{share:.0%} of all strength beyond sharing lies in the ties of {case.name(actor)}, "
                f"in {counted(len(evidence), 'interaction')}."
            )
            yield Finding(actor, None, clipped((share - threshold) / (1 - threshold)), reason, tuple(evidence))


def _behind(case: Case, actor: NodeKey, other: NodeKey) -> tuple[str, ...]:
    first, second = sorted((actor, other))
    return case.behind[first, second]


ACTOR_RULES: tuple[Rule, ...] = (
    rule("Isolated", "actor", _VIEWS, isolated),
    rule("Hanging by one tie", "actor", _VIEWS, one_tie),
    rule("No tie beyond sharing", "actor", _VIEWS, nothing_beyond_sharing),
    rule("The network falls apart without them", "actor", _VIEWS, cut_vertex),
    rule("Carrying too much of the deep work", "actor", _VIEWS, carries_too_much),
)
