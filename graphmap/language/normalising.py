"""Folding a text to what it is compared by, where case, macrons and spaces must not matter."""

import re
import unicodedata
from hashlib import blake2b


def fold(text: str) -> str:
    """`text` without case, accents (macrons too) or spare spaces: Kāhui  AKO and kahui ako fold alike."""
    if text.isascii():
        return " ".join(text.casefold().split())
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def fold_case(text: str) -> str:
    """`text` without case or spare spaces, its macrons kept: two names that differ by a macron may be two people."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold_heading(text: str) -> str:
    """`text` folded for a sheet's heading, where spaces, dots, hyphens and underscores must not matter either."""
    return re.sub(r"[\s_.\-]+", "", fold(text))


def slug(text: str) -> str:
    """A short, stable id made from `text`: ``Kāhui Ako o Tauira`` gives ``kahui-ako-o-tauira``.

    A text with nothing in it that can be read as a letter or digit of the Latin alphabet gets a
    digest instead, so that different texts do not share an empty id.
    """
    words = re.findall(r"[a-z0-9]+", fold(text).replace("'", ""))
    return "-".join(words) or "x" + digest(text)


def digest(*texts: str) -> str:
    """Ten characters that stand for `texts` and change when any of them does."""
    return blake2b("\x1f".join(texts).encode(), digest_size=5).hexdigest()
