"""Accounts are kept in the store on both engines: granted, changed, revoked, logged, and carried by backups."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import RunningEngine
from sheet_writing import write_sheets

from graphmap.access.accounts import account_of, accounts_of, code_secret, grant, networks_of, revoke
from graphmap.errors import BadData, GraphmapError
from graphmap.graph.taking import follow, take_snapshot
from graphmap.store.backup import restore_backup, take_backup
from graphmap.store.backup.file import read_backup, write_backup
from graphmap.store.loading import load
from graphmap.store.store import Store, open_store


@pytest.fixture
def store(engine: RunningEngine, tmp_path: Path) -> Iterator[Store]:
    """A store with two networks, and nobody who may sign in."""
    sheets = write_sheets(
        tmp_path / "sheets", networks=[{"id": "north", "name": "North"}, {"id": "south", "name": "South"}]
    )
    with open_store(engine.location) as opened:
        load(sheets, opened)
        yield opened
    engine.empty()


def refusal(call: object, *args: object, **named: object) -> str:
    with pytest.raises(GraphmapError) as caught:
        call(*args, **named)  # type: ignore[operator]
    return str(caught.value)


def test_the_first_account_is_a_stewards_and_others_follow(store: Store) -> None:
    assert "first account has to be a steward’s" in refusal(grant, store, "ana@school.nz", "lead")
    assert "first account has to be a steward’s" in refusal(
        grant, store, "ana@school.nz", "steward", networks=["north"]
    )
    steward = grant(store, "Ana@School.nz ", "steward", "Ana  Tama")
    lead = grant(store, "bo@school.nz", "lead", networks=["South", "north"])
    assert accounts_of(store) == [steward, lead]
    assert (steward.login, steward.name, steward.networks) == ("ana@school.nz", "Ana Tama", ())
    assert (lead.name, lead.networks) == ("bo@school.nz", ("south", "north"))
    assert account_of(store, "BO@school.nz") == lead
    assert account_of(store, "nobody@school.nz") is None


def test_granting_again_changes_the_account_and_keeps_its_name(store: Store) -> None:
    grant(store, "ana@school.nz", "steward", "Ana")
    grant(store, "bo@school.nz", "viewer", "Bo")
    grant(store, "bo@school.nz", "researcher")
    assert [(each.name, each.role) for each in accounts_of(store)] == [("Ana", "steward"), ("Bo", "researcher")]


def test_each_grant_and_revocation_is_in_the_log_with_who_did_it(store: Store) -> None:
    grant(store, "ana@school.nz", "steward")
    grant(store, "bo@school.nz", "lead", networks=["north"], by="Ana")
    revoke(store, "bo@school.nz", by="Ana")
    acts = [(change.act.what, change.act.by, change.act.why) for change in store.log(limit=2)]
    assert acts == [("revoked", "Ana", "bo@school.nz"), ("granted", "Ana", "bo@school.nz: lead, north")]


def test_a_grant_leaves_the_network_as_it_was_and_can_be_followed(store: Store) -> None:
    before = take_snapshot(store)
    grant(store, "ana@school.nz", "steward")
    after = follow(store, before)
    assert after.seq == before.seq + 1
    assert after.tables.kinds["Network"].equals(before.tables.kinds["Network"])
    assert store.mark().revision == after.revision


def test_the_last_steward_of_all_networks_stays(store: Store) -> None:
    grant(store, "ana@school.nz", "steward")
    assert "last steward" in refusal(revoke, store, "ana@school.nz")
    assert "last steward" in refusal(grant, store, "ana@school.nz", "lead")
    assert "last steward" in refusal(grant, store, "ana@school.nz", "steward", networks=["north"])
    grant(store, "bo@school.nz", "steward")
    revoke(store, "ana@school.nz")
    assert [each.login for each in accounts_of(store)] == ["bo@school.nz"]


def test_two_stewards_who_revoke_each_other_at_once_leave_one(store: Store, engine: RunningEngine) -> None:
    names = ("ana@school.nz", "bo@school.nz")
    for name in names:
        grant(store, name, "steward")
    refused: list[str] = []

    def revoking(name: str) -> None:
        with open_store(engine.location) as own:
            try:
                revoke(own, name)
            except GraphmapError as error:
                refused.append(str(error))

    threads = [threading.Thread(target=revoking, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(accounts_of(store)) == 1
    assert len(refused) == 1


@pytest.mark.parametrize(
    "login", ["", "ana", "ana@school", "ana @school.nz", "a@b@c.nz", "<b>@school.nz", "a@" + "b" * 300 + ".nz"]
)
def test_what_is_no_email_address_is_refused(store: Store, login: str) -> None:
    assert "is not an e-mail address" in refusal(grant, store, login, "steward")


def test_an_unknown_role_network_or_account_is_refused_with_a_hint(store: Store) -> None:
    grant(store, "ana@school.nz", "steward")
    assert "choose one of viewer" in refusal(grant, store, "bo@school.nz", "boss")
    assert "did you mean ‘North’?" in refusal(grant, store, "bo@school.nz", "lead", networks=["norht"])
    assert "did you mean ana@school.nz?" in refusal(revoke, store, "anna@school.nz")
    assert networks_of(store) == {"north": "North", "south": "South"}


def test_the_secret_of_the_codes_is_made_once(store: Store, engine: RunningEngine) -> None:
    secret = code_secret(store)
    with open_store(engine.location) as other:
        assert code_secret(other) == secret
    assert len(secret) == 32


def test_a_backup_carries_accounts_and_the_secret(store: Store, engine: RunningEngine, tmp_path: Path) -> None:
    account, secret = grant(store, "ana@school.nz", "steward", "Ana"), code_secret(store)
    with (tmp_path / "b.graphmap").open("wb") as file:
        write_backup(take_backup(store), file)
    engine.empty()
    with open_store(engine.location) as empty:
        restore_backup(read_backup(tmp_path / "b.graphmap"), empty)
        assert accounts_of(empty) == [account]
        assert code_secret(empty) == secret
        assert [change.act.what for change in empty.log()][:2] == ["restored", "granted"]


def test_a_store_whose_secret_alone_was_made_still_takes_a_backup(store: Store, engine: RunningEngine) -> None:
    grant(store, "ana@school.nz", "steward", "Ana")
    backup = take_backup(store)
    engine.empty()
    with open_store(engine.location) as empty:
        secret = code_secret(empty)
        restore_backup(backup, empty)
        assert code_secret(empty) == secret


def test_a_store_with_accounts_is_not_restored_over(store: Store, engine: RunningEngine) -> None:
    backup = take_backup(store)
    engine.empty()
    with open_store(engine.location) as empty:
        grant(empty, "ana@school.nz", "steward")
        with pytest.raises(GraphmapError, match="isn't empty"):
            restore_backup(backup, empty)


def test_a_role_that_a_newer_graphmap_gave_sees_least(store: Store) -> None:
    grant(store, "ana@school.nz", "steward")
    row = {"id": "bo@school.nz", "name": "Bo", "role": "archivist", "networks": [], "version": "1"}
    store.replace("keep_account", None, row)
    assert [each.role for each in accounts_of(store)] == ["steward", "viewer"]
    with pytest.raises(BadData, match="no role"):
        grant(store, "bo@school.nz", "archivist")
