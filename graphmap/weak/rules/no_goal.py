"""A network where most of the work serves no recorded goal."""

from collections import Counter
from collections.abc import Iterator, Mapping

import polars as pl

from graphmap import model
from graphmap.graph.date_ranges import has_day
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import meeting, members_to_begin
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.step import Agrees, Step, Work
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import among, network_finding, networks_to_judge

UNTIED_SHARE = Number(
    "untied_share", 0.5, "A network's work has no goal when at least this share of its interactions has none."
)


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the networks where too much of the work has no goal."""
    towards = _towards_own_goals(judged)
    for network, interactions in networks_to_judge(judged):
        untied = among(interactions, set(interactions["interaction"]) - towards.get(network, frozenset()))
        share = len(untied) / len(interactions)
        if share >= judged.thresholds[UNTIED_SHARE]:
            reason = judged.words(
                "{untied} of {interactions} in {network} work towards no current goal of its own.",
                untied=f"{len(untied):,}",
                interactions=judged.interactions_told(len(interactions)),
                network=judged.name(network),
            )
            yield network_finding(judged, network, interactions, share, reason, untied)


def _towards_own_goals(judged: JudgedNetwork) -> Mapping[NodeKey, frozenset[NodeKey]]:
    """Return for each network the interactions that worked towards a goal it pursued on that day."""
    relationships = judged.snapshot.tables.relationships
    own = relationships["PURSUES"].select(network="start", goal="end", since="since", until="until")
    found = (
        judged.interactions.select("interaction", "date")
        .join(relationships["TOWARDS"].select(interaction="start", goal="end"), on="interaction")
        .join(own, on="goal")
        .filter(has_day(pl.col("date")))
        .group_by("network")
        .agg("interaction")
    )
    return {network: frozenset(interactions) for network, interactions in found.iter_rows()}


def step(judged: JudgedNetwork, finding: Finding, _: Counter[str]) -> Step:
    """Start from a goal of the network; where it has none, agree on one."""
    network = finding.subject
    two = members_to_begin(judged, network)
    chosen = meeting(judged, "schools", "network meeting")
    goals = judged.goals_of([network])
    if goals:
        text = judged.words(
            "Start the next meeting with the goal ‘{goal}’. What would have to change to reach it, and what have we "
            "done so far?",
            goal=judged.name(goals[0]),
        )
        return Step(text, (Work(chosen.id, chosen.depth, two, 1, network, goals[0]),))
    goal = model.node_key("Goal", f"what-if-{model.split_key(network)[1]}")
    text = judged.words(
        "Agree on one goal for {network} from evidence of what learners need. Plan the next interaction towards it.",
        network=judged.name(network),
    )
    return Step(text, (Agrees(network, goal), Work(chosen.id, chosen.depth, two, 1, network, goal)))


RULE = Rule(
    name="no_goal",
    title="Work without a goal",
    about="network",
    views=NETWORK_VIEWS,
    definition="Most of the network's work serves no goal of its own that was current that day.",
    severity="the share of interactions without a goal; found from `untied_share` up.",
    source="Katz, Earl & Jaafar 2009; Robinson & Lai 2006: shared, needs-based goals.",
    find=find,
    step=step,
    numbers=(UNTIED_SHARE,),
    place=3,
)
