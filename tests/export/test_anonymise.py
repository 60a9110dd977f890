"""A snapshot without names: nobody's name, id, day or note is in anything that is derived from it."""

import json
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from cases import with_codebook
from exporting import WRITTEN
from networks import demo_snapshot, snapshot_of, working_together

from graphmap import model
from graphmap.errors import BadData
from graphmap.export.anonymise import LEAST_ALIKE, SALT_BYTES, WHAT_WAS_DONE, anonymise, report, small_cells
from graphmap.export.code_key import read_key, write_key
from graphmap.export.package import Credit, package_of
from graphmap.export.provenance import provenance_of
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_of

SALT = bytes(SALT_BYTES)


def test_no_name_id_or_note_of_the_demo_is_in_a_package_without_names() -> None:
    real = with_codebook(demo_snapshot())
    found = anonymise(real, Choice("people", networks=("kahui-ako-o-tauira",)), SALT)
    about = provenance_of(found.snapshot, found.choice, "package", WRITTEN, 1, WHAT_WAS_DONE)
    files = package_of(found.snapshot, found.choice, about, Credit())
    text = "\n".join(content.decode() for name, content in files.items() if name != "data/codebook.csv")
    told = [
        real.tables.entities([kind.label])[column]
        for kind in model.KINDS
        if kind.label not in {"Practice", "Interaction"}
        for column in ("id", "name")
    ]
    secrets = (
        {value for column in told for value in column if len(value) > 6}
        | set(real.interactions["id"])
        | set(real.interactions["note"].drop_nulls())
    )
    assert sorted(secret for secret in secrets if secret in text) == []


def test_without_changes_of_place_the_ties_are_those_of_before() -> None:
    real = working_together("2026-03-02 school visit: ana! bo cy", "2026-05-04 co-teaching: bo cy")
    found = anonymise(real, Choice("people"), SALT)
    plain, coded = graph_of(real, Choice("people")), graph_of(found.snapshot, found.choice)
    assert nx.utils.graphs_equal(nx.relabel_nodes(nx.Graph(plain.edges), found.codes), nx.Graph(coded.edges))
    assert {found.codes[a]: d for a, d in plain.degree(weight="weight")} == dict(coded.degree(weight="weight"))


def test_days_become_the_first_of_their_term_and_a_window_widens_to_whole_terms() -> None:
    found = anonymise(
        working_together("2026-05-04 school visit: ana bo"),
        Choice(since=date(2026, 5, 1), until=date(2026, 8, 1)),
        SALT,
    )
    assert found.snapshot.interactions["date"].to_list() == [date(2026, 4, 20)]
    assert (found.choice.since, found.choice.until) == (date(2026, 4, 20), date(2026, 10, 11))


def test_a_spell_covers_every_term_that_it_has_a_day_in() -> None:
    sheets = {"people": "id,name\nana,Ana\n", "roles": "id,name\nt,Teacher\n"}
    real = snapshot_of(**sheets, roles_held="person,role,since,until\nana,t,2026-02-10,2026-05-04\n")
    held = anonymise(real, Choice(), SALT).snapshot.tables.relationships["HOLDS"]
    assert held.select("since", "until").rows() == [(date(2026, 1, 26), date(2026, 7, 19))]


def test_the_same_secret_gives_the_same_codes_and_another_gives_others() -> None:
    one, same, other = (anonymise(demo_snapshot(), Choice(), salt).codes for salt in (SALT, SALT, b"1" * SALT_BYTES))
    assert one == same
    assert not set(one.values()) & set(other.values())
    assert len(set(one.values())) == len(one)


def test_a_role_s_purpose_is_only_whether_there_is_one() -> None:
    real = snapshot_of(roles="id,name,purpose\na,A,Ana leads writing\nb,B,\n")
    assert sorted(anonymise(real, Choice(), SALT).snapshot.tables.kinds["Role"]["purpose"].to_list(), key=str) == [
        None,
        "stated",
    ]


def test_only_the_usual_words_leave_of_what_a_partner_is_and_what_began_a_network() -> None:
    real = snapshot_of(
        partners="id,name,kind\na,A,Library\nb,B,Aunty Ana's kitchen\n",
        networks="id,name,kind,origin\nm,M,LCN,sporting exchange\nn,N,LCN,Ana knew Bo\no,O,LCN,sport: Ana knew Bo\n",
    )
    left = anonymise(real, Choice(), SALT).snapshot.tables.kinds
    assert sorted(left["CommunityPartner"]["kind"].to_list(), key=str) == ["Library", None]
    assert sorted(left["Network"]["origin"].to_list(), key=str) == [None, "sport", "sporting exchange"]


def test_a_group_that_is_none_of_the_choices_stays_home() -> None:
    """As in a graph that something else wrote."""
    real = snapshot_of(roles="id,name,group\na,A,leader\n")
    roles = real.tables.kinds["Role"].with_columns(group=pl.lit("Ana's friends"))
    found = anonymise(
        replace(real, tables=replace(real.tables, kinds={**real.tables.kinds, "Role": roles})), Choice(), SALT
    )
    assert found.snapshot.tables.kinds["Role"]["group"].to_list() == [None]


def test_a_property_that_says_nothing_stays_home() -> None:
    assert model.Property("phone", "A number.", "021 000 000").leaves is model.Leaves.NEVER
    left = {
        (of.label if isinstance(of, model.Kind) else of.type, property.name): property.leaves
        for of in (*model.KINDS, *model.RELATIONSHIPS)
        for property in of.properties
        if property.leaves is not model.Leaves.NEVER
    }
    coded = {key for key, leaves in left.items() if leaves is model.Leaves.AS_A_CODE}
    as_is = {key for key, leaves in left.items() if leaves is model.Leaves.AS_IT_IS and key[0] != "Practice"}
    assert {name for _, name in coded} == {"id", "name"}
    assert as_is == {
        ("School", "type"),
        ("School", "authority"),
        ("School", "region"),
        ("Interaction", "practice"),
        ("Interaction", "depth"),
        ("Interaction", "attendance"),
    }


def test_what_is_declared_to_stay_home_does() -> None:
    found = anonymise(with_codebook(demo_snapshot()), Choice(), SALT).snapshot.tables.kinds
    stays = [(k.label, p.name) for k in model.KINDS for p in k.properties if p.leaves is model.Leaves.NEVER]
    assert ("Interaction", "note") in stays
    assert [(label, name) for label, name in stays if found[label][name].null_count() < len(found[label])] == []


def test_the_only_one_of_its_sort_is_a_small_cell_and_many_alike_are_none() -> None:
    rows = "".join(f"s{n},School {n},North\n" for n in range(LEAST_ALIKE)) + "x,Alone,South\n"
    found = small_cells(snapshot_of(schools="id,name,region\n" + rows, iwi="id,name\none,One\n"), ["School", "Iwi"])
    assert [(cell.label, cell.alike, cell.count) for cell in found] == [("School", "region South", 1), ("Iwi", "", 1)]
    assert any("region South: 1" in line for line in report(found))


def test_what_codes_cannot_protect_is_always_said() -> None:
    assert any("shape" in line for line in report([]))


def test_a_key_is_its_owner_s_alone_and_says_who_is_who(tmp_path: Path) -> None:
    key, real = tmp_path / "key.json", demo_snapshot()
    found = anonymise(real, Choice(), SALT)
    assert read_key(key) is None
    write_key(key, SALT, real, found)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert read_key(key) == SALT
    codes = json.loads(key.read_text("utf-8"))["codes"]
    assert codes[found.codes["school:tauira-hill"]] == {
        "id": "school:tauira-hill",
        "name": real.names["school:tauira-hill"],
    }


def test_a_key_that_others_can_read_and_a_file_that_is_none_are_refused(tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    key.write_text("{}")
    key.chmod(0o644)
    with pytest.raises(BadData, match="chmod 600"):
        read_key(key)
    key.chmod(0o600)
    with pytest.raises(BadData, match="not a key from graphmap"):
        read_key(key)
