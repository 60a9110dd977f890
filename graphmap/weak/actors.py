"""The rules about actors: people, organisations or networks, whichever the view is of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import networkx as nx
import polars as pl

from graphmap import model
from graphmap.graph.actors import participations
from graphmap.graph.choice import View
from graphmap.language.wording import depth_word
from graphmap.measures.cohesion import fragmentation_of
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding, Rule, clipped, rule
from graphmap.weak.judged_network import JudgedNetwork

_VIEWS: tuple[View, ...] = ("people", "organisations", "networks")


def isolated(case: JudgedNetwork) -> Iterator[Finding]:
    """An actor with no tie in the window. Nothing recorded is not the same as nothing done.

    Severity: 1 for one that took part in something before the window, and so drifted away; 0.6 for one of whom nothing
    is recorded.

    Source: Wasserman & Faust 1994.
    """
    earlier = _before_the_window(case)
    for actor in nx.isolates(case.graph):
        own = case.taken_part.get(actor, ())
        if before := earlier.get(actor):
            last, ids = before
            reason = case.words(
                "{name} has no tie in this window; the last that is recorded was on {day}.",
                name=case.name(actor),
                day=case.words.day(last),
            )
            yield Finding(actor, None, 1.0, reason, own or ids)
        else:
            yield Finding(actor, None, 0.6, _alone(case, actor, len(own)), own or (actor,))


def _alone(case: JudgedNetwork, actor: NodeKey, own: int) -> str:
    """That an actor has no tie and was in `own` interactions with nobody else; or has nothing recorded, of what the
    choice counts."""
    name, depth = case.name(actor), depth_word(case.choice.min_depth, case.words)
    if own:
        return case.words(
            "{name} has no tie in this window, and took part only in {interactions} with nobody else here.",
            name=name,
            interactions=case.interactions_told(own),
        )
    match bool(case.choice.min_depth), bool(case.choice.networks):
        case False, False:
            return case.words("{name} has no tie in this window, and has nothing recorded.", name=name)
        case True, False:
            return case.words(
                "{name} has no tie in this window, and has nothing recorded of {depth} or deeper.",
                name=name,
                depth=depth,
            )
        case False, True:
            return case.words(
                "{name} has no tie in this window, and has nothing recorded within the chosen networks.", name=name
            )
    return case.words(
        "{name} has no tie in this window, and has nothing recorded of {depth} or deeper within the chosen networks.",
        name=name,
        depth=depth,
    )


def _before_the_window(case: JudgedNetwork) -> dict[NodeKey, tuple[date, tuple[str, ...]]]:
    """For each actor that took part in something before the window: the last day, and the ids of that day's
    interactions."""
    if case.choice.since is None:
        return {}
    earlier = participations(
        case.snapshot, replace(case.choice, since=None, until=case.choice.since - timedelta(days=1))
    )
    last = (
        earlier.filter(pl.col("date") == pl.col("date").max().over("actor"))
        .unique(["actor", "interaction"])
        .sort("interaction")
    )
    grouped = last.group_by("actor", maintain_order=True).agg(pl.col("date").first(), "interaction")
    return {actor: (when, tuple(model.split_key(key)[1] for key in keys)) for actor, when, keys in grouped.iter_rows()}


def one_tie(case: JudgedNetwork) -> Iterator[Finding]:
    """An actor that hangs by one tie, in a network where others have more.

    Severity: 0.5, and as much again over the number of interactions of that tie: 1 where it is a single event.

    Source: Wasserman & Faust 1994, on pendants.
    """
    for actor, degree in case.graph.degree():
        if degree == 1:
            other, tie = next(iter(case.graph.adj[actor].items()))
            if case.graph.degree(other) > 1:
                reason = case.words(
                    "{name} is tied to {other} only, by {interactions}.",
                    name=case.name(actor),
                    other=case.name(other),
                    interactions=case.interactions_told(tie["interactions"]),
                )
                yield Finding(actor, other, 0.5 + 0.5 / tie["interactions"], reason, _behind(case, actor, other))


def nothing_beyond_sharing(case: JudgedNetwork) -> Iterator[Finding]:
    """An actor with ties, none of which goes beyond sharing.

    Severity: 1 less 1 over one more than its number of ties: the more partners, the more is missed.

    Source: Little 1990; Katz, Earl & Jaafar 2009.
    """
    for actor, degree in case.graph.degree():
        depths = [tie["depth"] for tie in case.graph.adj[actor].values()]
        if degree and max(depths) < model.BEYOND_SHARING:
            reason = case.words(
                "{name} has {ties}, and the deepest is {depth}.",
                name=case.name(actor),
                ties=case.words.many("{number} tie", "{number} ties", degree),
                depth=depth_word(max(depths), case.words),
            )
            yield Finding(actor, None, 1 - 1 / (degree + 1), reason, case.taken_part[actor])


def cut_vertex(case: JudgedNetwork) -> Iterator[Finding]:
    """An actor without whom the part of the network that it is in falls apart.

    Severity: the share of pairs of others in that part who could no longer reach each other.

    Source: Harary 1969; the share is Borgatti's fragmentation (2006). Found by networkx's `biconnected_components`.
    """
    for actor, parts in sorted(case.branches.items()):
        sizes = [part.size for part in parts]
        lost = fragmentation_of(sizes) or 0.0
        reason = case.words(
            "Without {name} the {others} would fall into {parts} parts, "
            "and {share} of the pairs among them could no longer reach each other.",
            name=case.name(actor),
            others=case.words.many("{number} other", "{number} others", sum(sizes)),
            parts=len(sizes),
            share=f"{lost:.0%}",
        )
        yield Finding(actor, None, lost, reason, case.taken_part[actor])


def carries_too_much(case: JudgedNetwork) -> Iterator[Finding]:
    """An actor in whose ties too large a share of all strength beyond sharing lies, among five actors or more.

    The strength beyond sharing is that of the ties from interactions of challenge or deeper alone.

    Severity: how far the share is above `deep_share`, of how far it could be: (share - deep_share) / (1 - deep_share).

    Source: Freeman 1979, on centralisation; Katz, Earl & Jaafar 2009: commitment beyond a core of leaders.
    """
    deep = case.pairs.filter(pl.col("depth") >= model.BEYOND_SHARING).unique(
        ["source", "target", "interaction"], maintain_order=True
    )
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
            reason = case.words(
                "{share} of all strength beyond sharing lies in the ties of {name}, in {interactions}.",
                share=f"{share:.0%}",
                name=case.name(actor),
                interactions=case.interactions_told(len(evidence)),
            )
            yield Finding(actor, None, clipped((share - threshold) / (1 - threshold)), reason, tuple(evidence))


def _behind(case: JudgedNetwork, actor: NodeKey, other: NodeKey) -> tuple[str, ...]:
    first, second = sorted((actor, other))
    return case.behind[first, second]


ACTOR_RULES: tuple[Rule, ...] = (
    rule("Isolated", "actor", _VIEWS, isolated),
    rule("Hanging by one tie", "actor", _VIEWS, one_tie),
    rule("No tie beyond sharing", "actor", _VIEWS, nothing_beyond_sharing),
    rule("The network falls apart without them", "actor", _VIEWS, cut_vertex),
    rule("Carrying too much of the deep work", "actor", _VIEWS, carries_too_much),
)
