"""A board paper in each of its formats, read back."""

import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import HOSTILE, demo_paper, hostile_paper
from pypdf import PdfReader

from graphmap.errors import BadData, WrongCommand
from graphmap.language.words import ENGLISH
from graphmap.report import PAPER_FORMATS, paper_format, write
from graphmap.report.paper import Paper

A4 = (595, 842)


def read_pdf(paper: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(PAPER_FORMATS[".pdf"](paper, ENGLISH)))


def text_of(reader: PdfReader) -> str:
    """The text of all pages on one line, without the marks that let very long words break."""
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u200b", "").split())


def docx_of(paper: Paper) -> "docx.document.Document":
    return docx.Document(io.BytesIO(PAPER_FORMATS[".docx"](paper, ENGLISH)))


def docx_texts(document: "docx.document.Document") -> list[str]:
    in_tables = [
        p.text for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs
    ]
    return [*(paragraph.text for paragraph in document.paragraphs), *in_tables]


def html_of(paper: Paper) -> str:
    return PAPER_FORMATS[".html"](paper, ENGLISH).decode()


# ----------------------------------------------------------------------------------------------------------- PDF


def test_the_pdf_of_the_demo_has_two_pages_of_a4() -> None:
    pages = read_pdf(demo_paper()).pages
    assert [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages] == [A4, A4]


def test_the_pdf_has_the_headline_the_cards_and_every_macron() -> None:
    paper, text = demo_paper(), text_of(read_pdf(demo_paper()))
    for expected in (paper.headline, *(card.title for card in paper.cards), "Whānau", "Kāhui Ako o Tauira"):
        assert expected in text


def test_the_pdf_is_tagged_titled_and_in_the_english_of_new_zealand() -> None:
    reader = read_pdf(demo_paper())
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower() == "en-nz"
    assert reader.metadata is not None
    assert reader.metadata.title == demo_paper().title
    assert reader.xmp_metadata is not None
    assert b"pdfuaid" in reader.xmp_metadata.stream.get_data()


def test_the_map_and_the_charts_of_the_pdf_have_alternative_texts() -> None:
    reader, paper = read_pdf(demo_paper()), demo_paper()
    told = {str(o["/Alt"]) for o in _objects(reader) if isinstance(o, dict) and "/Alt" in o}
    assert paper.map is not None
    charts = {cell.chart.alt for row in paper.health.rows for cell in row.cells if cell.chart}
    assert told == {paper.map.alt, *charts}


def _objects(reader: PdfReader) -> list[object]:
    found = (reader.get_object(number) for number in range(1, int(reader.trailer["/Size"])))
    return [each for each in found if each is not None]


def test_in_the_pdf_no_name_is_markup_and_none_pushes_it_over_two_pages() -> None:
    reader = read_pdf(hostile_paper())
    text = text_of(reader).replace(" ", "")
    assert len(reader.pages) == 2
    for name in HOSTILE[:2]:
        assert name.replace(" ", "") in text


# ---------------------------------------------------------------------------------------------------------- Word


def test_the_word_document_has_headings_cards_health_and_dates() -> None:
    paper, document = demo_paper(), docx_of(demo_paper())
    texts = docx_texts(document)
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"] == [
        "What to do first",
        "How healthy the networks are",
        "Dates ahead",
        "What this is based on",
        "Names",
    ]
    assert paper.headline in texts
    for number, card in enumerate(paper.cards, 1):
        assert f"{number}  {card.title}" in texts
        assert f"Next step: {card.step}" in texts
    assert any(text.endswith(paper.dates[0].what) for text in texts)


def test_the_pictures_of_the_word_document_have_alternative_texts() -> None:
    paper, document = demo_paper(), docx_of(demo_paper())
    told = set(re.findall(r'<wp:docPr[^>]*descr="([^"]+)"', document.element.xml))
    charts = {cell.chart.alt for row in paper.health.rows for cell in row.cells if cell.chart}
    assert paper.map is not None
    assert told == {paper.map.alt, *charts}


def test_the_word_document_is_a4_titled_and_in_the_english_of_new_zealand() -> None:
    document = docx_of(demo_paper())
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.core_properties.title == demo_paper().title
    assert 'w:val="en-NZ"' in document.styles.element.xml


def test_the_health_of_networks_begins_a_page_in_word_unless_the_cards_need_more_than_one() -> None:
    paper = demo_paper()
    short = replace(paper, cards=paper.cards[:2])
    for each, begins in ((short, True), (replace(paper, cards=paper.cards * 3), False)):
        heading = next(p for p in docx_of(each).paragraphs if p.text == each.headings.health)
        assert heading.paragraph_format.page_break_before is begins
        assert heading.style is not None
        assert heading.style.paragraph_format.keep_with_next


def test_in_the_word_document_every_name_is_text() -> None:
    text = " ".join(docx_texts(docx_of(hostile_paper())))
    assert HOSTILE[0] in text
    assert HOSTILE[1] in text


# ---------------------------------------------------------------------------------------------------------- HTML


def test_the_web_page_fetches_nothing_and_runs_nothing() -> None:
    for paper in (demo_paper(), hostile_paper()):
        page = html_of(paper)
        assert "default-src 'none'" in unescape(page)
        assert "<script" not in page
        outside = set(re.findall(r"""(?:https?:)?//[\w.-]+""", page)) - {"//www.w3.org", "http://www.w3.org"}
        assert outside == set()
        assert not re.search(r"<(?:img|link|iframe|object|embed)\b|url\(|@import", page)


def test_in_the_web_page_every_name_is_escaped() -> None:
    page = html_of(hostile_paper())
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page
    assert HOSTILE[2] in page
    assert HOSTILE[3] in page


def test_the_web_page_is_in_the_english_of_new_zealand_and_describes_its_pictures() -> None:
    paper, page = demo_paper(), html_of(demo_paper())
    assert '<html lang="en-NZ">' in page
    assert paper.map is not None
    assert f'role="img" aria-label="{paper.map.alt}"' in page
    assert page.count("<h1>") == 1


# ------------------------------------------------------------------------------------------------------ any format


@pytest.mark.parametrize("ending", PAPER_FORMATS)
def test_the_same_paper_is_the_same_bytes(ending: str) -> None:
    writer = PAPER_FORMATS[ending]
    assert writer(demo_paper(), ENGLISH) == writer(demo_paper(), ENGLISH)


def test_no_part_of_the_word_document_bears_the_time_of_the_clock() -> None:
    with ZipFile(io.BytesIO(PAPER_FORMATS[".docx"](demo_paper(), ENGLISH))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2026, 11, 28, 0, 0, 0)}


LETTERS = st.characters(exclude_categories=("C", "Zl", "Zp"))  # what is left of names when a paper is made


@settings(max_examples=8)
@given(text=st.text(LETTERS, max_size=150))
def test_any_text_can_be_set_in_every_format(text: str) -> None:
    cards = [replace(card, title=text, why=text, step=text, takers=text) for card in demo_paper().cards]
    dates = [replace(dated, what=text) for dated in demo_paper().dates]
    said = replace(demo_paper(), title=text, headline=text, lead=text, footer=text, cards=cards, dates=dates)
    for writer in PAPER_FORMATS.values():
        assert writer(said, ENGLISH)


@pytest.mark.parametrize("ending", PAPER_FORMATS)
def test_a_paper_may_be_written_on_any_day(ending: str) -> None:
    for seconds in (-3_600_000_000, 0, 32_500_000_000):  # in 1855, 1970 and 2999
        assert PAPER_FORMATS[ending](replace(demo_paper(), written=seconds), ENGLISH)


@pytest.mark.parametrize("name", ["paper.odt", "paper", "paper.PDF.txt"])
def test_an_unknown_ending_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(WrongCommand, match=r"end the file’s name in \.pdf, \.docx, \.html"):
        paper_format(Path(name))


def test_a_missing_folder_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be written"):
        write(tmp_path / "missing" / "paper.pdf", b"paper")
    assert list(tmp_path.iterdir()) == []


def test_a_paper_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    for content in (b"old", b"new"):
        write(tmp_path / "paper.pdf", content)
    assert (tmp_path / "paper.pdf").read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["paper.pdf"]
