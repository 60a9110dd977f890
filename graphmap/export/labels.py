"""Labels for formats that cannot hold every text: what stands for each node key in them."""

import re
from collections.abc import Iterable, Mapping
from itertools import count

from graphmap.language.normalising import fold
from graphmap.model import NodeKey


def labels_of(
    texts: Mapping[NodeKey, str], unfit: str, longest: int = 255, ascii_only: bool = False
) -> dict[NodeKey, str]:
    """A label for each node key that no other has, even where case does not matter.

    It is made of the key's text: without the characters that match the pattern `unfit`, which become ``_``, and no
    longer than `longest`. With `ascii_only` letters also lose their case and their macrons."""
    labels: dict[NodeKey, str] = {}
    taken: set[str] = set()
    for key, text in texts.items():
        wanted = re.sub(unfit, "_", re.sub(r"[^\x21-\x7e]", "_", fold(text)) if ascii_only else text) or "_"
        label = next(label for label in _tried(wanted, longest) if label.casefold() not in taken)
        taken.add(label.casefold())
        labels[key] = label
    return labels


def _tried(wanted: str, longest: int) -> Iterable[str]:
    """`wanted`, then the same with ``~2``, ``~3``… at its end, each cut to the `longest`."""
    yield wanted[:longest]
    for number in count(2):
        end = f"~{number}"
        yield wanted[: longest - len(end)] + end
