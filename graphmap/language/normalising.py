"""Fold texts for comparison, so that case, macrons and spaces make no difference; and make ids from names."""

import re
import unicodedata
from hashlib import blake2b


def fold(text: str) -> str:
    """Return `text` without case, accents, macrons or extra spaces: Kāhui  AKO and kahui ako fold alike."""
    if text.isascii():
        return " ".join(text.casefold().split())
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def fold_case(text: str) -> str:
    """`text` without case or spare spaces, its macrons kept: two names that differ by a macron may be two people."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold_heading(text: str) -> str:
    """Return `text` folded as a sheet's heading: also without spaces, dots, hyphens and underscores."""
    return re.sub(r"[\s_.\-]+", "", fold(text))


def slug(text: str) -> str:
    """Return a short, stable id for `text`: ``Kāhui Ako o Tauira`` gives ``kahui-ako-o-tauira``.

    A text without any Latin letter or digit gets a digest, so that different texts do not share an empty id.
    """
    words = re.findall(r"[a-z0-9]+", fold(text).replace("'", ""))
    return "-".join(words) or "x" + digest(text)


def digest(*texts: str) -> str:
    """Return ten characters that stand for `texts` and change when any of them does."""
    return blake2b("\x1f".join(texts).encode(), digest_size=5).hexdigest()
