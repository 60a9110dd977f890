"""Write what the form records, and take it back."""

from graphmap.store.edit import Edit
from graphmap.store.log import Act
from graphmap.store.store import Store


def keep(store: Store, edit: Edit, act: Act) -> int:  # noqa: ARG001
    """Write `edit`, and return the number of the change, or 0 where it can't be taken back."""
    store.apply(edit, store.revision())
    return 0


def take_back(store: Store, seq: int, act: Act) -> None:
    """Undo the change `seq`."""
    raise NotImplementedError
