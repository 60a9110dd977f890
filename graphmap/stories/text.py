"""Reads the text of a story's page: paragraphs, lists and emphasis. Anything else stays text.

An empty line ends a paragraph. Lines that begin with a hyphen or an asterisk are a list. ``**so**`` is strong and
``*so*`` is emphasised. There are no links, pictures or markup, so nothing in a text can fetch, send or run anything."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

_ITEM = re.compile(r"[-*]\s+(.+)")
_MARKED = re.compile(r"\*\*(?P<strong>[^*\n]+)\*\*|\*(?P<em>[^*\s](?:[^*\n]*[^*\s])?)\*")


@dataclass(frozen=True)
class Run:
    """Some words in one style."""

    text: str
    style: Literal["", "strong", "em"] = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, which has one line, or a list of several."""

    kind: Literal["p", "ul"]
    lines: tuple[tuple[Run, ...], ...]


def blocks(text: str) -> Sequence[Block]:
    """Return the paragraphs and lists of `text`."""
    found: list[Block] = []
    lines = [line.strip() for line in text.splitlines()]
    for kind, group in groupby(lines, key=_kind):
        if kind == "ul":
            items = [match[1] for line in group if (match := _ITEM.fullmatch(line))]
            found.append(Block("ul", tuple(_runs(item) for item in items)))
        elif kind == "p":
            found.append(Block("p", (_runs(" ".join(group)),)))
    return found


def _kind(line: str) -> Literal["", "p", "ul"]:
    return "ul" if _ITEM.fullmatch(line) else "p" if line else ""


def _runs(text: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    end = 0
    for match in _MARKED.finditer(text):
        runs.append(Run(text[end : match.start()]))
        runs.append(Run(match["strong"], "strong") if match["strong"] else Run(match["em"], "em"))
        end = match.end()
    return tuple(run for run in (*runs, Run(text[end:])) if run.text)
