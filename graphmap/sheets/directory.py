"""Read the Ministry of Education's school directory, as it is published, as if it were sheets.

It gives the schools, their Communities of Learning as networks, and which school belongs to which.
"""

from pathlib import Path

from graphmap.sheets.cell_texts import Row
from graphmap.sheets.problems import BadSheets
from graphmap.sheets.reading import RawSheet, RawSheets
from graphmap.sheets.text_files import csv_rows, text_rows

_SCHOOL = {
    "id": "School ID",
    "name": "Name",
    "type": "School Type",
    "authority": "Authority",
    "region": "Regional Council",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "roll": "Total School Roll",
}
_NETWORK_ID = "Community of Learning: ID"
_NETWORK_NAME = "Community of Learning: Name"
_NEEDED = (*_SCHOOL.values(), _NETWORK_ID, _NETWORK_NAME)


def is_directory(path: Path) -> bool:
    """Whether the file at `path` begins with the directory's headings."""
    if not path.is_file() or path.suffix.lower() != ".csv":
        return False
    try:
        _, headings = next(text_rows(path, "utf-8-sig", errors="replace"), (0, ()))
    except BadSheets:
        return False
    return _SCHOOL["id"] in headings and _NETWORK_ID in headings


def read_directory(path: Path) -> RawSheets:
    """The directory at `path` as the sheets schools, networks and memberships.

    A network's row carries the number of the first school that names it.
    """
    found = RawSheets()
    try:
        rows = found.as_far_as_readable(csv_rows(path))
    except BadSheets as error:
        found.problems.extend(error.problems)
        return found
    _, headings = next(rows, (0, ()))
    if found.problems:
        return found
    missing = [heading for heading in _NEEDED if heading not in headings]
    for heading in missing:
        found.problem(
            path.name,
            "missing heading",
            f"The column ‘{heading}’ of the directory is missing",
            "Use the file as the Ministry publishes it.",
            row=1,
        )
    if missing:
        return found

    at = {heading: headings.index(heading) for heading in _NEEDED}
    schools: list[Row] = []
    networks: dict[str, Row] = {}
    memberships: list[Row] = []
    for number, cells in rows:
        if len(cells) != len(headings):
            found.problem(
                path.name,
                "broken row",
                f"The row has {len(cells)} cells and not {len(headings)}",
                "Use the file as the Ministry publishes it.",
                row=number,
            )
            continue
        schools.append((number, tuple(cells[at[heading]] for heading in _SCHOOL.values())))
        if network := cells[at[_NETWORK_ID]]:
            networks.setdefault(network, (number, (network, cells[at[_NETWORK_NAME]], "kahui ako")))
            memberships.append((number, (f"school:{cells[at['School ID']]}", f"network:{network}")))
    found.sheets = [
        RawSheet("schools", path.name, tuple(_SCHOOL), schools),
        RawSheet("networks", path.name, ("id", "name", "kind"), list(networks.values())),
        RawSheet("memberships", path.name, ("member", "network"), memberships),
    ]
    return found
