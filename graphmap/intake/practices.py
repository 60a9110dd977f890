"""Find what the answers in a file mean as practices of the codebook. What isn't known is asked about, never guessed."""

from collections.abc import Iterable, Iterator

from graphmap.intake.mapping import FileMapping
from graphmap.language.normalising import fold
from graphmap.sheets.problems import Guesses, Problem


class Practices:
    """Looks up answers. ``unknown`` are those without a meaning yet, each with how many rows it is in and the first."""

    def __init__(self, mapping: FileMapping, codebook: Iterable[str]) -> None:
        self._mapping = mapping
        self._codebook = {fold(name): name for name in codebook}
        self._words = {name: _stems(name) for name in self._codebook.values()}
        self._said = {fold(answer): meant for answer, meant in mapping.section("practices").items()}
        self._guesses = Guesses()
        self._found: dict[str, str | None] = {}
        self.unknown: dict[str, list[int]] = {}
        self.left_out = 0

    def find(self, answer: str, row: int) -> str | None:
        """Return the practice that `answer` means: an empty text if its row is left out, nothing if unknown."""
        if answer not in self._found:
            self._found[answer] = self._look_up(answer)
        practice = self._found[answer]
        if practice is None:
            self.unknown.setdefault(answer, [0, row])[0] += 1
        elif not practice:
            self.left_out += 1
        return practice

    def _look_up(self, answer: str) -> str | None:
        folded = fold(answer or self._mapping.get("always", "practice"))
        if folded in self._said:
            return self._said[folded]
        return self._codebook.get(folded)

    def problems(self, file: str, column: str, command: str) -> Iterator[Problem]:
        """Return a problem for each unknown answer, and for each practice in the mapping that the codebook lacks."""
        for answer, meant in self._mapping.section("practices").items():
            if meant and fold(meant) not in self._codebook:
                yield Problem(
                    *self._mapping.place("practices", answer, file),
                    "unknown practice",
                    meant,
                    "is not in the codebook",
                    self._nearest(meant),
                )
        always = self._mapping.get("always", "practice")
        for answer, (count, row) in self.unknown.items():
            rows = "1 row" if count == 1 else f"{count:,} rows"
            if not answer and not always:
                fix = f'Write it in a mapping ({command}): [always] practice = "advice seeking".'
                yield Problem(file, row, column, "no practice", "", f"Nothing says what was done ({rows})", fix)
            else:
                asked = answer or always
                write = f'[practices] "{asked}" = "{self.guess(asked) or "…"}"'
                fix = (
                    f'{self._nearest(asked)} Say what it means in a mapping ({command}): {write}; "" '
                    "leaves its rows out."
                )
                yield Problem(
                    file,
                    row,
                    column,
                    "unknown practice",
                    asked,
                    f"is not a practice in the codebook ({rows})",
                    fix.strip(),
                )

    def guess(self, answer: str) -> str:
        """Return the practice that shares most words with `answer`, else the nearest in spelling: an offer, never
        taken unasked."""
        if self._guesses.are_over:
            return ""
        stems = _stems(answer)
        shared = {name: len(stems & words) for name, words in self._words.items()}
        most = max(shared.values(), default=0)
        best = [name for name, count in shared.items() if count == most]
        return self._guesses.nearest(answer, best) or (best[0] if most else "")

    def _nearest(self, text: str) -> str:
        guess = self.guess(text)
        return f"Did you mean ‘{guess}’?" if guess else "No name in the codebook is near it."


def _stems(text: str) -> set[str]:
    """The beginnings of the words of `text`, which *sharing* and *shares* have in common."""
    return {word[:4] for word in fold(text).split()}
