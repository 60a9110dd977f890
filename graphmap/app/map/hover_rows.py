"""Rows of lists about something on the map: pointing at either highlights the other."""


def marked(id: str, where: str) -> str:
    """Return the widget key of a row about the node or tie `id` in the list called `where`.

    `frontend/network_map/lists.js` reads it from the page.
    """
    written = "".join(letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}_" for letter in id)
    return f"mark-{written}--{where}"
