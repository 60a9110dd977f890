"""Measures and the columns of tables in words, as the page shows them. Files keep the names of their columns."""

from graphmap.app.shell.language import _, capital, later
from graphmap.map.colouring import title_of

_HEADINGS = {
    "id": later("Key"),
    "rank_earlier": later("Earlier rank"),
    "rank_later": later("Later rank"),
    "earlier": later("Earlier value"),
    "later": later("Later value"),
    "moved": later("Places moved"),
}


def in_words(measure: str) -> str:
    """Return the name of a measure or of a field, for use within a sentence."""
    return _(title_of(measure))


def heading(column: str) -> str:
    """Return the heading of a column of a table."""
    return _(_HEADINGS[column]) if column in _HEADINGS else capital(in_words(column))
