"""A network where most of the work serves no recorded goal."""

from collections.abc import Iterator

from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork, ids_of
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import networks_to_judge

UNTIED_SHARE = Number(
    "untied_share", 0.5, "A network's work has no goal when at least this share of its interactions has none."
)


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the networks where too much of the work has no goal."""
    towards = judged.snapshot.tables.relationships["TOWARDS"]
    for network, interactions in networks_to_judge(judged):
        untied = interactions.join(towards, left_on="interaction", right_on="start", how="anti")
        share = len(untied) / len(interactions)
        if share >= judged.thresholds[UNTIED_SHARE]:
            reason = judged.words(
                "{untied} of {interactions} in {network} have no recorded goal.",
                untied=f"{len(untied):,}",
                interactions=judged.interactions_told(len(interactions)),
                network=judged.name(network),
            )
            yield Finding(network, None, share, reason, ids_of(untied))


def next_step(judged: JudgedNetwork, finding: Finding) -> str:
    """Start from a goal of the network; where it has none, agree on one."""
    goals = judged.goals_of([finding.subject])
    if goals:
        return judged.words(
            "Start the next meeting with the goal ‘{goal}’. What would have to change to reach it, and what have we "
            "done so far?",
            goal=judged.name(goals[0]),
        )
    return judged.words(
        "Agree on one goal for {network} from evidence of what learners need. Plan the next interaction towards it.",
        network=judged.name(finding.subject),
    )


RULE = Rule(
    name="no_goal",
    title="Work without a goal",
    about="network",
    views=NETWORK_VIEWS,
    definition="Most of the network's work has no recorded goal.",
    severity="the share of interactions without a goal; found from `untied_share` up.",
    source="Katz, Earl & Jaafar 2009; Robinson & Lai 2006: shared, needs-based goals.",
    find=find,
    next_step=next_step,
    numbers=(UNTIED_SHARE,),
    place=3,
)
