"""The numbers of each condition in a sentence for a board, over its last judged terms."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from graphmap.language.terms import term_of, terms_between
from graphmap.language.wording import term_told
from graphmap.language.words import Words

TERMS_OF_A_YEAR = 4


@dataclass(frozen=True)
class Recent:
    """The last judged terms of a network, for a sentence about them."""

    table: pl.DataFrame
    words: Words

    def share(self, column: str) -> str | None:
        """Return the mean of a share as a percentage, or None where it is undefined."""
        mean = self.table[column].mean()
        return f"{mean:.0%}" if isinstance(mean, float) else None

    def index(self, column: str) -> str | None:
        """Return the mean of an index with two decimals, or None where it is undefined."""
        mean = self.table[column].mean()
        return f"{mean:.2f}" if isinstance(mean, float) else None

    def total(self, value: pl.Expr) -> str:
        """Return the sum of a count over the terms."""
        return f"{round(self.table.select(value.sum()).item()):,}"

    @property
    def last(self) -> dict[str, Any]:
        """The last term."""
        return self.table.row(-1, named=True)

    @property
    def term(self) -> str:
        """The name of the last term."""
        return term_told(term_of(self.last["since"]), self.words)

    @property
    def when(self) -> str:
        """The terms in words, to begin a sentence with."""
        terms = [term_of(day) for day in self.table["since"]]
        if len(terms) == TERMS_OF_A_YEAR and terms == terms_between(self.table["since"][0], self.last["since"]):
            return self.words("In the year to {term}", term=self.term)
        return self.words.many(
            "In {term}",
            "In the last {number} terms with enough on record, up to {term}",
            len(self.table),
            term=self.term,
        )


def beyond_sharing(recent: Recent) -> str:
    """Say how much of the work goes beyond sharing, and how many ties have settled there."""
    facts = {"when": recent.when, "settled": f"{recent.last['settled_beyond']:.0%}"}
    strength = recent.share("strength_beyond")
    if strength is None:
        return recent.words(
            "{when}, no organisations worked together, and {settled} of the ties of the last year have settled beyond "
            "sharing.",
            **facts,
        )
    return recent.words(
        "{when}, {strength} of the strength of ties was beyond sharing, and {settled} of the ties of the last year "
        "have settled there.",
        strength=strength,
        **facts,
    )


def challenge(recent: Recent) -> str:
    """Say how many interactions were challenge, inquiry and joint work."""
    depths = {
        depth: recent.total(pl.col(depth) * pl.col("interactions")) for depth in ("challenge", "inquiry", "joint")
    }
    return recent.words(
        "{when}, of {all} interactions {challenge} went as deep as challenge, {inquiry} as inquiry and {joint} as "
        "joint work.",
        when=recent.when,
        all=recent.total(pl.col("interactions")),
        **depths,
    )


def commitment(recent: Recent) -> str:
    """Say how many people take part, and how much of it leaders carry."""
    facts = {
        "when": recent.when,
        "people": recent.share("people_share"),
        "leaders": recent.share("leaders_share"),
        "starters": recent.share("starters_leaders"),
    }
    if facts["starters"] is None:
        return recent.words(
            "{when}, {people} of the people listed took part, leaders were {leaders} of those taking part, and nobody "
            "is recorded as starting work beyond sharing.",
            **facts,
        )
    return recent.words(
        "{when}, {people} of the people listed took part, leaders were {leaders} of those taking part, and they "
        "started {starters} of the work beyond sharing.",
        **facts,
    )


def capacity(recent: Recent) -> str:
    """Say who newly leads deep work, and how much of it facilitators don't lead."""
    if recent.share("starters_leaders") is None:
        return recent.words(
            "{when}, {without} of all work beyond sharing was led without a facilitator; nobody is recorded as "
            "starting it.",
            when=recent.when,
            without=recent.share("without_facilitator"),
        )
    return recent.words(
        "{when}, {new} led work beyond sharing for the first time on record, and {without} of all work beyond sharing "
        "was led without a facilitator.",
        when=recent.when,
        new=recent.words.many("{number} person", "{number} people", int(recent.table["new_leaders"].sum())),
        without=recent.share("without_facilitator"),
    )


def roles(recent: Recent) -> str:
    """Say how many roles are vacant, unclear or shared."""
    return recent.words(
        "{roles} in {term}: {vacant} vacant, {unclear} without a recorded purpose, {shared} held by several people at "
        "once.",
        roles=recent.words.many("{number} role", "{number} roles", recent.last["roles"]),
        term=recent.term,
        vacant=recent.last["roles_vacant"],
        unclear=recent.last["roles_unclear"],
        shared=recent.last["roles_shared"],
    )


def _goals(recent: Recent) -> str:
    return recent.words.many("{number} goal", "{number} goals", recent.last["goals"])


def coherence(recent: Recent) -> str:
    """Say how much deep work has a current goal, and how many goals several schools work on."""
    return recent.words(
        "{when}, {current} of the work beyond sharing was towards a current goal of the network's own; in {term} "
        "several schools worked on {shared} of {goals}.",
        when=recent.when,
        current=recent.share("coherence_current"),
        term=recent.term,
        shared=recent.last["goals_shared"],
        goals=_goals(recent),
    )


def needs(recent: Recent) -> str:
    """Say how many goals have evidence, and how many have no work."""
    return recent.words(
        "Of {goals} in {term}, {evidence} had recorded evidence of the need, and {idle} had no work.",
        goals=_goals(recent),
        term=recent.term,
        evidence=recent.last["goals_evidence"],
        idle=recent.last["goals_idle"],
    )


def accountability(recent: Recent) -> str:
    """Say how often the network reports back, and who of the community is in deep work."""
    facts = {
        "when": recent.when,
        "times": recent.words.many("{number} time", "{number} times", int(recent.table["reporting_back"].sum())),
        "whanau": recent.share("whanau_beyond"),
        "iwi": recent.share("iwi_beyond"),
        "partners": recent.share("partners_beyond"),
    }
    if facts["whanau"] is None:
        return recent.words(
            "{when}, the network reported back {times}; there was no work beyond sharing for whānau, iwi or community "
            "partners to be in.",
            **facts,
        )
    return recent.words(
        "{when}, the network reported back {times}; whānau took part in {whanau} of the work beyond sharing, iwi in "
        "{iwi} and community partners in {partners}.",
        **facts,
    )


def cohesion(recent: Recent) -> str:
    """Say how far an organisation reaches, how many pairs are tied, and how central one of them is."""
    facts = {"when": recent.when, "reach": recent.share("reach"), "density": recent.share("density")}
    if not recent.table["density"].sum():
        return recent.words("{when}, there were no ties yet between the network’s organisations.", **facts)
    central = recent.index("degree_centralisation")
    if central is None:
        return recent.words(
            "{when}, an organisation could on average reach {reach} of the others, and {density} of all pairs were "
            "tied.",
            **facts,
        )
    return recent.words(
        "{when}, an organisation could on average reach {reach} of the others, and {density} of all pairs were tied; "
        "centralisation was {central}, where 1 is a star around one organisation.",
        **facts,
        central=central,
    )
