"""Lists, keeps and drops actions. When two people take one card at once, the second is told who was first.

Like saved views and stories, actions are in the store but beside the network: no snapshot, measure or export has
them."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from graphmap.actions.actions import Action, checked_action
from graphmap.actions.records import from_record, to_record
from graphmap.errors import Overtaken, StoreBusy
from graphmap.store.store import Store


def actions(store: Store) -> Sequence[Action]:
    """Return all actions in `store`, the latest first. Raises `NoStore`."""
    return [from_record(found) for found in store.ask("actions")]


def keep_action(store: Store, action: Action) -> Action:
    """Keep the whole of `action`, and return it as kept.

    Raises `BadData` where it can't be kept, and `Overtaken`, which says by whom, where somebody has taken, changed or
    dropped it since its ``version``."""
    kept = replace(checked_action(action), version=uuid.uuid4().hex)
    try:
        store.replace("keep_action", action.version, to_record(kept))
    except (Overtaken, StoreBusy) as error:  # a store is busy where two create the same action at once
        now = next((each for each in actions(store) if each.id == action.id), None)
        if isinstance(error, StoreBusy) and (now and now.version) == action.version:
            raise
        raise Overtaken(_meanwhile(now)) from None
    return kept


def drop_action(store: Store, action: Action) -> Action:
    """Delete `action`, and return it ready to be kept again.

    Raises `Overtaken` where somebody has changed or dropped it meanwhile."""
    store.replace("drop_action", action.version, {"id": action.id})
    return replace(action, version=None)


def _meanwhile(now: Action | None) -> str:
    """Return what somebody else has made of an action, as a sentence."""
    if now is None:
        return "Nobody has this any more: it was undone meanwhile."
    if now.is_open:
        return f"{now.who} has taken this on meanwhile."
    how = "done" if now.state == "done" else "not for you"
    return f"Somebody has marked this as {how} meanwhile."
