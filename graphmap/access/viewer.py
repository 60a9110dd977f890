"""A viewer: who looks at a page, and what they may see and do."""

from dataclasses import dataclass

from graphmap.access.roles import ROLE, Right, RoleName
from graphmap.errors import NotAllowed


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks, under their ``login`` and ``name``, in a role.

    ``networks`` are the ids of those that they may see; without any, they see all.
    """

    login: str
    name: str
    role: RoleName
    networks: tuple[str, ...] = ()

    def may(self, right: Right) -> bool:
        """Return whether they may do this in the networks that they see."""
        return right in ROLE[self.role].may

    def may_everywhere(self, right: Right) -> bool:
        """Return whether they may do this in every network."""
        return self.may(right) and not self.networks

    @property
    def sees_all(self) -> bool:
        """Whether nothing at all is hidden from them."""
        return not self.networks and all(self.may(right) for right in ("names", "notes", "private"))

    @property
    def scope(self) -> tuple[object, ...]:
        """What decides what they see: it is the same for two viewers who see the same."""
        return (*(self.may(right) for right in ("names", "notes", "private")), tuple(sorted(set(self.networks))))


ON_THIS_COMPUTER = Viewer("", "", "steward")
"""The viewer where nobody is asked to sign in: whoever sits at this computer sees and may do everything."""

_REFUSALS: dict[Right, str] = {
    "names": "Your account doesn’t show people’s names.",
    "notes": "Your account doesn’t show notes.",
    "private": "Your account doesn’t show private fields.",
    "record": "Your account can look, but not change what is recorded.",
    "take_on": "Your account can look, but not change cards, views or stories.",
    "share": "Your account can’t take files of the data away.",
    "steward": "Only a steward can do this.",
}
_SOME_NETWORKS = "Your account is for some networks only, and this reaches beyond them."
_ASK = "Ask a steward of the network to do it, or to give you another role."


def require(viewer: Viewer, right: Right, *, everywhere: bool = False) -> None:
    """Raise `NotAllowed` unless `viewer` may do this, and in every network where it reaches `everywhere`."""
    if not viewer.may(right):
        raise NotAllowed(f"{_REFUSALS[right]} {_ASK}")
    if everywhere and not viewer.may_everywhere(right):
        raise NotAllowed(f"{_SOME_NETWORKS} {_ASK}")
