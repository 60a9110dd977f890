"""Reading XML a whole element at a time, with its line; entities, which could be bombs or reach for other files, are
refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from graphmap.intake.foreign import SAVE_AGAIN, broken
from graphmap.sheets.problems import BadSheets


@dataclass
class Element:
    """An element with what is in it; names are without their namespace."""

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def child(self, name: str) -> "Element | None":
        """The first child called `name`."""
        return next((child for child in self.children if child.name == name), None)

    def needed(self, attribute: str, file: str) -> str:
        """An attribute that must be there. Raises `BadSheets` of `file` where it is not."""
        value = self.attributes.get(attribute, "")
        if not value:
            raise broken(file, "missing attribute", f"The {self.name} has no {attribute}", SAVE_AGAIN, row=self.line)
        return value

    def all(self, name: str) -> list["Element"]:
        """Every element called `name` anywhere inside."""
        return [found for child in self.children for found in ([child] if child.name == name else []) + child.all(name)]


class _Handler(ContentHandler):
    """Gathers an element until it ends, and hands it over if it is one of those asked for; none of them holds
    another."""

    def __init__(self, wanted: frozenset[str], take: Callable[[Element], None]) -> None:
        self._wanted, self._take = wanted, take
        self._open: list[Element] = []
        self._line: Callable[[], int] = lambda: 0

    def setDocumentLocator(self, locator: object) -> None:  # noqa: N802 - the name that SAX gives it
        self._line = locator.getLineNumber  # type: ignore[attr-defined]

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        attributes = {_local(key): value for key, value in attrs.items()}  # type: ignore[attr-defined]
        self._open.append(Element(_local(name), attributes, self._line()))

    def characters(self, content: str) -> None:
        self._open[-1].text += content

    def endElement(self, _: str) -> None:  # noqa: N802
        element = self._open.pop()
        if element.name in self._wanted:
            self._take(element)
        elif any(opened.name in self._wanted for opened in self._open):
            self._open[-1].children.append(element)


def undeclared(element: Element, id: str, what: str, file: str) -> BadSheets:
    """The error that ends the reading of `file` where an element refers to an `id` that is declared nowhere."""
    return broken(
        file, "unknown key", f"is {what} that the file does not declare", SAVE_AGAIN, row=element.line, value=id
    )


def read_elements(path: Path, wanted: frozenset[str], take: Callable[[Element], None]) -> None:
    """Call `take` with every element of the file whose name is `wanted`, each when it ends.

    Raises `BadSheets` where the file is broken, or holds entities.
    """
    parser = DefusedExpatParser()
    parser.setContentHandler(_Handler(wanted, take))
    try:
        with path.open("rb") as file:
            parser.parse(file)
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
