"""What a store must hold: kept in plain dicts on the side that kills, by code that the store doesn't share.

The oracle knows the graph after every change that was acknowledged. After a kill the store holds that graph, or that of
the one change which was on its way; anything else is a fault.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from endurance.edits import Edit, State, applied, plain
from graphmap.store.counts import counts_of
from graphmap.store.store import Store


@dataclass
class Oracle:
    """The graph after each change, by its number, and the last number that was acknowledged."""

    states: dict[int, State] = field(default_factory=dict)
    seq: int = 0
    verified: int = 0

    @property
    def state(self) -> State:
        """The graph after the last change that was acknowledged."""
        return self.states[self.seq]

    def after(self, edit: Edit) -> State:
        """Return what the graph becomes by `edit`."""
        if edit["does"] == "undo":
            return self.states[edit["seq"] - 1]
        return applied(self.state, edit)

    def acknowledge(self, seq: int, edit: Edit) -> str | None:
        """Take in that `edit` was written as the change `seq`; return what is wrong with that, if anything."""
        if seq != self.seq + 1:
            return f"{edit} was acknowledged as change {seq} after {self.seq}"
        self.states[seq] = self.after(edit)
        self.seq = seq
        return None

    def settle(self, store: Store, pending: Edit | None) -> tuple[str, list[str]]:
        """Compare `store` after a kill, while `pending` may have been on its way; return how that ended, and faults."""
        found = store.read_all()
        faults = []
        end = "nothing of the pending change"
        if pending is not None and found.seq == self.seq + 1:
            self.states[found.seq] = self.after(pending)
            self.seq = found.seq
            end = "all of the pending change"
        elif found.seq != self.seq:
            faults.append(f"change {self.seq} was acknowledged, and the store is at {found.seq}")
            self.seq = found.seq
            self.states[found.seq] = plain(found.tables)
        faults += differences(self.state, plain(found.tables))
        faults += list(self._faults_in_log(store, found.revision))
        if store.counts() != counts_of(found.tables):
            faults.append("the counts that are kept differ from what is there")
        return end if pending is not None else "no change was pending", faults

    def _faults_in_log(self, store: Store, revision: str | None) -> Iterator[str]:
        changes = store.log(after=self.verified)
        if [change.seq for change in changes] != list(range(self.seq, self.verified, -1)):
            yield f"the log has the changes {[change.seq for change in changes]} after {self.verified} up to {self.seq}"
        if changes and changes[0].id != revision:
            yield "the last change in the log isn't of the revision that the store has"
        self.verified = self.seq

    def faults_in_history(self, store: Store, random: Random, times: int = 3) -> Iterator[str]:
        """Go back to a few earlier changes and forward again; yield where that isn't what was there."""
        now = store.read_all()
        for seq in sorted(random.sample(sorted(self.states), min(times, len(self.states)))):
            earlier = store.take_back(now.tables, now.seq, seq)
            for difference in differences(self.states[seq], plain(earlier)):
                yield f"taken back to change {seq}: {difference}"
            followed = store.follow(seq, earlier)
            if followed is not None:
                for difference in differences(self.state, plain(followed.tables)):
                    yield f"followed from change {seq}: {difference}"


def differences(expected: State, found: State, most: int = 3) -> list[str]:
    """Return what differs, in words, up to a few."""
    return [
        f"{name} {key}: expected {expected.get(name, {}).get(key)}, found {found.get(name, {}).get(key)}"
        for name in sorted({*expected, *found})
        for key in sorted({*expected.get(name, {}), *found.get(name, {})}, key=str)
        if expected.get(name, {}).get(key) != found.get(name, {}).get(key)
    ][:most]
