"""Write empty sheets for a coordinator to fill in, made from the model."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from graphmap import model
from graphmap.errors import BadData
from graphmap.files import write_whole
from graphmap.model import Property, Sheet
from graphmap.sheets.fields import Field
from graphmap.sheets.formulas import neutralised
from graphmap.sheets.reading import is_required

NOTE = "# "
"""Begins a row of explanation, which is left out when sheets are read."""


def write_template(folder: Path, fields: Sequence[Field] = ()) -> list[Path]:
    """Write a CSV file for each sheet into `folder`, with the columns of these `fields`, and return the files.

    Two rows under the headings give what each heading means and an example; loading leaves them out. Raises
    `BadData`, and writes nothing, where a file of that name exists already.
    """
    files = {folder / f"{sheet.name}.csv": sheet for sheet in model.SHEETS}
    present = [file.name for file in files if file.exists()]
    if present:
        raise BadData(
            f"{folder} already has {', '.join(present)}; choose an empty folder, so that nothing is overwritten."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadData(f"The folder {folder} cannot be made ({error.strerror}); choose another.") from None
    for file, sheet in files.items():
        content = template_csv(sheet, fields)
        write_whole(file, lambda opened, content=content: opened.write(content))  # type: ignore[misc]
    return list(files)


def template_zip(fields: Sequence[Field] = ()) -> bytes:
    """Return all the empty sheets in one zip archive, with the columns of `fields`: the same bytes every time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in model.SHEETS:
            archive.writestr(zipfile.ZipInfo(f"{sheet.name}.csv"), template_csv(sheet, fields))
    return content.getvalue()


def template_csv(sheet: Sheet, fields: Sequence[Field] = ()) -> bytes:
    """Return the empty sheet as CSV, with the mark at its beginning that tells Excel it is UTF-8.

    Those of the `fields` that are of its kind are its last columns."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(template_rows(sheet, fields))
    return text.getvalue().encode("utf-8-sig")


def template_rows(sheet: Sheet, fields: Sequence[Field] = ()) -> list[list[str]]:
    """Return the rows of the empty sheet: its headings, what each means, and an example."""
    own = [field for field in fields if field.label == sheet.holds]
    headings = [*sheet.headings, *(field.name for field in own)]
    meanings = [_meaning(sheet, heading) for heading in sheet.headings]
    examples = [_example(sheet, heading) for heading in sheet.headings]
    meanings += [neutralised(_of_property(field.property)) for field in own]
    examples += [neutralised(field.property.example) for field in own]
    return [headings, [NOTE + meanings[0], *meanings[1:]], [NOTE + examples[0], *examples[1:]]]


def _meaning(sheet: Sheet, heading: str) -> str:
    """What a heading means, what it may hold, and whether it is needed."""
    link = sheet.links.get(heading)
    meaning = link.meaning if link else _of_property(model.property_of(sheet, heading))
    return meaning + (" Needed." if is_required(sheet, heading) else "")


def _of_property(property: Property) -> str:
    listed = f" One of: {', '.join(property.choices)}." if property.choices else ""
    return property.meaning + listed


def _example(sheet: Sheet, heading: str) -> str:
    link = sheet.links.get(heading)
    return link.example if link else model.property_of(sheet, heading).example
