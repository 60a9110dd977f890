"""Rows of lists that are about something on the map: pointing at the one lights up the other."""


def marked(id: str, where: str) -> str:
    """The key of a row about the node or tie `id` in the list called `where`, as `frontend/lists.js` reads it from the
    page."""
    written = "".join(letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}_" for letter in id)
    return f"mark-{written}--{where}"
