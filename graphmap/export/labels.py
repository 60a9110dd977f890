"""Labels in place of node keys, for formats that cannot hold every text."""

import re
from collections.abc import Iterable, Mapping
from itertools import count

from graphmap.language.normalising import fold
from graphmap.model import NodeKey


def labels_of(
    texts: Mapping[NodeKey, str], unfit: str, longest: int = 255, ascii_only: bool = False
) -> dict[NodeKey, str]:
    """Make a label for each node key from its text; no two are alike, even ignoring case.

    Characters that match the pattern `unfit` become ``_``, and labels are cut to `longest` characters. With
    `ascii_only` letters also lose their case and their macrons."""
    labels: dict[NodeKey, str] = {}
    taken: set[str] = set()
    for key, text in texts.items():
        wanted = re.sub(unfit, "_", re.sub(r"[^\x21-\x7e]", "_", fold(text)) if ascii_only else text) or "_"
        label = next(label for label in _candidates(wanted, longest) if label.casefold() not in taken)
        taken.add(label.casefold())
        labels[key] = label
    return labels


def _candidates(wanted: str, longest: int) -> Iterable[str]:
    """Yield `wanted`, then the same ending in ``~2``, ``~3``…, each cut to the `longest`."""
    yield wanted[:longest]
    for number in count(2):
        end = f"~{number}"
        yield wanted[: longest - len(end)] + end
