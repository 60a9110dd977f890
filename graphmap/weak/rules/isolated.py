"""An actor with no tie in the period."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import networkx as nx
import polars as pl

from graphmap import model
from graphmap.graph.actors import participations
from graphmap.language.wording import depth_word
from graphmap.model import NodeKey
from graphmap.weak.dates import on_day
from graphmap.weak.finding import Finding
from graphmap.weak.introductions import introduce
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.rule import TIED_VIEWS, Rule


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the actors without a tie, with the last that is recorded of each before the period."""
    earlier = _before_the_period(judged)
    for actor in nx.isolates(judged.graph):
        if not judged.is_member(actor):
            continue
        cause = f"isolated:{min(judged.networks_of[actor], default=actor)}"
        own = judged.taken_part.get(actor, ())
        if before := earlier.get(actor):
            last, ids = before
            reason = judged.words(
                "{name} has no tie in this period. The last recorded interaction was {when}.",
                name=judged.name(actor),
                when=on_day(judged, last, ids),
            )
            yield Finding(actor, None, 1.0, reason, own or ids, cause=cause)
        else:
            yield Finding(
                actor,
                None,
                0.6,
                _reason(judged, actor, len(own)),
                own or (actor,),
                records=len(judged.interactions),
                cause=cause,
            )


def _reason(judged: JudgedNetwork, actor: NodeKey, own: int) -> str:
    """Say why an actor with nothing before the period has no tie: `own` interactions alone, or nothing recorded."""
    name, depth = judged.name(actor), depth_word(judged.choice.min_depth, judged.words)
    if own:
        return judged.words(
            "{name} has no tie in this period, only {interactions} with nobody else here.",
            name=name,
            interactions=judged.interactions_told(own),
        )
    match bool(judged.choice.min_depth), bool(judged.choice.networks):
        case False, False:
            return judged.words("{name} has no tie in this period, and nothing recorded.", name=name)
        case True, False:
            return judged.words(
                "{name} has no tie in this period, and nothing recorded at {depth} or deeper.", name=name, depth=depth
            )
        case False, True:
            return judged.words(
                "{name} has no tie in this period, and nothing recorded in the chosen networks.", name=name
            )
    return judged.words(
        "{name} has no tie in this period, and nothing recorded at {depth} or deeper in the chosen networks.",
        name=name,
        depth=depth,
    )


def _before_the_period(judged: JudgedNetwork) -> Mapping[NodeKey, tuple[date, tuple[str, ...]]]:
    """Return each actor's last day before the period, with the ids of that day's interactions."""
    if judged.choice.since is None:
        return {}
    choice = replace(judged.choice, since=None, until=judged.choice.since - timedelta(days=1))
    last = (
        participations(judged.snapshot, choice)
        .filter(pl.col("date") == pl.col("date").max().over("actor"))
        .unique(["actor", "interaction"])
        .sort("interaction")
    )
    grouped = last.group_by("actor", maintain_order=True).agg(pl.col("date").first(), "interaction")
    return {actor: (when, tuple(model.split_key(key)[1] for key in keys)) for actor, when, keys in grouped.iter_rows()}


RULE = Rule(
    name="isolated",
    title="Not yet connected here",
    about="actor",
    views=TIED_VIEWS,
    definition="No tie is recorded in the period. That doesn't mean nothing happened.",
    severity="1 where an interaction is recorded before the period; 0.6 where none is.",
    source="Wasserman & Faust 1994.",
    find=find,
    step=introduce,
    place=1,
)
