"""Where to begin with What if: the person most likely to leave, the tie that holds most together, the first step."""

from datetime import date

from cases import people_who, schools_where, with_codebook
from networks import demo_snapshot, snapshot_of

from graphmap.graph.choice import Choice
from graphmap.weak.cards import cards
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.whatif.suggestions import ending, suggestions
from graphmap.whatif.suppose import WithoutEntity, WithoutTie, apply, edits_of

STAFF = {"ana": "kauri", "bo": "rimu", "cy": "totara", "di": "totara"}
KAURI, RIMU, TOTARA = (f"school:{name}" for name in ("kauri", "rimu", "totara"))
A_PATH = ("2026-03-02 school visit: ana bo", "2026-03-03 school visit: bo cy", "2026-03-04 school visit: bo di")


def schools_with_a_role_that_ends(until: str) -> JudgedNetwork:
    """Two schools tied by ana and bo. The role of bo ends on a day; the network is judged from 1 April 2026."""
    found = snapshot_of(
        schools="id,name\nkauri,Kauri\nrimu,Rimu\n",
        people="id,name\nana,Ana\nbo,Bo\n",
        roles="id,name,at\na,Teacher,kauri\nb,Teacher,rimu\n",
        roles_held=f"person,role,since,until\nana,a,,\nbo,b,,{until}\n",
        interactions="id,date,practice,participants\n1,2026-03-02,school visit,ana;bo\n",
    )
    return judged_network(found, Choice(until=date(2026, 4, 1)))


def test_the_person_whose_role_ends_soonest_is_the_most_likely_to_leave() -> None:
    first, *_ = suggestions(schools_with_a_role_that_ends("2026-07-03"), [])
    assert first.question == "What if Bo left?"
    assert first.why == "A role of Bo ends on 3 July 2026."
    assert first.edits == (WithoutEntity("person:bo"),)


def test_without_a_role_that_ends_it_is_the_person_that_most_ties_depend_on() -> None:
    first, *_ = suggestions(schools_where(STAFF, *A_PATH), [])
    assert first.edits == (WithoutEntity("person:bo"),)
    assert first.why == "2 ties depend on bo alone on one side."


def test_the_tie_that_holds_most_together_is_the_one_that_would_cut_off_most() -> None:
    chain = people_who(*(f"2026-03-0{day} school visit: {pair}" for day, pair in enumerate(("a b", "b c", "c d"), 1)))
    *_, tie = suggestions(chain, [])
    assert tie.edits == (WithoutTie("person:b", "person:c"),)
    assert tie.why == "It is the only link of 2 members to the others."


def test_where_nobody_would_be_cut_off_it_is_the_strongest_tie() -> None:
    triangle = people_who(
        *(f"2026-03-0{day} school visit: {pair}" for day, pair in enumerate(("a b", "b c", "a c", "a c"), 1))
    )
    *_, tie = suggestions(triangle, [])
    assert tie.edits == (WithoutTie("person:a", "person:c"),)
    assert tie.why == "It is the strongest tie here."


def test_a_network_without_ties_has_nothing_to_suggest() -> None:
    alone = judged_network(snapshot_of(schools="id,name\nkauri,Kauri\n"), Choice())
    assert suggestions(alone, cards(alone)) == []


def test_in_the_demo_all_three_can_be_tried() -> None:
    judged = judged_network(with_codebook(demo_snapshot()), Choice(since=date(2026, 1, 1)), as_at=date(2026, 11, 20))
    found = suggestions(judged, cards(judged))
    assert len(found) == 3
    for suggestion in found:
        apply(judged, suggestion.edits)


def test_what_a_card_would_have_ended_can_be_tried_and_so_can_its_step() -> None:
    judged = judged_network(with_codebook(demo_snapshot()), Choice(since=date(2026, 1, 1)), as_at=date(2026, 11, 20))
    some = [card for card in cards(judged) if ending(judged, card)][:8]
    assert some
    for card in some:
        apply(judged, ending(judged, card))
        apply(judged, edits_of(card))


def test_of_a_tie_that_one_person_carries_the_person_whose_role_ends_leaves() -> None:
    judged = judged_network(with_codebook(demo_snapshot()), Choice(since=date(2026, 1, 1)), as_at=date(2026, 11, 20))
    card = next(
        card
        for card in cards(judged)
        if card.rule.name == "one_pair" and set(card.actors) == {"school:tauira-area-school", "school:tauira-college"}
    )
    assert ending(judged, card) == (WithoutEntity("person:hoani-walker"),)


def test_a_card_about_a_whole_network_has_nothing_that_could_end() -> None:
    judged = judged_network(with_codebook(demo_snapshot()), Choice(since=date(2026, 1, 1)), as_at=date(2026, 11, 20))
    card = next(card for card in cards(judged) if {rule.about for rule, _ in card.findings} == {"network"})
    assert ending(judged, card) == ()
