"""What one danger came to: how often it was met, how it ended, and every fault."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_MOST_FAULTS = 50  # that are kept in words; the rest are counted


@dataclass
class Result:
    """A danger on an engine: ``cases`` met, their ``ends`` counted by a few words, and the ``faults``, in words."""

    danger: str
    engine: str
    cases: int = 0
    acknowledged: int = 0
    """How many changes were acknowledged meanwhile, where it kills."""
    ends: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    found: int = 0
    seconds: float = 0.0
    note: str = ""

    def end(self, how: str) -> None:
        """Count one case that ended like this."""
        self.cases += 1
        self.ends[how] = self.ends.get(how, 0) + 1

    def fault(self, text: str) -> None:
        """Count a fault, and keep its text while there are few."""
        self.found += 1
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(text)
        print(f"FAULT {self.danger} ({self.engine}): {text}", flush=True)

    def faults_in_sentence(self, text: str) -> None:
        """Count a fault where `text` isn't a sentence for a person."""
        if not text.endswith(".") or "\n" in text or "Traceback" in text or "has a fault" in text:
            self.fault(f"not a sentence: {text!r}")


@contextmanager
def timed(result: Result) -> Iterator[Result]:
    """Add to `result` the seconds that the block takes."""
    began = time.perf_counter()
    try:
        yield result
    finally:
        result.seconds += time.perf_counter() - began


def show(result: Result) -> None:
    """Print a result."""
    ends = ", ".join(f"{how}: {times:,}" for how, times in result.ends.items())
    print(
        f"{result.engine:9} {result.danger}: {result.cases:,} cases, {result.found} faults, "
        f"{result.seconds:.0f} s ({ends})",
        flush=True,
    )
