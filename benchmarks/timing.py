"""Time one task done in several ways in one run, and compare ours with the fastest of the others."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

OURS = "graphmap"
_ENOUGH = 0.5  # seconds; shorter runs are repeated, and the fastest counts
_ROUNDS = 3

Way = Callable[[], object] | str
"""How to do a task, or why it is left out."""


@dataclass(frozen=True)
class Result:
    """The seconds that a task took in each way, why others were left out, and the ratio of ours to the fastest other.

    ``conversion`` are the extra seconds that a way needs before it can start, where ours includes them.
    """

    task: str
    size: str
    seconds: Mapping[str, float]
    left_out: Mapping[str, str] = field(default_factory=dict)
    conversion: Mapping[str, float] = field(default_factory=dict)
    unit: str = "s"
    """What ``seconds`` are in, where a result isn't of time."""

    @property
    def ratio(self) -> float | None:
        """Our time divided by that of the fastest other way; None if there is no other."""
        return self._ratio_to(self.seconds)

    @property
    def ratio_converted(self) -> float | None:
        """The same with every other way's conversion counted; None if no way has one."""
        converted = {way: seconds + self.conversion.get(way, 0.0) for way, seconds in self.seconds.items()}
        return self._ratio_to(converted) if self.conversion else None

    def _ratio_to(self, seconds: Mapping[str, float]) -> float | None:
        others = [taken for way, taken in seconds.items() if way != OURS]
        return self.seconds[OURS] / min(others) if others and OURS in self.seconds else None


def timed(task: str, size: str, ways: Mapping[str, Way], rounds: int = _ROUNDS) -> Result:
    """Do a task in every way, up to `rounds` times each; ways that raise NotImplementedError are left out."""
    seconds: dict[str, float] = {}
    left_out: dict[str, str] = {}
    for name, way in ways.items():
        if isinstance(way, str):
            left_out[name] = way
            continue
        try:
            seconds[name] = _fastest(way, rounds)
        except NotImplementedError as error:
            left_out[name] = str(error)
    return Result(task, size, seconds, left_out)


def _fastest(way: Callable[[], object], rounds: int) -> float:
    fastest = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        way()
        fastest = min(fastest, time.perf_counter() - began)
        if fastest > _ENOUGH:
            break
    return fastest
