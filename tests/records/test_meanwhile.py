"""Two people at the same form: each keeps what they changed, and what both changed is chosen."""

from graphmap.records.forms import Typed, form_of
from graphmap.records.meanwhile import Clash, give_way, rebase

SCHOOL = form_of("School")
WAS = Typed(
    {"name": "Alpha", "roll": "100", "region": ""}, {"memberships": ({"network": "network:n", "since": "2024"},)}
)


def over(cells: dict[str, str] | None = None, *rows: dict[str, str]) -> Typed:
    return Typed({**WAS.cells, **(cells or {})}, {"memberships": rows or WAS.lists["memberships"]})


def test_different_fields_go_together() -> None:
    found = rebase(SCHOOL, WAS, over({"name": "Alpha Kura"}), over({"roll": "120"}))
    assert (found.typed.cells["name"], found.typed.cells["roll"]) == ("Alpha Kura", "120")
    assert found.clashes == ()
    assert found.taken == ("roll",)


def test_the_same_field_is_shown_with_both_and_keeps_what_was_typed_here_until_somebody_chooses() -> None:
    now = over({"roll": "120"})
    found = rebase(SCHOOL, WAS, over({"roll": "130"}), now)
    assert found.clashes == (Clash("", "roll", "100", "120", "130"),)
    assert found.typed.cells["roll"] == "130"
    assert give_way(SCHOOL, found.typed, now, found.clashes[0]).cells["roll"] == "120"


def test_the_same_change_by_both_is_no_clash() -> None:
    assert rebase(SCHOOL, WAS, over({"roll": "120"}), over({"roll": "120"})).clashes == ()


def test_rows_of_a_list_go_together_by_their_other_end() -> None:
    mine = over(None, {"network": "network:n", "since": "2024"}, {"network": "network:m"})
    now = over(None, {"network": "network:n", "since": "2024", "until": "2026"})
    found = rebase(SCHOOL, WAS, mine, now)
    assert found.clashes == ()
    assert {(row["network"], row.get("until", "")) for row in found.typed.lists["memberships"]} == {
        ("network:n", "2026"),
        ("network:m", ""),
    }


def test_the_days_of_one_membership_changed_by_both_are_chosen() -> None:
    mine = over(None, {"network": "network:n", "since": "2024", "until": "2025"})
    now = over(None, {"network": "network:n", "since": "2024", "until": "2026"})
    found = rebase(SCHOOL, WAS, mine, now)
    assert found.clashes == (Clash("memberships", "network:n", "2024 – …", "2024 – 2026", "2024 – 2025"),)
    theirs = give_way(SCHOOL, found.typed, now, found.clashes[0])
    assert [row["until"] for row in theirs.lists["memberships"]] == ["2026"]


def test_what_they_took_off_stays_off_unless_it_was_changed_here() -> None:
    assert rebase(SCHOOL, WAS, WAS, Typed(WAS.cells, {"memberships": ()})).typed.lists["memberships"] == ()
