"""Timing one task done in several ways, in one run, and comparing ours with the fastest of the others."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

OURS = "graphmap"
_ENOUGH = 0.5  # seconds; what takes less is run again, and the fastest run counts
_ROUNDS = 3

Way = Callable[[], object] | str
"""How a task is done, or why it is left out here."""


@dataclass(frozen=True)
class Result:
    """The seconds that a task took in each way, why others were left out, and ours as a ratio to the fastest other.

    ``conversion`` are the seconds that a way needs besides before it can begin, where ours has that in its own.
    """

    task: str
    size: str
    seconds: Mapping[str, float]
    left_out: Mapping[str, str] = field(default_factory=dict)
    conversion: Mapping[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """How many times the time of the fastest other way ours took; nothing where there is no other."""
        return self._ratio_to(self.seconds)

    @property
    def ratio_converted(self) -> float | None:
        """The same with the conversion that each other way needs counted as well; nothing where none needs one."""
        converted = {way: seconds + self.conversion.get(way, 0.0) for way, seconds in self.seconds.items()}
        return self._ratio_to(converted) if self.conversion else None

    def _ratio_to(self, seconds: Mapping[str, float]) -> float | None:
        others = [taken for way, taken in seconds.items() if way != OURS]
        return self.seconds[OURS] / min(others) if others and OURS in self.seconds else None


def timed(task: str, size: str, ways: Mapping[str, Way], rounds: int = _ROUNDS) -> Result:
    """Do a task in every way that is not left out, up to so many times; one that raises NotImplementedError is left
    out."""
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
