"""What must hold of the cards of any network, and what a screen shows of them."""

from collections import Counter
from itertools import combinations

import pytest
from cases import case_in, has_rule, people_who, schools_where, with_codebook, within_ours
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import PRACTICES, snapshot_of, working_together
from sheet_writing import SheetText

from graphmap.graph.choice import VIEWS, Choice, View, read_choice
from graphmap.graph.snapshot import Snapshot
from graphmap.sample.sheets import SampleSize, write_sample
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.reading import read_sheets
from graphmap.sheets.records import read_records
from graphmap.tables import GraphTables
from graphmap.weak.cards import FIRST, LEAST_PRIORITY, Card, cards, on_screen
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.judging_period import judging_choice
from graphmap.weak.tables import card_table, cards_on_screen, weak_links
from graphmap.weak.weak_links import findings

SCHOOLS = ("hill", "flats", "bush", "lake", "bay", "plain")
PEOPLE = [f"{school}-{number}" for school in SCHOOLS for number in (1, 2, 3)]


@st.composite
def drawn_networks(draw: st.DrawFn) -> dict[str, SheetText]:
    """Two networks of a few schools each, some in both and some in none, and what their people did."""
    members = [(school, network) for school in SCHOOLS for network in ("ours", "theirs") if draw(st.booleans())]
    leaving = draw(st.sets(st.sampled_from(PEOPLE), max_size=3))
    rows = ["id,date,practice,participants,network"]
    for number in range(draw(st.integers(5, 25))):
        who = draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=5, unique=True))
        day = f"202{draw(st.integers(4, 6))}-0{draw(st.integers(1, 5))}-{draw(st.integers(10, 28))}"
        within = draw(st.sampled_from(["", "ours", "theirs"]))
        rows.append(f"{number},{day},{draw(st.sampled_from(PRACTICES))},{'; '.join(who)},{within}")
    held = [f"{who},r-{who},{'2026-07-03' if who in leaving else ''}" for who in PEOPLE]
    return {
        "schools": "id,name\n" + "".join(f"{id},{id.capitalize()}\n" for id in SCHOOLS),
        "networks": "id,name\nours,Ours\ntheirs,Theirs\n",
        "memberships": "member,network\n" + "".join(f"{school},{network}\n" for school, network in members),
        "people": "id,name\n" + "".join(f"{who},{who.capitalize()}\n" for who in PEOPLE),
        "roles": "id,name,at\n" + "".join(f"r-{who},Teacher,{who.split('-')[0]}\n" for who in PEOPLE),
        "roles_held": "person,role,until\n" + "\n".join(held) + "\n",
        "interactions": "\n".join(rows) + "\n",
    }


def judged(sheets: dict[str, SheetText], view: View) -> JudgedNetwork:
    snapshot = with_codebook(snapshot_of(**sheets))
    return judged_network(snapshot, Choice(view))


few = settings(max_examples=40, deadline=None)


def pair_of(card: Card) -> frozenset[str] | None:
    """The two ends of a card that is about one pair and nothing else."""
    pairs = {frozenset((each.subject, each.other or "")) for rule, each in card.findings if rule.about == "tie"}
    return next(iter(pairs)) if len(pairs) == 1 and all(rule.about == "tie" for rule, _ in card.findings) else None


@pytest.mark.slow
@few
@given(drawn_networks(), st.sampled_from(VIEWS))
def test_every_finding_is_on_one_card(sheets: dict[str, SheetText], view: View) -> None:
    case = judged(sheets, view)
    names = Counter(
        (rule.name, each.subject, each.other, each.part) for card in cards(case) for rule, each in card.findings
    )
    assert set(names.values()) <= {1}
    assert set(names) == {(rule.name, each.subject, each.other, each.part) for rule, each in findings(case)}


@pytest.mark.slow
@few
@given(drawn_networks(), st.sampled_from(VIEWS))
def test_a_card_never_comes_below_anything_on_it(sheets: dict[str, SheetText], view: View) -> None:
    below = [
        (card.title, card.priority, rule.name, finding.priority)
        for card in cards(judged(sheets, view))
        for rule, finding in card.findings
        if finding.priority > card.priority + 1e-9
    ]
    assert below == []


@pytest.mark.slow
@few
@given(drawn_networks(), st.sampled_from(["people", "organisations"]))
def test_a_pair_has_at_most_one_card_of_its_own(sheets: dict[str, SheetText], view: View) -> None:
    pairs = [pair for card in cards(judged(sheets, view)) if (pair := pair_of(card))]
    assert len(pairs) == len(set(pairs))


@pytest.mark.slow
@few
@given(drawn_networks(), st.sampled_from(VIEWS))
def test_among_the_first_five_no_network_has_two_cards_of_a_rule(sheets: dict[str, SheetText], view: View) -> None:
    case = judged(sheets, view)
    kinds = [
        {(card.rule.family, network) for network in networks_of(case, card)} or {(card.rule.family, card.id)}
        for card in cards(case)
    ]
    distinct = 0
    for number, kind in enumerate(kinds[:FIRST]):
        repeats = bool(kind & set().union(*kinds[:number]))
        distinct += not repeats
        assert not repeats or all(other & set().union(*kinds[:distinct]) for other in kinds[distinct:])


def networks_of(case: JudgedNetwork, card: Card) -> set[str]:
    at = [{actor} if actor in case.in_view else case.networks_of.get(actor, frozenset()) for actor in card.actors]
    return set().union(*at)


@pytest.mark.slow
@few
@given(drawn_networks(), st.sampled_from(VIEWS))
def test_cards_have_names_of_their_own_and_the_table_of_weak_links_has_them(
    sheets: dict[str, SheetText], view: View
) -> None:
    case = judged(sheets, view)
    table = card_table(case)
    assert table["card"].is_unique().all()
    weak = weak_links(case)
    assert dict(weak.group_by("card").len().iter_rows()) == dict(table.select("card", "weak_links").iter_rows())


# ---------------------------------------------------------------------------------------------- dozens, not thousands


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A cluster of the size that the command line's defaults give it."""
    folder = tmp_path_factory.mktemp("sample") / "sheets"
    write_sample(SampleSize(schools=12, people=300, interactions=8_000), folder)
    return Snapshot(read_records(read_sheets(folder), GraphTables.of(), shipped_codebook()).tables)


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_three_hundred_people_give_at_most_sixty_cards(sample: Snapshot, view: View) -> None:
    assert sample.first_and_last_day
    day = sample.first_and_last_day[1]
    assert 0 < len(cards(judged_network(sample, judging_choice(Choice(view), day), as_at=day))) <= 60


def test_what_is_weak_and_alike_in_one_network_is_one_card() -> None:
    case = case_in(
        schools="id,name\n" + "".join(f"s{number:02},S{number:02}\n" for number in range(60)),
        networks="id,name\nours,Ours\n",
        memberships="member,network\n" + "".join(f"s{number:02},ours\n" for number in range(60)),
        interactions="date,practice,participants\n"
        + "".join(f"2026-05-01,co-teaching,s{number:02};s{number + 1:02}\n" for number in range(0, 60, 2)),
    )
    once = [card for card in cards(case) if has_rule(card, "single_event")]
    assert [len(card.actors) for card in once] == [60]


def test_a_leaver_with_one_tie_and_all_else_of_that_pair_are_one_card() -> None:
    case = case_in(
        schools="id,name\nhill,Hill\nflats,Flats\nbush,Bush\n",
        people="id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
        roles="id,name,at,purpose\nr1,Teacher,hill,It\nr2,Teacher,flats,It\nr3,Teacher,bush,It\n",
        roles_held="person,role,until\nana,r1,2026-07-03\nbo,r2,\ncy,r3,\n",
        interactions="date,practice,participants\n"
        + "".join(f"2026-05-{day:02},resource sharing,ana; bo\n" for day in (1, 8, 15))
        + "".join(f"2026-05-{day:02},critical friend,bo; cy\n" for day in (2, 9, 16)),
    )
    about = [card for card in cards(case) if set(card.actors) == {"school:hill", "school:flats"}]
    assert len(about) == 1
    assert has_rule(about[0], "one_pair")
    assert has_rule(about[0], "only_sharing")


# ------------------------------------------------------------------------------------------------------- on the screen


def weak_and_strong() -> JudgedNetwork:
    """Sixty pairs who met once, in parts of the view of their own, and four who only share."""
    pairs = [f"2026-05-01 school visit: a{number:02} b{number:02}" for number in range(60)]
    sharing = [
        f"2026-0{month}-0{day} resource sharing: {one} {other}"
        for month in (1, 2, 3)
        for day, (one, other) in enumerate([("w", "x"), ("x", "y"), ("y", "z")], 1)
    ]
    return people_who(*pairs, *sharing)


def test_the_screen_shows_what_is_worth_an_hour_and_always_the_first_few() -> None:
    made = cards(weak_and_strong())
    shown = on_screen(made)
    assert len(made) > 60
    assert len(shown) == FIRST
    assert list(shown) == list(made[:FIRST])
    assert all(card.priority < LEAST_PRIORITY for card in made[FIRST:])


def test_the_screen_counts_the_cards_that_are_only_in_the_file() -> None:
    table = card_table(weak_and_strong())
    shown, rest = cards_on_screen(table)
    assert len(shown) == FIRST
    assert rest == f"{len(table) - FIRST} more below priority 0.05; -o FILE has all."


def test_where_every_card_is_worth_an_hour_nothing_is_counted() -> None:
    case = schools_where(
        {"hill-1": "hill", "flats-1": "flats"},
        *(f"2026-0{month}-01 resource sharing: hill-1 flats-1" for month in (1, 2, 3, 4, 5)),
    )
    table = card_table(case)
    shown, rest = cards_on_screen(table)
    assert len(shown) == len(table) > 0
    assert rest == ""


# ----------------------------------------------------------------------------------------------------------- its words


def test_that_whanau_iwi_and_partners_are_absent_is_one_sentence() -> None:
    [card] = [each for each in cards(within_ours(*["school visit: lea tom"] * 6)) if has_rule(each, "community_absent")]
    assert card.why == "Of 6 interactions in Ours, none involved whānau, iwi or community partners."


def test_of_two_that_are_absent_and_one_who_hardly_came_each_is_counted() -> None:
    case = within_ours(*["school visit: lea tom"] * 29, "school visit: lea wai")
    [card] = [each for each in cards(case) if has_rule(each, "community_absent")]
    assert card.why == "Of 30 interactions in Ours, none involved iwi or community partners and 1 involved whānau."


def colleagues(schools: int) -> JudgedNetwork:
    """Four colleagues at each of these schools, who swap resources with each other and no more."""
    staff = {f"p{school}-{number}": f"s{school}" for school in range(schools) for number in range(4)}
    events = [
        f"2026-0{month}-0{1 + school} resource sharing: p{school}-{one} p{school}-{other}"
        for month in (3, 4, 5)
        for school in range(schools)
        for one, other in combinations(range(4), 2)
    ]
    events += [f"2026-0{month}-20 co-teaching: p{at}-0 p{at + 1}-0" for month in (3, 4, 5) for at in range(schools - 1)]
    return judged_network(working_together(*events, staff=staff), read_choice("people"))


def test_people_who_only_share_are_a_card_for_each_school() -> None:
    sharing = [card for card in cards(colleagues(3)) if has_rule(card, "only_sharing")]
    assert [len(card.actors) for card in sharing] == [4, 4, 4]
    assert sorted(card.title for card in sharing)[0] == "Only sharing: 4 people around s0 (p0-0, p0-1, p0-2 and 1 more)"


def test_of_many_such_schools_the_first_are_cards_and_the_others_are_one() -> None:
    sharing = [card for card in cards(colleagues(8)) if has_rule(card, "only_sharing")]
    around = [card for card in sharing if " around " in card.title]
    assert len(around) == 4
    assert len(sharing) < 8


def test_no_step_brings_a_crowd_together() -> None:
    pairs = combinations([f"p{number}" for number in range(9)], 2)
    case = people_who(*(f"2026-05-01 school visit: {one} {other}" for one, other in pairs))
    assert not [card.step for card in cards(case) if "more together" in card.step]
