"""The step of every rule treats what the rule finds: supposed done as it says, the finding is gone or weaker."""

from collections import Counter
from collections.abc import Callable, Mapping

import pytest
from cases import GROUPS, case_in, people_who, schools_where, with_codebook, within_ours

from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice, read_choice
from graphmap.weak.cards import Card, cards
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.rule import Rule
from graphmap.weak.rules import RULES
from graphmap.weak.step import Work
from graphmap.weak.weak_links import findings
from graphmap.whatif.suppose import apply, edits_of, read_edit, to_text, told

MONTHS = range(1, 7)


def monthly(what: str, year: int = 2026) -> list[str]:
    return [f"{year}-{month:02}-01 {what}" for month in MONTHS]


def in_groups(event: str, **others: str) -> JudgedNetwork:
    groups = {**GROUPS, **others}
    roles = [
        {"id": f"r-{id}", "name": "Role", "at": "hill", "group": group, "purpose": "It"} for id, group in groups.items()
    ]
    return within_ours(*[event] * 6, roles=roles)


def one_role(purpose: str = "", holder: str = "ana,lead,2024-01-01,") -> JudgedNetwork:
    return case_in(
        schools="id,name\nhill,Hill\n",
        people="id,name\nana,Ana\nbo,Bo\n",
        roles=f"id,name,at,group,purpose\nlead,Lead,hill,leader,{purpose}\nother,Other,hill,teacher,It\n",
        roles_held=f"person,role,since,until\n{holder}\nbo,other,,\n",
        interactions="date,practice,participants\n2026-05-01,co-teaching,ana; bo\n",
    )


def funded() -> JudgedNetwork:
    return within_ours(
        *["school visit: lea tom"] * 6,
        programmes="id,name\ngrant,Grant\n",
        funding="network,programme,until\nours,grant,2026-06-30\n",
    )


CASES: Mapping[str, Callable[[], JudgedNetwork]] = {
    "community_absent": lambda: within_ours(*["critical friend: lea tom"] * 6),
    "only_leaders": lambda: in_groups("critical friend: lea tom", tom="leader"),
    "no_goal": lambda: within_ours(*["critical friend: lea tom"] * 6),
    "nobody_challenges": lambda: within_ours(*["school visit: lea tom"] * 6),
    "still_what_it_began": lambda: within_ours(*["sports exchange: lea tom"] * 6, origin="sport"),
    "funding_ends": funded,
    "leans_on_facilitators": lambda: in_groups("critical friend: pat tom una", pat="facilitator"),
    "isolated": lambda: schools_where(
        {"ana": "hill", "bo": "flats", "cy": "bush", "di": "bush"},
        *monthly("critical friend: ana bo"),
        "2026-05-02 school visit: cy di",
    ),
    "one_tie": lambda: people_who(*monthly("critical friend: ana bo"), "2026-05-01 critical friend: bo cy"),
    "nothing_beyond_sharing": lambda: people_who(
        *monthly("resource sharing: ana bo"), *monthly("advice seeking: ana cy")
    ),
    "cut_vertex": lambda: people_who(*monthly("critical friend: mid a"), *monthly("critical friend: mid b")),
    "carries_too_much": lambda: people_who(*(f"2026-05-01 critical friend: mid {who}" for who in "abcdef")),
    "only_sharing": lambda: people_who(*monthly("resource sharing: ana bo")),
    "single_event": lambda: people_who("2026-05-01 school visit: ana bo", least_interactions=1),
    "gone_stale": lambda: people_who(
        *monthly("school visit: ana bo", 2024), *monthly("critical friend: cy dee"), until="2026-07-01"
    ),
    "lapsed": lambda: people_who(*monthly("critical friend: ana bo", 2023), "2026-05-01 school visit: ana bo"),
    "one_pair": lambda: schools_where(
        {"ana": "hill", "amy": "hill", "bo": "flats", "ben": "flats"}, *monthly("critical friend: ana bo")
    ),
    "one_sided": lambda: people_who(*monthly("critical friend: ana! bo")),
    "bridge": lambda: people_who(
        *(
            f"2026-05-0{day} critical friend: {tie}"
            for day in (1, 2)
            for tie in ("a b", "b c", "c a", "c d", "d e", "e f")
        )
    ),
    "no_third_partner": lambda: people_who(*monthly("critical friend: ana bo"), *monthly("critical friend: bo cy")),
    "vacant": lambda: one_role("It", holder="bo,lead,2024-01-01,2024-06-30"),
    "without_purpose": one_role,
}
"""A network small enough to draw for each rule, in which the rule finds something."""


def case_of(rule: Rule) -> JudgedNetwork:
    assert rule.name in CASES, f"{rule.name} needs a case here that shows that its step treats what it finds."
    case = CASES[rule.name]()
    return judged_network(with_codebook(case.snapshot), case.choice, case.thresholds, as_at=case.as_at)


def found_by(judged: JudgedNetwork, rule: Rule) -> dict[tuple[str, str | None, str], Finding]:
    return {
        (finding.subject, finding.other, finding.part): finding for each, finding in findings(judged) if each is rule
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_step_of_every_rule_supposed_done_makes_its_finding_weaker(rule: Rule) -> None:
    before = case_of(rule)
    was = found_by(before, rule)
    assert was
    for name, finding in was.items():
        step = rule.step(before, finding, Counter())
        assert step.acts, step.text
        now = found_by(apply(before, step.acts), rule)
        assert name not in now or now[name].priority < finding.priority, step.text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_step_of_every_card_supposed_done_lowers_the_card(rule: Rule) -> None:
    before = case_of(rule)
    made = cards(before)
    assert any(rule is each for card in made for each, _ in card.findings)
    for card in made:
        assert is_lowered(before, card), (card.title, card.step)


def is_lowered(before: JudgedNetwork, card: Card) -> bool:
    """Whether no card that is about the same, by the same rule, has as high a priority once the step is done."""
    after = cards(apply(before, edits_of(card)))
    return not [each for each in after if is_same(card, each) and each.priority >= card.priority]


def is_same(card: Card, other: Card) -> bool:
    return card.id == other.id or (
        card.rule.family == other.rule.family and set(card.actors) & set(other.actors) != set()
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_edits_of_a_card_go_through_an_address_and_have_words(rule: Rule) -> None:
    before = case_of(rule)
    for card in cards(before):
        for edit in edits_of(card):
            assert read_edit(to_text(edit)) == edit
            assert told(before.snapshot, edit)


@pytest.mark.parametrize(
    "text",
    [
        "work=",
        "work=moderation~2~1~~~",
        "work=moderation~9~1~~~~person:a",
        "work=moderation~2~x~~~~person:a",
        "joins=person:a~school:b~",
        "holds=person:a",
        "purpose=lead",
        "agrees=network:a~b",
    ],
)
def test_a_text_that_is_no_act_is_refused(text: str) -> None:
    with pytest.raises(WrongCommand, match="is not an edit"):
        read_edit(text)


def test_an_act_of_somebody_who_is_not_on_record_is_refused() -> None:
    before = case_of(next(rule for rule in RULES if rule.name == "only_sharing"))
    with pytest.raises(WrongCommand, match="There is no ‘person:zed’ here"):
        apply(before, [Work("moderation", 2, ("person:ana", "person:zed"))])


@pytest.mark.parametrize("view", ["people", "organisations", "networks", "structure"])
def test_where_a_view_counts_only_deep_work_the_steps_are_that_deep(view: str) -> None:
    case = case_of(next(rule for rule in RULES if rule.name == "only_sharing"))
    deep = judged_network(case.snapshot, read_choice(view, min_depth="2"), case.thresholds)
    for card in cards(deep):
        assert apply(deep, edits_of(card)).choice == Choice(view=view, min_depth=2)
