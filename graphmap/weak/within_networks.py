"""What was done within a network, and in which roles: what the rules about networks share."""

from collections.abc import Container, Iterator
from typing import Any

import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork, ids_of
from graphmap.weak.thresholds import LEAST_INTERACTIONS


def networks_to_judge(judged: JudgedNetwork) -> Iterator[tuple[NodeKey, pl.DataFrame]]:
    """Yield each network that has enough interactions to judge, with those interactions."""
    for network in judged.networks:
        interactions = judged.within(network)
        if len(interactions) >= max(1, judged.thresholds[LEAST_INTERACTIONS]):
            yield network, interactions


def network_finding(
    judged: JudgedNetwork,
    network: NodeKey,
    interactions: pl.DataFrame,
    severity: float,
    reason: str,
    evidence: pl.DataFrame,
    **more: Any,
) -> Finding:
    """Return a finding about a network: it concerns its members and rests on all its `interactions`.

    What is absent leaves no evidence; then the interactions are the evidence, as they are the records.
    """
    shown = ids_of(evidence) or ids_of(interactions)
    concerned = members_concerned(judged, network)
    return Finding(network, None, severity, reason, shown, concerned=concerned, records=len(interactions), **more)


def members_concerned(judged: JudgedNetwork, network: NodeKey | None) -> int:
    """Return how many actors in the view what is found about `network` concerns: its members, or one."""
    members = judged.members(network) if network else frozenset()
    if judged.choice.view != "structure":
        members = frozenset(member for member in members if member in judged.graph)
    return len(members) or 1


def no_depth(network: NodeKey) -> str:
    """Return the cause of all that is found because little of a network's work goes beyond sharing: one card."""
    return f"no_depth:{network}"


def beyond_sharing(interactions: pl.DataFrame) -> pl.DataFrame:
    """Return those of `interactions` that go beyond sharing."""
    return interactions.filter(pl.col("depth") >= model.BEYOND_SHARING)


def among(interactions: pl.DataFrame, keys: Container[NodeKey]) -> pl.DataFrame:
    """Return those of `interactions` whose node keys are among `keys`."""
    return interactions.filter(pl.Series([key in keys for key in interactions["interaction"]], dtype=pl.Boolean))
