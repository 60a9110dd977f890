"""What if: edits made on a copy, what differs before and after, and how it is drawn. Networks are small enough to check
on paper."""

from collections.abc import Iterable
from datetime import date
from functools import cache

import networkx as nx
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import demo_snapshot, snapshot_of, working_together

from graphmap import model
from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice, View
from graphmap.graph.snapshot import Snapshot
from graphmap.map.drawing.change import draw_change, together, touched
from graphmap.map.layout import places_of
from graphmap.sheets.codebook import shipped_codebook
from graphmap.tables import GraphTables
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.thresholds import Thresholds
from graphmap.whatif.comparison import NOTABLE, Comparison, Parted, Shape, Weak, compare, sentences
from graphmap.whatif.suppose import (
    Edit,
    WithInteraction,
    WithoutEntity,
    WithoutTie,
    apply,
    can_leave,
    read_edit,
    title,
    to_text,
    told,
)

DAY = "2026-03-02"
JUDGE_ALL = Thresholds({"least_interactions": 0})


def with_codebook(snapshot: Snapshot) -> Snapshot:
    kinds = {**snapshot.tables.kinds, "Practice": shipped_codebook().kinds["Practice"]}
    return Snapshot(GraphTables(kinds, snapshot.tables.relationships))


def case(
    snapshot: Snapshot, view: View = "organisations", thresholds: Thresholds = JUDGE_ALL, **choice: object
) -> JudgedNetwork:
    return judged_network(with_codebook(snapshot), Choice(view, **choice), thresholds)  # type: ignore[arg-type]


def schools(*pairs: str, practice: str = "school visit", times: int = 1) -> Snapshot:
    """Schools named by a letter, tied as `pairs` say, each pair carried by somebody of its own on each side."""
    staff, events = {}, []
    for one, other in (pair.split("-") for pair in pairs):
        carriers = (f"{one.lower()}-for-{other.lower()}", f"{other.lower()}-for-{one.lower()}")
        staff |= dict(zip(carriers, (one, other), strict=True))
        events += [f"{DAY} {practice}: {' '.join(carriers)}"] * times
    return working_together(*events, staff=staff)


def school(*letters: str) -> tuple[str, ...]:
    return tuple(f"school:{letter}" for letter in letters)


def tried(before: JudgedNetwork, *edits: Edit) -> Comparison:
    return compare(before, apply(before, edits))


def named(weak: Iterable[Weak]) -> set[tuple[str, str, str | None]]:
    return {(rule.name, finding.subject, finding.other) for rule, finding in weak}


TWO_TRIANGLES = ("A-B", "B-C", "A-C", "D-E", "E-F", "D-F", "C-D")


# --------------------------------------------------------------------------------------- what leaves


def test_without_the_only_carrier_of_a_bridge_the_network_falls_in_two() -> None:
    found = tried(case(schools(*TWO_TRIANGLES)), WithoutEntity("person:c-for-d"))
    assert found.before == Shape(actors=6, ties=7, components=1, largest=6, reach=1.0, fragmentation=0.0, beyond=0.0)
    # Two parts of three: of the 15 pairs, 3 + 3 can still reach each other.
    assert found.after == Shape(
        actors=6,
        ties=6,
        components=2,
        largest=3,
        reach=pytest.approx(0.4),
        fragmentation=pytest.approx(0.6),
        beyond=0.0,
    )
    assert (found.gone, found.ended, found.new, found.deeper, found.more, found.fewer) == ((), 1, 0, 0, 0, 0)
    assert found.cut_off == (Parted(("D", "E", "F"), 3),)
    assert found.joined == ()
    assert {("cut_vertex", *school("C"), None), ("cut_vertex", *school("D"), None)} <= named(found.vanish)
    assert ("bridge", *school("C", "D")) in named(found.moot)
    told_so = sentences(found)
    assert told_so[0] == "D, E and F are cut off from 3 others."
    assert "1 tie ends." in told_so
    assert "The network is in 2 parts, not 1." in told_so
    assert "Its largest part has 3 members, not 6." in told_so
    assert "On average each reaches 40% of the others, not 100%." in told_so


def test_without_one_of_two_carriers_a_tie_stays() -> None:
    snapshot = working_together(
        f"{DAY} school visit: ana bo", f"{DAY} school visit: ann bo", staff={"ana": "A", "ann": "A", "bo": "B"}
    )
    found = tried(case(snapshot), WithoutEntity("person:ana"))
    assert found.after == found.before
    assert (found.ended, found.fewer) == (0, 1)
    assert "1 tie rests on fewer interactions." in sentences(found)


def test_without_a_cut_vertex_its_network_falls_apart() -> None:
    found = tried(case(schools("A-B", "A-M", "B-M", "M-D", "M-E", "D-E")), WithoutEntity("school:M"))
    # Four are left in two pairs: 2 of 6 pairs can reach each other.
    assert found.after == Shape(4, 2, 2, 2, pytest.approx(1 / 3), pytest.approx(2 / 3), 0.0)
    assert found.gone == ("M",)
    assert found.ended == 4
    assert found.cut_off == (Parted(("D", "E"), 2),)
    assert ("cut_vertex", "school:M", None) in named(found.moot)
    assert sentences(found)[:2] == ["M is no longer there.", "D and E are cut off from 2 others."]


def test_what_only_they_did_together_did_not_happen_and_what_others_did_still_did() -> None:
    snapshot = working_together(
        f"{DAY} school visit: ana bo", f"{DAY} co-teaching: ana bo cy", staff={"ana": "A", "bo": "B", "cy": "C"}
    )
    after = apply(case(snapshot), [WithoutEntity("person:ana")])
    assert after.interactions["id"].to_list() == ["2"]
    assert set(after.graph.edges) == {school("B", "C")}
    assert after.graph.degree("school:A") == 0


def test_with_a_school_go_those_who_have_no_role_elsewhere() -> None:
    snapshot = snapshot_of(
        schools="id,name\nA,A\nB,B\nC,C",
        people="id,name\nana,Ana\nbo,Bo\ncy,Cy",
        roles="id,name,at\na,Teacher,A\nb,Teacher,B\nc,Teacher,C",
        roles_held="person,role\nana,a\nbo,b\nbo,a\ncy,c",
        interactions=f"id,date,practice,participants\n1,{DAY},school visit,ana;cy\n2,{DAY},school visit,bo;cy",
    )
    after = apply(case(snapshot, "people"), [WithoutEntity("school:A")])
    assert set(after.graph.edges) == {("person:bo", "person:cy")}
    assert "person:ana" not in after.graph
    assert "role:a" not in after.snapshot.names
    assert set(apply(case(snapshot), [WithoutEntity("school:A")]).graph.edges) == {school("B", "C")}


def test_without_a_role_nobody_counts_through_it() -> None:
    snapshot = schools("A-B", "B-C")
    after = apply(case(snapshot), [WithoutEntity("role:at-A")])
    assert "school:A" in after.graph
    assert set(after.graph.edges) == {school("B", "C")}
    assert "role:at-A" not in after.snapshot.names


def test_a_window_goes_on_and_what_was_before_it_stays() -> None:
    snapshot = working_together(
        "2025-03-02 school visit: ana bo", f"{DAY} school visit: ana bo", staff={"ana": "A", "bo": "B"}
    )
    before = case(snapshot, since=date(2026, 1, 1))
    after = apply(before, [WithoutEntity("person:ana")])
    assert (len(after.interactions), after.as_of) == (0, before.as_of)
    found = compare(before, after)
    assert {("isolated", *school("A"), None), ("isolated", *school("B"), None)} <= named(found.appear)
    reasons = {finding.subject: finding.reason for rule, finding in found.appear if rule.name == "isolated"}
    assert reasons["school:A"] == "A has no tie in this period. The last recorded interaction was on 2 March 2025."


def test_without_a_tie_the_rest_of_what_was_done_stays() -> None:
    before = case(working_together(f"{DAY} co-teaching: ana bo cy", staff={"ana": "A", "bo": "B", "cy": "C"}))
    after = apply(before, [WithoutTie(*school("B", "A"))])
    assert set(after.graph.edges) == {school("A", "C"), school("B", "C")}
    assert after.ties.select("source", "target", "bridge").rows() == [
        (*school("A", "C"), True),
        (*school("B", "C"), True),
    ]
    assert all(bridge for *_, bridge in after.graph.edges(data="bridge"))
    assert len(after.interactions) == 1


# -------------------------------------------------------------------------------------- what is added


def test_a_new_interaction_joins_two_parts() -> None:
    found = tried(case(schools("A-B", "C-D")), WithInteraction(*school("C", "A"), "co-teaching"))
    assert (found.before.components, found.before.reach) == (2, pytest.approx(1 / 3))
    assert found.after == Shape(4, 3, 1, 4, 1.0, 0.0, pytest.approx(1 / 3))
    assert (found.new, found.joined, found.cut_off) == (1, (Parted(("C", "D"), 2),), ())
    assert ("bridge", *school("A", "C")) in named(found.appear)
    assert sentences(found)[0] == "C and D are now connected to 2 others."


def test_one_deeper_interaction_weakens_only_sharing_and_two_end_it() -> None:
    before = case(schools("A-B", times=2))
    edit = WithInteraction(*school("A", "B"), "evidence-review")
    one = tried(before, edit)
    [(_, was, would)] = [each for each in one.changed if each[0].name == "only_sharing"]
    assert would.severity < was.severity
    assert would.priority < was.priority or would.priority == 0
    found = compare(before, apply(before, [edit, edit]))
    assert ("only_sharing", *school("A", "B")) in named(found.vanish)
    assert found.moot == ()
    assert found.deeper == 1
    assert found.after.beyond == 1.0
    assert "100% of ties have settled beyond sharing, not 0%." in sentences(found)


def test_an_added_interaction_is_of_the_last_day_and_of_its_practice_s_depth() -> None:
    before = case(schools("A-B"), until=date(2026, 5, 1))
    tie = apply(before, [WithInteraction(*school("A", "B"), "joint-report")]).graph.edges[school("A", "B")]
    assert (tie["interactions"], tie["depth"], tie["last"], tie["weight"]) == (2, 4, "2026-05-01", 2.0)


def test_two_of_the_same_add_twice() -> None:
    edit = WithInteraction(*school("A", "B"), "co-teaching")
    assert apply(case(schools("A-B")), [edit, edit]).graph.edges[school("A", "B")]["interactions"] == 3


def test_two_networks_meet_through_somebody_new_at_each() -> None:
    snapshot = snapshot_of(
        networks="id,name,kind\nx,X,other\ny,Y,other",
        people="id,name\nana,Ana\nbo,Bo",
        interactions=f"id,date,practice,participants\n1,{DAY},school visit,ana;bo",
    )
    ends = ("network:x", "network:y")
    after = apply(case(snapshot, "networks"), [WithInteraction(*ends, "co-teaching")])
    assert after.graph.edges[ends]["weight"] == 1.0
    assert set(after.graph) == set(ends)


def test_within_chosen_networks_an_added_interaction_counts() -> None:
    snapshot = snapshot_of(
        schools="id,name\nA,A\nB,B",
        networks="id,name,kind\nx,X,other\ny,Y,other",
        memberships="member,network\nA,y\nB,y",
        people="id,name\nana,Ana\nbo,Bo",
        interactions=f"id,date,practice,participants\n1,{DAY},school visit,ana;bo",
    )
    for chosen in (("y",), ("x", "y")):
        after = apply(case(snapshot, networks=chosen), [WithInteraction(*school("A", "B"), "co-teaching")])
        assert after.graph.has_edge(*school("A", "B"))
        assert len(after.within("network:y")) == 1


# ----------------------------------------------------------------------------------- edits as a whole


def unchanged(before: JudgedNetwork) -> tuple[object, ...]:
    tables = before.snapshot.tables
    frames = {**tables.kinds, **tables.relationships, "ties": before.ties}
    return (
        {name: frame.rows() for name, frame in frames.items()},
        dict(before.graph.nodes(data=True)),
        list(before.graph.edges(data=True)),
    )


EDITS: tuple[Edit, ...] = (
    WithoutEntity("school:F"),
    WithoutEntity("person:a-for-b"),
    WithoutEntity("role:at-E"),
    WithoutTie(*school("C", "D")),
    WithInteraction(*school("A", "D"), "co-teaching"),
    WithInteraction(*school("A", "B"), "evidence-review"),
)


def test_the_original_stays_as_it_is() -> None:
    before = case(schools(*TWO_TRIANGLES))
    as_it_was = unchanged(before)
    tried(before, *EDITS)
    assert unchanged(before) == as_it_was


@cache
def triangles() -> JudgedNetwork:
    return case(schools(*TWO_TRIANGLES))


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(EDITS), unique=True).flatmap(
        lambda edits: st.tuples(st.just(edits), st.permutations(edits))
    )
)
def test_the_order_of_edits_changes_nothing(orders: tuple[list[Edit], list[Edit]]) -> None:
    one, other = (apply(triangles(), edits) for edits in orders)
    assert one.ties.equals(other.ties)
    assert nx.utils.graphs_equal(one.graph, other.graph)
    assert compare(triangles(), one) == compare(triangles(), other)


@given(st.sampled_from(sorted(key for key in can_leave(triangles()))))
def test_whoever_leaves_adds_no_tie_and_takes_only_their_own(key: str) -> None:
    before, after = triangles(), apply(triangles(), [WithoutEntity(key)])
    assert set(after.graph.edges) <= set(before.graph.edges)
    assert key not in after.snapshot.names
    assert compare(after, before).new == compare(before, after).ended
    carried = {pair for pair, sides in before.carriers.items() if any(key in side for side in sides) or key in pair}
    if not key.startswith("role:"):
        assert {tuple(sorted(pair)) for pair in before.graph.edges - after.graph.edges} == carried


def test_no_edit_changes_nothing() -> None:
    found = tried(triangles())
    assert found.before == found.after
    assert sentences(found) == ["Nothing measured here would change."]


def test_a_changed_severity_is_told_where_it_is_notable() -> None:
    found = tried(triangles(), WithoutEntity("school:A"))
    assert found.changed
    assert all(abs(now.severity - was.severity) > NOTABLE for _, was, now in found.changed)


def test_too_little_to_judge_says_so_and_leaves_the_roles() -> None:
    before = case(schools("A-B", "B-C"), thresholds=Thresholds())
    found = tried(before, WithoutEntity("person:a-for-b"))
    assert (
        found.thin == "2 interactions in this period are too few to judge anything but roles (at least 5 are needed)."
    )
    assert {rule.about for rule, _ in (*found.appear, *found.vanish, *found.moot)} <= {"role"}
    thin_only_after = tried(
        case(schools(*TWO_TRIANGLES), thresholds=Thresholds({"least_interactions": 7})), WithoutEntity("person:c-for-d")
    )
    assert thin_only_after.thin is not None
    assert not thin_only_after.vanish


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (WithoutEntity("person:nobody"), "There is no ‘person:nobody’"),
        (WithoutEntity("practice:co-teaching"), "is a practice; only these can leave or end: person, school"),
        (WithoutTie("school:A", "school:nowhere"), "‘school:nowhere’ is not among the organisations"),
        (WithoutTie("school:A", "person:a-for-b"), "‘a-for-b’ is not among the organisations"),
        (WithoutTie("school:A", "school:E"), "A and E have no tie to end."),
        (WithoutTie("school:A", "school:A"), "A can’t have a tie with itself"),
        (WithInteraction("school:A", "school:A", "co-teaching"), "A can’t have a tie with itself"),
        (WithInteraction("school:A", "school:B", "chatting"), "There is no practice ‘chatting’ in the codebook."),
    ],
)
def test_an_edit_that_makes_no_sense_says_why(edit: Edit, why: str) -> None:
    with pytest.raises(WrongCommand, match=why):
        apply(triangles(), [edit])


def test_an_edit_that_another_makes_senseless_says_why() -> None:
    with pytest.raises(WrongCommand, match="A leaves in another edit"):
        apply(triangles(), [WithInteraction(*school("A", "B"), "co-teaching"), WithoutEntity("school:A")])
    gone_already = [WithoutTie(*school("A", "B")), WithoutEntity("school:A")]
    assert "school:A" not in apply(triangles(), gone_already).graph


def test_what_the_view_would_not_count_says_why() -> None:
    with pytest.raises(WrongCommand, match="School visit is sharing; here only challenge or deeper counts"):
        apply(case(schools("A-B"), min_depth=2), [WithInteraction(*school("A", "B"), "school-visit")])
    with pytest.raises(WrongCommand, match="no ties to try"):
        apply(case(schools("A-B"), "structure"), [WithoutEntity("school:A")])
    with pytest.raises(WrongCommand, match="Nothing is recorded yet"):
        apply(case(snapshot_of(schools="id,name\nA,A\nB,B")), [WithInteraction(*school("A", "B"), "co-teaching")])


# ----------------------------------------------------------------------------------- addresses, words

keys = st.builds(model.node_key, st.sampled_from(["School", "Person", "Role", "Iwi"]), st.text(min_size=1))
edits = st.one_of(
    st.builds(WithoutEntity, keys),
    st.builds(WithoutTie, keys, keys),
    st.builds(WithInteraction, keys, keys, st.text(min_size=1)),
)


@given(edits)
def test_an_address_brings_back_the_same_edit(edit: Edit) -> None:
    assert read_edit(to_text(edit)) == edit


def test_addresses_read_plainly() -> None:
    assert to_text(WithoutEntity("school:x")) == "without=school:x"
    assert to_text(WithoutTie("school:a", "school:b")) == "without-tie=school:a~school:b"
    assert to_text(WithInteraction("school:a", "school:b", "co-teaching")) == "with=school:a~school:b~co-teaching"
    assert to_text(WithoutEntity("school:a~b%")) == "without=school:a%7Eb%25"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "without",
            "without=",
            "without=x",
            "without=school:",
            "without=school:a~school:b",
            "without-tie=school:a",
        ),
        *("with=school:a~school:b", "with=school:a~school:b~", "with=a~b~c", "eval=school:a", "without=__class__:x"),
    ],
)
def test_an_address_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(WrongCommand, match="is not an edit"):
        read_edit(text)


@given(st.text())
def test_no_text_from_an_address_does_more_than_be_refused(text: str) -> None:
    for prefix in ("", "without=", "with="):
        try:
            edit = read_edit(prefix + text)
        except WrongCommand:
            continue
        with pytest.raises(WrongCommand):
            apply(triangles(), [edit])


def test_an_edit_is_told_in_words() -> None:
    snapshot = with_codebook(schools("A-B"))
    assert told(snapshot, WithoutEntity("school:A")) == "A leaves"
    assert told(snapshot, WithoutEntity("role:at-A")) == "The role ‘Teacher’ at A ends"
    assert told(snapshot, WithoutTie(*school("A", "B"))) == "The tie between A and B ends"
    assert (
        told(snapshot, WithInteraction(*school("A", "B"), "co-teaching"))
        == "A and B do one more thing together: co-teaching (joint work)"
    )
    assert told(snapshot, WithInteraction("x:1", "school:B", "?")) == "x:1 and B do one more thing together: ?"
    assert title(snapshot, "person:nobody") == "person:nobody"


def test_those_who_can_leave_have_to_do_with_the_view() -> None:
    assert can_leave(case(schools("A-B"))) == [
        "person:a-for-b",
        "person:b-for-a",
        "role:at-A",
        "role:at-B",
        *school("A", "B"),
    ]


# ------------------------------------------------------------------------------------------- the map


def drawn(before: JudgedNetwork, *edits: Edit) -> tuple[dict[str, dict[str, object]], dict[str, dict[str, object]]]:
    one, other = before.graph, apply(before, edits).graph
    network = draw_change(one, other, places_of(together(one, other)), "light")
    return {node["id"]: node for node in network.nodes}, {edge["id"]: edge for edge in network.edges}


def test_the_map_marks_what_is_gone_cut_off_new_and_deeper_without_relying_on_colour() -> None:
    nodes, ties = drawn(triangles(), WithoutEntity("school:D"), WithInteraction(*school("A", "B"), "co-teaching"))
    assert {node["label"] for node in nodes.values()} == {"A", "B", "C", "Gone: D", "Cut off: E", "Cut off: F"}
    assert nodes["school:D"]["shapeProperties"] == {"borderDashes": [4, 5]}
    gone, deeper, same = ties["school:C~school:D"], ties["school:A~school:B"], ties["school:B~school:C"]
    assert (gone["dashes"], gone["arrows"]["middle"]["type"]) == ([4, 5], "bar")  # type: ignore[index]
    assert gone["tooltip"][1] == "Gone"  # type: ignore[index]
    assert deeper["arrows"]["middle"]["type"] == "circle"  # type: ignore[index]
    assert deeper["tooltip"][1] == "Beginning to go beyond sharing; was: One event"  # type: ignore[index]
    assert (same["arrows"], same["color"]["opacity"]) == ("", 0.45)  # type: ignore[index]
    assert nodes["school:C"]["tooltip"] == ["C", "School", "2 ties, was 3"]


def test_a_tie_is_deeper_where_the_work_has_settled_there() -> None:
    twice = [WithInteraction(*school("A", "B"), "co-teaching")] * 2
    _, ties = drawn(triangles(), *twice)
    assert ties["school:A~school:B"]["tooltip"][1] == "Deeper: was sharing"  # type: ignore[index]


def test_one_moderation_begins_something_and_deepens_nothing() -> None:
    found = tried(case(schools("A-B", times=9)), WithInteraction(*school("A", "B"), "co-teaching"))
    assert (found.deeper, found.rising) == (0, 1)
    assert sentences(found)[0] == "1 tie begins to go beyond sharing."
    assert found.after.beyond == 0


def test_the_map_says_who_is_joined() -> None:
    nodes, ties = drawn(case(schools("A-B", "C-D")), WithInteraction(*school("A", "C"), "co-teaching"))
    assert {node["label"] for node in nodes.values()} == {"A", "B", "Joined: C", "Joined: D"}
    assert ties["school:A~school:C"]["tooltip"][1] == "New"  # type: ignore[index]


def test_touched_are_those_whom_an_edit_concerns() -> None:
    before = triangles()
    assert touched(before.graph, before.graph) == frozenset()
    assert touched(before.graph, apply(before, [WithoutTie(*school("A", "B"))]).graph) == set(school("A", "B"))
    assert touched(before.graph, apply(before, [WithoutTie(*school("C", "D"))]).graph) == set(
        school("C", "D", "E", "F")
    )


# ------------------------------------------------------------------------------------------- the demo


def test_in_the_demo_two_schools_hang_by_one_person() -> None:
    before = case(demo_snapshot(), thresholds=Thresholds())
    found = tried(before, WithoutEntity("person:hoani-walker"))
    names = tuple(sorted(before.name(f"school:tauira-{id}") for id in ("area-school", "forks")))
    assert found.cut_off == (Parted(names, found.before.actors - 2),)
    assert found.after.components == found.before.components + 1
    assert ("bridge", "school:tauira-area-school", "school:tauira-college") in named(found.moot)


@pytest.mark.slow
@pytest.mark.parametrize("view", ["people", "organisations", "networks"])
def test_in_the_demo_anybody_may_leave(view: View) -> None:
    before = case(demo_snapshot(), view, Thresholds())
    for key in can_leave(before)[::7]:
        after = apply(before, [WithoutEntity(key)])
        found = compare(before, after)
        assert all(rule.name for rule, _ in (*found.appear, *found.vanish, *found.moot))
        assert sentences(found)
        assert set(after.ties["source"]) | set(after.ties["target"]) <= set(after.graph)
        assert all("name" in about for _, about in after.graph.nodes(data=True))
        assert isinstance(after.ties, pl.DataFrame)
