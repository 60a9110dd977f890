"""Writes a board paper as a Word document, to edit before the meeting."""

import io
import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graphmap.language.words import LOCALES, Words
from graphmap.report.paper import CardText, Cell, HealthSection, Image, Paper
from graphmap.report.typesetting import png_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell as TableCell
    from docx.text.paragraph import Paragraph

_LETTERS = "Georgia"  # on Windows and macOS, and close to the PDF's
_INK, _ACCENT, _QUIET = "1B2530", "17697A", "5B6672"
_MIXED, _RULE = "D6E6E8", "C9D0D7"
_TEXT, _SMALL = 9.0, 8.0  # points
_MARGIN = 19  # millimetres
_MAP_SCALE = 0.9  # of the PDF's, as Georgia needs more lines
_FIRST_PAGE = 725.0  # points between the margins, less what an estimate may be wrong by
_LETTER, _LEADING = 0.5, 1.22  # the width of a letter and the height of a line, as shares of the size
_FIRST_TIME, _LAST_TIME = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 0, 0, 0)  # that a ZIP file can bear
_SHADES = {"good": (_ACCENT, "FFFFFF"), "mixed": (_MIXED, _ACCENT), "poor": (None, _ACCENT)}


def docx(paper: Paper, words: Words) -> bytes:
    """Return `paper` as a Word document."""
    return _Writer(paper, words).written()


class _Writer:
    """A document that is being written, from the top down."""

    def __init__(self, paper: Paper, words: Words) -> None:
        import docx

        self.paper = paper
        self.language = LOCALES[words.language].replace("_", "-")
        self.document: Document = docx.Document()

    def written(self) -> bytes:
        paper, headings = self.paper, self.paper.headings
        self._set_up()
        self._line(headings.kind.upper(), size=_SMALL, colour=_ACCENT, bold=True, after=0)
        self.document.add_paragraph(paper.title, style="Title")
        self._line(paper.subtitle, size=_SMALL, colour=_QUIET)
        self._line(paper.headline, size=15, colour=_ACCENT, before=6, after=3)
        self._line(paper.lead)
        if paper.map:
            self._picture(self.document.add_paragraph(), paper.map, _MAP_SCALE)
        else:
            self._line(paper.map_note, size=_SMALL, colour=_QUIET)
        self._facts()
        self._heading(headings.cards)
        self._cards(paper.cards)
        self._note(paper.cards_note)
        # Where the first part needs more than a page, a break after it would leave most of the second one empty.
        self._heading(headings.health, new_page=bool(paper.health.rows) and first_page_of(paper) <= _FIRST_PAGE)
        self._health(paper.health)
        self._note(paper.health.note)
        self._heading(headings.dates)
        for dated in paper.dates:
            self._line(dated.day, size=_SMALL, bold=True).add_run(f"  {dated.what}").font.size = _points(_SMALL)
        self._note(paper.dates_note)
        for title, sentences in ((headings.basis, paper.basis), (headings.codes, paper.codes)):
            self._heading(title)
            self._line(" ".join(sentences), size=_SMALL)
        return self._saved()

    # ------------------------------------------------------------------------------------------------- parts

    def _facts(self) -> None:
        if not self.paper.facts:
            return
        table = self.document.add_table(rows=1, cols=len(self.paper.facts))
        _rules(table, inside=False)
        for cell, fact in zip(table.rows[0].cells, self.paper.facts, strict=True):
            self._run(cell.paragraphs[0], fact.number, size=14, colour=_ACCENT)
            self._run(cell.paragraphs[0], f" {fact.label}", size=_SMALL, colour=_QUIET)

    def _cards(self, cards: Sequence[CardText]) -> None:
        if not cards:
            return
        table = self.document.add_table(rows=0, cols=2)
        _rules(table)
        for number, card in enumerate(cards, 1):
            row = table.add_row()
            _keep_together(row)
            about, to_do = row.cells
            title = about.paragraphs[0]
            title.style = "Heading 2"
            self._run(title, f"{number}  ", colour=_ACCENT, bold=True)
            self._run(title, card.title, bold=True)
            self._run(about.add_paragraph(), card.why)
            self._run(to_do.paragraphs[0], f"{self.paper.headings.step} ", colour=_ACCENT, bold=True)
            self._run(to_do.paragraphs[0], card.step)
            self._run(to_do.add_paragraph(), card.takers, size=_SMALL, colour=_QUIET)

    def _health(self, health: HealthSection) -> None:
        if not health.rows:
            return
        table = self.document.add_table(rows=1, cols=1 + len(health.networks))
        _rules(table)
        heads = (self.paper.headings.condition, *health.networks)
        for cell, text in zip(table.rows[0].cells, heads, strict=True):
            self._run(cell.paragraphs[0], text, size=_SMALL, bold=True)
        _repeat_as_heading(table.rows[0])
        for row in health.rows:
            added = table.add_row()
            _keep_together(added)
            title, *cells = added.cells
            self._run(title.paragraphs[0], row.title, size=_SMALL, bold=True)
            if row.alike:
                self._verdict(cells[0].merge(cells[-1]), row.cells[0])
                continue
            for cell, told in zip(cells, row.cells, strict=True):
                self._verdict(cell, told)
        _set_widths(table, [32, *([140 / len(health.networks)] * len(health.networks))])

    def _verdict(self, cell: "TableCell", told: Cell) -> None:
        line = cell.paragraphs[0]
        fill, colour = _SHADES.get(told.strength or "", (None, _QUIET))
        run = self._run(line, f" {told.verdict} " if fill else told.verdict, size=_SMALL, colour=colour, bold=True)
        if fill:
            _shade(run, fill)
        if told.direction:
            self._run(line, f"  {told.direction}  ", size=_SMALL, colour=_QUIET)
        if told.chart:
            self._picture(line, told.chart)
        self._run(cell.add_paragraph(), told.sentence, size=_SMALL)

    # ------------------------------------------------------------------------------------------- small things

    def _set_up(self) -> None:
        from docx.shared import Mm

        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(_MARGIN)
        section.top_margin = section.bottom_margin = Mm(14)
        section.footer_distance = Mm(7)
        for name, size, colour, before, after in (
            ("Normal", _TEXT, _INK, 0, 2),
            ("Title", 19, _INK, 0, 2),
            ("Heading 1", 12, _ACCENT, 7, 3),
            ("Heading 2", _TEXT, _INK, 0, 1),
        ):
            _style(self.document.styles[name], size, colour, before, after, self.language)
        self._run(section.footer.paragraphs[0], self.paper.footer, size=7.5, colour=_QUIET)

    def _heading(self, text: str, *, new_page: bool = False) -> None:
        self.document.add_heading(text, level=1).paragraph_format.page_break_before = new_page

    def _note(self, text: str) -> None:
        if text:
            self._line(text, size=_SMALL, colour=_QUIET, before=3)

    def _line(
        self,
        text: str,
        size: float = _TEXT,
        colour: str = _INK,
        bold: bool = False,
        before: float = 0,
        after: float = 2,
    ) -> "Paragraph":
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = (
            _points(before),
            _points(after),
        )
        self._run(paragraph, text, size, colour, bold)
        return paragraph

    def _run(
        self, paragraph: "Paragraph", text: str, size: float = _TEXT, colour: str = _INK, bold: bool = False
    ) -> Any:
        from docx.shared import RGBColor

        run = paragraph.add_run(text)
        run.font.size, run.font.bold = _points(size), bold
        run.font.color.rgb = RGBColor.from_string(colour)
        return run

    def _picture(self, paragraph: "Paragraph", image: Image, scale: float = 1) -> None:
        picture = io.BytesIO(png_of(image.svg, image.width))
        shape = paragraph.add_run().add_picture(picture, width=_points(image.width * scale))
        about = shape._inline.docPr  # python-docx has no other way to a picture's alternative text
        about.set("descr", image.alt)

    def _saved(self) -> bytes:
        about = self.document.core_properties
        about.title, about.subject, about.language = self.paper.title, self.paper.headline, self.language
        about.author = about.last_modified_by = "graphmap"
        about.comments = ""
        about.created = about.modified = datetime.fromtimestamp(self.paper.written, UTC).replace(tzinfo=None)
        file = io.BytesIO()
        self.document.save(file)
        return _dated(file, about.created)


def first_page_of(paper: Paper) -> float:
    """Return about how many points high everything before the health of the networks is."""
    across = (210 - 2 * _MARGIN) * 72 / 25.4
    half = across / 2 - 11  # without the space within a cell
    cards = (
        max(
            _height(card.title, _TEXT, half) + _height(card.why, _TEXT, half),
            _height(f"{paper.headings.step} {card.step}", _TEXT, half) + _height(card.takers, _SMALL, half),
        )
        for card in paper.cards
    )
    above = (
        _height(paper.headings.kind, _SMALL, across),
        _height(paper.title, 19, across),
        _height(paper.subtitle, _SMALL, across),
        _height(paper.headline, 15, across) + 9,
        _height(paper.lead, _TEXT, across),
        paper.map.height * _MAP_SCALE if paper.map else _height(paper.map_note, _SMALL, across),
        _height("0", 14, across) if paper.facts else 0,
        _height(paper.headings.cards, 12, across) + 10,
    )
    return sum(above) + sum(height + 5 for height in cards) + _height(paper.cards_note, _SMALL, across) + 3


def _height(text: str, size: float, width: float) -> float:
    """Return about how high `text` is in lines of this `width`, all in points."""
    return math.ceil(len(text) * size * _LETTER / width) * size * _LEADING + 2


# -------------------------------------------------------------------------------- what python-docx has no words for


def _dated(saved: io.BytesIO, written: datetime) -> bytes:
    """Return a document whose parts bear the day it was written, and not the clock's time."""
    when = min(max(written.timetuple()[:6], _FIRST_TIME), _LAST_TIME)
    file = io.BytesIO()
    with ZipFile(saved) as parts, ZipFile(file, "w", ZIP_DEFLATED) as dated:
        for name in parts.namelist():
            dated.writestr(ZipInfo(name, when), parts.read(name), ZIP_DEFLATED)
    return file.getvalue()


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _element(name: str, **attributes: str) -> Any:
    """Return an element of WordprocessingML with these attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def _style(style: Any, size: float, colour: str, before: float, after: float, language: str) -> None:
    """Set the letters, the space around and the language of a style."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.size, style.font.bold = _LETTERS, _points(size), style.name == "Heading 2"
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = _points(before), _points(after)
    style.paragraph_format.line_spacing = 1.0
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme's letters would win
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:hAnsi"), _LETTERS)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_element("lang", val=language, eastAsia=language))
    paragraph = style.element.get_or_add_pPr()
    for border in paragraph.findall(qn("w:pBdr")):
        paragraph.remove(border)


def _rules(table: Any, *, inside: bool = True) -> None:
    """Draw thin lines above and below a table, and between its rows."""
    borders = _element("tblBorders")
    for side in ("top", "bottom", *(["insideH"] if inside else [])):
        borders.append(_element(side, val="single", sz="4", space="0", color=_RULE))
    # python-docx has no borders, and Word wants them before these.
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _shade(run: Any, fill: str) -> None:
    run._element.get_or_add_rPr().append(_element("shd", val="clear", color="auto", fill=fill))  # nor shading


def _keep_together(row: Any) -> None:
    row._tr.get_or_add_trPr().append(_element("cantSplit"))  # nor rows that stay whole


def _repeat_as_heading(row: Any) -> None:
    row._tr.get_or_add_trPr().append(_element("tblHeader"))  # nor rows of headings


def _set_widths(table: Any, millimetres: Sequence[float]) -> None:
    from docx.shared import Mm

    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, millimetres, strict=True):
            cell.width = Mm(width)
