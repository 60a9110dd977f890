"""Read XML a whole element at a time, with its line. Entities, which could be bombs or reach for other files, are
refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from graphmap.intake.foreign import SAVE_AGAIN
from graphmap.sheets.cell_texts import visible
from graphmap.sheets.problems import BadSheets, broken

_DEEPEST = 100
"""Elements inside each other; nested graphs go a few deep, and following thousands would end Python itself."""
_LONGEST_TEXT = 1_000_000
"""Characters in one element, far more than any name or note."""
_LONGEST_MARK = 4 << 20
"""Bytes without the beginning or end of anything; the parser holds them all."""
_BLOCK = 1 << 16


@dataclass
class Element:
    """An element with its content; names are without their namespace."""

    name: str
    attributes: dict[str, str]
    line: int
    texts: list[str] = field(default_factory=list)
    length: int = 0
    children: list["Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly in the element."""
        return visible("".join(self.texts))

    def child(self, name: str) -> "Element | None":
        """Return the first child called `name`."""
        return next((child for child in self.children if child.name == name), None)

    def needed(self, attribute: str, file: str) -> str:
        """Return an attribute that must be there. Raises `BadSheets` of `file` where it isn't."""
        value = self.attributes.get(attribute, "")
        if not value:
            raise broken(file, "missing attribute", f"The {self.name} has no {attribute}", SAVE_AGAIN, row=self.line)
        return value

    def all(self, name: str) -> list["Element"]:
        """Return every element called `name` anywhere inside."""
        return [found for child in self.children for found in ([child] if child.name == name else []) + child.all(name)]


class _Handler(ContentHandler):
    """Gathers the wanted elements, and hands over each one when it ends."""

    def __init__(
        self, file: str, wanted: frozenset[str], take: Callable[[Element], None], line: Callable[[], int]
    ) -> None:
        self._file, self._wanted, self._take = file, wanted, take
        self._open: list[Element] = []
        self._wanted_open = 0
        self._line = line
        self.marks = 0  # how many events there were

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 - the name that SAX gives it
        self.marks += 1
        attributes = {_local(key): visible(value) for key, value in attrs.items()}  # type: ignore[attr-defined]
        element = Element(_local(name), attributes, self._line())
        self._open.append(element)
        self._wanted_open += element.name in self._wanted
        if len(self._open) > _DEEPEST:
            why = f"More than {_DEEPEST} elements are inside each other here"
            raise broken(self._file, "nested too deeply", why, SAVE_AGAIN, row=self._line())

    def characters(self, content: str) -> None:
        self.marks += 1
        element = self._open[-1]
        element.length += len(content)
        if element.length > _LONGEST_TEXT:
            why = f"The text in {element.name} has more than {_LONGEST_TEXT:,} characters"
            raise broken(self._file, "text too long", why, SAVE_AGAIN, row=element.line)
        if self._wanted_open:
            element.texts.append(content)

    def endElement(self, _: str) -> None:  # noqa: N802
        self.marks += 1
        element = self._open.pop()
        if element.name in self._wanted:
            self._wanted_open -= 1
            self._take(element)
        elif self._wanted_open:
            self._open[-1].children.append(element)


def undeclared(element: Element, id: str, what: str, file: str) -> BadSheets:
    """Return the error for an element of `file` that refers to an `id` that is declared nowhere."""
    return broken(
        file, "unknown key", f"is {what} that the file does not declare", SAVE_AGAIN, row=element.line, value=id
    )


def read_elements(path: Path, wanted: frozenset[str], take: Callable[[Element], None]) -> None:
    """Call `take` with every element of the file whose name is in `wanted`, each when it ends.

    Raises `BadSheets` where the file is broken, holds entities, or has an element too large or too deep to read.
    """
    parser = DefusedExpatParser()
    handler = _Handler(path.name, wanted, take, parser.getLineNumber)
    parser.setContentHandler(handler)
    try:
        with path.open("rb") as file:
            marks, since = 0, 0
            while block := file.read(_BLOCK):
                parser.feed(block)
                since = since + len(block) if handler.marks == marks else 0
                marks = handler.marks
                if since > _LONGEST_MARK:
                    why = f"Nothing begins or ends in more than {_LONGEST_MARK >> 20} million bytes"
                    raise broken(path.name, "text too long", why, SAVE_AGAIN, row=parser.getLineNumber() or 0)
            parser.close()
    except DefusedXmlException:
        why = "The file defines entities, which can be used to do harm"
        fix = "Save it again with a tool that writes plain GraphML or GEXF."
        raise broken(path.name, "entities in XML", why, fix, row=parser.getLineNumber() or 0) from None
    except SAXParseException as error:
        why = f"The file is broken here ({error.getMessage()})"
        fix = "It may have been cut short: save it again where it came from."
        raise broken(path.name, "broken XML", why, fix, row=error.getLineNumber() or 0) from None
    except (ValueError, LookupError):
        why, fix = "The file's letters are not in the encoding that it names", "Save it again as UTF-8."
        raise broken(path.name, "broken XML", why, fix, row=parser.getLineNumber() or 0) from None


def _local(name: str) -> str:
    return name.rpartition(":")[2]
