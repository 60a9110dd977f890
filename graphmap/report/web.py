"""Writes a board paper as one HTML file: nothing is fetched, every text is escaped, and it prints on A4."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from graphmap.language.words import LOCALES, Words
from graphmap.report.paper import CardText, Cell, HealthRow, HealthSection, Image, Paper

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_STYLE = """
:root { color-scheme: light; --ink: #1b2530; --accent: #17697a; --quiet: #5b6672; --rule: #c9d0d7; }
* { box-sizing: border-box; }
body { max-width: 46rem; margin: 2.5rem auto; padding: 0 1.25rem; color: var(--ink); background: #fff;
  font: 15px/1.4 "Libertinus Serif", Georgia, Cambria, serif; overflow-wrap: anywhere; }
h1, h2, .headline { font-weight: 400; line-height: 1.2; margin: 0; }
h1 { font-size: 2rem; margin: .2rem 0 .4rem; }
h2 { color: var(--accent); font-size: 1.3rem; margin: 1.6rem 0 .5rem; }
h3 { font-size: 1em; margin: 0 0 .25rem; }
p { margin: 0 0 .4rem; }
.kind { color: var(--accent); font-weight: 700; font-size: .8rem; letter-spacing: .06em; text-transform: uppercase; }
.headline { color: var(--accent); font-size: 1.6rem; margin: 1.3rem 0 .5rem; }
.quiet { color: var(--quiet); font-size: .88em; }
.map svg { width: 100%; height: auto; display: block; margin: .8rem 0; }
.facts { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .3rem 1.5rem; margin: 0; padding: .6rem 0;
  border: solid var(--rule); border-width: 1px 0; }
.facts div { color: var(--quiet); font-size: .88em; }
.facts dt, .facts dd { display: inline; margin: 0; }
.facts dt { color: var(--accent); font-size: 1.5rem; }
.cards { list-style: none; margin: 0; padding: 0; counter-reset: card; }
.cards li { counter-increment: card; display: grid; grid-template-columns: 1.4rem 1fr 1fr; gap: 0 1rem;
  padding: .6rem 0; break-inside: avoid; }
.cards li + li, tbody tr { border-top: 1px solid var(--rule); }
.cards li::before { content: counter(card); color: var(--accent); font-weight: 700; }
.step { color: var(--accent); }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .45rem .8rem .45rem 0; }
thead th, tbody th { font-size: .94em; }
thead th:first-child { width: 8rem; }
tr { break-inside: avoid; }
td { font-size: .88em; }
td p { margin: .3rem 0 0; }
.verdict { display: flex; align-items: center; gap: .5rem; color: var(--quiet); }
.verdict b { white-space: nowrap; border: 1px solid transparent; border-radius: 3px; padding: 0 .35rem;
  color: var(--accent); }
.good b { background: var(--accent); color: #fff; }
.mixed b { background: #d6e6e8; }
.poor b { border-color: var(--accent); }
.unmeasured b { color: var(--quiet); padding: 0; }
.chart { margin-left: auto; line-height: 0; }
.below { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; font-size: .92em; }
footer { margin-top: 1.5rem; }
@media (max-width: 36rem) {
  .cards li { grid-template-columns: 1.4rem 1fr; } .cards li > :nth-child(2) { grid-column: 2; }
  .below { grid-template-columns: 1fr; } table, thead, tbody, tr, th, td { display: block; width: auto; }
  thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
  td::before { content: attr(data-network); color: var(--quiet); }
}
@media print {
  @page { size: A4; margin: 14mm 18mm; }
  body { max-width: none; margin: 0; padding: 0; font-size: 9pt; line-height: 1.24; print-color-adjust: exact; }
  .first { display: flex; flex-direction: column; max-height: 268mm; } .first > * { flex-shrink: 0; }
  .first > .map { flex: 0 1 82mm; min-height: 40mm; padding: 4pt 0; } .map svg { margin: 0; height: 100%; }
  .second { break-before: page; } footer { display: none; }
  h1 { font-size: 18pt; } .headline { font-size: 15pt; margin: 9pt 0 4pt; } h2 { font-size: 12pt; margin: 9pt 0 3pt; }
  h3 { margin: 0 0 1pt; } p { margin: 0 0 2pt; } td p { margin: 2pt 0 0; }
  .cards li { padding: 4pt 0; } .facts { padding: 4pt 0; }
  .facts dt { font-size: 14pt; } th, td { padding: 4pt 8pt 4pt 0; }
}
"""


def html(paper: Paper, words: Words) -> bytes:
    """Return `paper` as an HTML file that needs nothing else."""
    headings = paper.headings
    page = Markup(
        '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="description" content="{headline}">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n'
        '<body>\n<main>\n<div class="first">\n<header>\n'
        '<p class="kind">{kind}</p>\n<h1>{title}</h1>\n<p class="quiet">{subtitle}</p>\n</header>\n'
        '<p class="headline">{headline}</p>\n<p>{lead}</p>\n{map}\n{facts}\n'
        "<section>\n<h2>{cards_title}</h2>\n{cards}\n</section>\n</div>\n"
        '<section class="second">\n<h2>{health_title}</h2>\n{health}\n</section>\n'
        '<div class="below">\n<div>\n<h2>{dates_title}</h2>\n{dates}\n<h2>{codes_title}</h2>\n{codes}\n</div>\n'
        "<div>\n<h2>{basis_title}</h2>\n{basis}\n</div>\n</div>\n</main>\n"
        '<footer class="quiet">{footer}</footer>\n</body>\n</html>\n'
    ).format(
        language=LOCALES[words.language].replace("_", "-"),
        policy=_POLICY,
        style=Markup(_STYLE),  # noqa: S704 — our own
        title=paper.title,
        kind=headings.kind,
        subtitle=paper.subtitle,
        headline=paper.headline,
        lead=paper.lead,
        map=_map(paper),
        facts=_facts(paper),
        cards_title=headings.cards,
        cards=_cards(paper),
        health_title=headings.health,
        health=_health(paper.health, headings.condition),
        dates_title=headings.dates,
        dates=_lines(
            [
                *(Markup("<b>{}</b> {}").format(dated.day, dated.what) for dated in paper.dates),
                *_quiet(paper.dates_note),
            ]
        ),
        codes_title=headings.codes,
        codes=_lines(paper.codes),
        basis_title=headings.basis,
        basis=_lines(paper.basis),
        footer=paper.footer,
    )
    return str(page).encode()


def _lines(texts: Iterable[str]) -> Markup:
    return Markup("\n").join(Markup("<p>{}</p>").format(text) for text in texts)


def _quiet(text: str) -> list[Markup]:
    return [Markup('<span class="quiet">{}</span>').format(text)] if text else []


def _map(paper: Paper) -> Markup:
    if paper.map is None:
        return _lines(_quiet(paper.map_note))
    return Markup('<div class="map">{}</div>').format(_drawn(paper.map))


def _drawn(image: Image) -> Markup:
    return Markup(image.svg)  # noqa: S704 — drawn by us, with its texts escaped


def _facts(paper: Paper) -> Markup:
    if not paper.facts:
        return Markup()
    each = (Markup("<div><dt>{}</dt> <dd>{}</dd></div>").format(fact.number, fact.label) for fact in paper.facts)
    return Markup('<dl class="facts">{}</dl>').format(Markup("\n").join(each))


def _cards(paper: Paper) -> Markup:
    rows = Markup("\n").join(_card(card, paper.headings.step) for card in paper.cards)
    listed = Markup('<ol class="cards">{}</ol>').format(rows) if paper.cards else Markup()
    return listed + _lines(_quiet(paper.cards_note))


def _card(card: CardText, step: str) -> Markup:
    return Markup(
        '<li><div><h3>{}</h3><p>{}</p></div><div><p><b class="step">{}</b> {}</p><p class="quiet">{}</p></div></li>'
    ).format(card.title, card.why, step, card.step, card.takers)


def _health(health: HealthSection, condition: str) -> Markup:
    note = _lines(_quiet(health.note))
    if not health.rows:
        return note
    heads = Markup().join(Markup('<th scope="col">{}</th>').format(name) for name in (condition, *health.networks))
    rows = Markup("\n").join(_row(row, health.networks) for row in health.rows)
    return Markup("<table><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>\n{}").format(heads, rows, note)


def _row(row: HealthRow, networks: Sequence[str]) -> Markup:
    if row.alike:
        cells = Markup('<td colspan="{}">{}</td>').format(len(row.cells), _cell(row.cells[0]))
    else:
        cells = Markup().join(
            Markup('<td data-network="{}">{}</td>').format(network, _cell(cell))
            for network, cell in zip(networks, row.cells, strict=True)
        )
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(row.title, cells)


def _cell(cell: Cell) -> Markup:
    chart = Markup()
    if cell.chart:
        chart = Markup(
            '<span class="chart" role="img" aria-label="{}"><span aria-hidden="true">{}</span></span>'
        ).format(cell.chart.alt, _drawn(cell.chart))
    return Markup('<div class="verdict {}"><b>{}</b> {}{}</div><p>{}</p>').format(
        cell.strength or "unmeasured", cell.verdict, cell.direction, chart, cell.sentence
    )
