"""Makes nonsense that is close to sense: texts, sheets, workbooks, graphs and mappings, some with broken bytes."""

import io
import json
import re
import zipfile
from functools import cache, partial
from random import Random

import openpyxl

from graphmap import model
from graphmap.intake.mapping import SECTIONS

VALUES = (
    "", " ", "ana", "bo", "Ana Tauira", "school:s0", "s1", "School 2", "p00", "p01;p02", "net", "The network", "r0",
    "2026-05-01", "1/5/2026", "31.12.2025", "2026-13-40", "0001-01-01", "9999-12-31", "Term 3 2025", "45000", "1e400",
    "school visit", "co-teaching", "challenge", "2", "-1", "0", "3.14", "nan", "inf", "TRUE", "teacher", "leader",
    "took part", "initiated", "person", "School", "text", "date", "yes", "=1+1", "@x", "+64", "\u202e\u0000", "ā" * 300,
    "🧑‍🏫", "'; DROP TABLE", "<img src=x onerror=alert(1)>", "{name}%s", "9" * 400, ";;;", "a;b;c;d", "school:", ":",
    "\ud7ff", "a\nb", 'a"b', "‘x’", "-", "?", "n/a", "#N/A", "kind:School", "depth:2", "people", "organisations",
    "2026-01-01..2026-02-01", "person:p00", "strength", "region", "#aabbcc", "kind:School=#aabbcc", "on", "force",
    "9" * 19,
)  # fmt: skip
"""What people write, and what they never would."""

BYTES = (
    b"\r", b"\n", b'"', b",", b";", b"\t", b"\0", b"\xff", b"\xe2\x80\x8b", b"\xef\xbb\xbf", b"\xff\xfe", b"'", b"=",
    b"[", b"]", b"{", b"}", b"<", b">", b"&", b"&#0;", b"&x;", b"<!--", b"<![CDATA[", b"9" * 500, b"-1", b"1e999",
    b"null", b"\\u0000", b"\\ud800", b"<!DOCTYPE x [<!ENTITY y 'z'>]>", b"PK\x05\x06",
)  # fmt: skip


def a_value(random: Random, name: str = "") -> str:
    """Draw a value; of a parameter or heading, often one that might do."""
    if name in ("since", "until", "date") and random.random() < 0.5:
        return f"{random.randint(0, 10_000):04}-{random.randint(0, 13):02}-{random.randint(0, 32):02}"
    if random.random() < 0.15:
        return "".join(chr(random.choice([random.randrange(128), random.randrange(0xD800)])) for _ in range(8))
    return random.choice(VALUES)


def broken(content: bytes, random: Random) -> bytes:
    """Return `content` with a few bytes changed, put in, taken out, repeated or moved."""
    changed = bytearray(content)
    for _ in range(random.choice([1, 1, 2, 4, 16])):
        at = random.randrange(len(changed) + 1)
        end = min(len(changed), at + random.choice([1, 2, 8, 64]))
        what = random.randrange(5)
        if what == 0 and at < len(changed):
            changed[at] ^= 1 << random.randrange(8)
        elif what == 1:
            changed[at:at] = random.choice(BYTES)
        elif what == 2:
            del changed[at:end]
        elif what == 3:
            changed[end:end] = changed[at:end] * random.choice([1, 3])
        elif random.random() < 0.2:
            del changed[at:]
    return bytes(changed)


# -------------------------------------------------------------------------------------------- our sheets


def a_sheet(random: Random) -> tuple[str, str]:
    """Draw a sheet of ours: its file's name, and its text."""
    sheet = random.choice(list(model.SHEETS))
    known = list(_headings()[sheet.name])
    headings = known if random.random() < 0.8 else random.sample(known, random.randint(1, len(known)))
    headings = [*headings]
    if random.random() < 0.15:
        headings.append(random.choice([*known, a_value(random), "years in teaching"]))
    rows = [headings]
    for _ in range(random.choice([0, 1, 3, 8])):
        width = len(headings) + random.choice([0] * 20 + [-1, 1])
        rows.append([_cell_of(sheet, headings[n] if n < len(headings) else "", random) for n in range(max(0, width))])
    separator = random.choice([",", ",", ",", ",", ",", ";", "\t"])
    line = random.choice(["\n", "\n", "\n", "\r\n", "\r"])
    text = line.join(separator.join(_cell(value, random) for value in row) for row in rows)
    return sheet.name + (".tsv" if random.random() < 0.03 else ".csv"), text + line


def _cell_of(sheet: model.Sheet, heading: str, random: Random) -> str:
    """Draw what a cell holds: two times in three what it should."""
    if random.random() < 0.05:
        return a_value(random, heading)
    if link := sheet.links.get(heading):
        ids = [id for label in model.far_labels(link) for id in _IDS.get(label, ())]
        return ";".join(random.sample(ids, min(len(ids), random.choice([1, 2, 3])) if link.many else min(1, len(ids))))
    if (declared := sheet.properties.get(heading)) is None:
        return a_value(random, heading)
    if heading == "practice":
        return random.choice(["school visit", "co-teaching", "network meeting"])
    return random.choice([*declared.choices, declared.example, "" if not declared.required else declared.example])


_IDS = {"Person": ("p00", "p01", "p02"), "School": ("s0", "s1"), "Role": ("r0", "r1"), "Network": ("net",)}
"""What is in the small network, by kind."""


def _cell(value: str, random: Random) -> str:
    return value if random.random() < 0.02 else '"' + value.replace('"', '""') + '"'


@cache
def _headings() -> dict[str, tuple[str, ...]]:
    return {sheet.name: tuple(sheet.headings) for sheet in model.SHEETS}


# --------------------------------------------------------------------------------------------- workbooks


def a_workbook(random: Random) -> bytes:
    """Draw a workbook with a broken part, or broken as a whole."""
    content = random.choice(_workbooks())
    if random.random() < 0.1:
        return broken(content, random)
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name in random.sample(sorted(parts), random.choice([1, 1, 2])):
        if random.random() < 0.1:
            del parts[name]
        else:
            parts[name] = (_other_values if random.random() < 0.7 else broken)(parts[name], random)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", random.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


def _other_values(part: bytes, random: Random) -> bytes:
    """Return a part of XML with a few other texts, numbers and attributes in it."""
    places = list(re.finditer(rb'>([^<>]*)</|="([^"<>]*)"', part))
    for place in sorted(random.sample(places, min(len(places), random.randint(1, 4))), key=lambda p: -p.start()):
        group = 1 if place[1] is not None else 2
        other = random.choice([a_value(random), str(random.randrange(-2, 50)), "A1", "XFD9", "s", "n", "b", "d"])
        content = _escaped("".join(c for c in other if c.isprintable())).encode()
        part = part[: place.start(group)] + content + part[place.end(group) :]
    return part


@cache
def _workbooks() -> tuple[bytes, ...]:
    random = Random(7)
    books = []
    for number in range(24):
        book = openpyxl.Workbook()
        sheet = book.active
        if number % 3:
            drawn = random.choice(list(model.SHEETS))
            sheet.title, headings = drawn.name, list(_headings()[drawn.name])
            draw = partial(_cell_of, drawn)
        else:
            draw = _any_cell
            sheet.title, headings = "Connections", random.choice([["From", "To", "Type", "Date"], ["Source", "Target"]])
        sheet.append(headings)
        for _ in range(4):
            row = [draw(heading, random) for heading in headings]
            sheet.append([_typed("".join(c for c in value if c.isprintable()), random) for value in row])
        file = io.BytesIO()
        book.save(file)
        books.append(file.getvalue())
    return tuple(books)


def _any_cell(heading: str, random: Random) -> str:
    return a_value(random, heading.lower())


def _typed(value: str, random: Random) -> object:
    import datetime

    return random.choice([value, value, value, 3, 2.5, True, None, datetime.datetime(2026, 5, 1, 12)])


# ------------------------------------------------------------------------------------------------ graphs


def a_graph(random: Random) -> tuple[str, bytes]:
    """Draw a graph of another tool: the file's name, and what is in it."""
    name, text = random.choice([_gexf, _graphml, _json, _json, _edges, _edges, _matrix])(random)
    content = text.encode("utf-8", errors="surrogatepass")
    return name, broken(content, random) if random.random() < 0.35 else content


def _likely(random: Random) -> str:
    return random.choice([a_value(random), "Ana", "Bo", "person", "2026-05-01", "school visit", "co-teaching", "2"])


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("\0", "")


def _gexf(random: Random) -> tuple[str, str]:
    def v() -> str:
        return _escaped(_likely(random))

    nodes = "".join(
        f'<node id="{n}" label="{v()}"><attvalues><attvalue for="0" value="{v()}"/></attvalues></node>'
        for n in range(4)
    )
    edges = "".join(
        f'<edge id="{n}" source="{random.randrange(5)}" target="{random.randrange(4)}" label="{v()}" weight="{v()}">'
        f'<spells><spell start="{v()}" end="{v()}"/></spells></edge>'
        for n in range(4)
    )
    attributes = f'<attributes class="node"><attribute id="0" title="kind" type="{v()}"/></attributes>'
    graph = f'<graph defaultedgetype="{v()}" timeformat="date">{attributes}<nodes>{nodes}</nodes><edges>{edges}</edges>'
    return "map.gexf", f'<?xml version="1.0"?><gexf version="1.3">{graph}</graph></gexf>'


def _graphml(random: Random) -> tuple[str, str]:
    def v() -> str:
        return _escaped(_likely(random))

    keys = f'<key id="d0" for="node" attr.name="{v()}" attr.type="{v()}"/><key id="d1" for="edge" attr.name="date"/>'
    nodes = "".join(f'<node id="n{n}"><data key="d0">{v()}</data></node>' for n in range(4))
    edges = "".join(
        f'<edge source="n{random.randrange(4)}" target="n{random.randrange(5)}"><data key="d1">{v()}</data></edge>'
        for _ in range(4)
    )
    return "map.graphml", f'<graphml>{keys}<graph edgedefault="{v()}">{nodes}{edges}</graph></graphml>'


def _json(random: Random) -> tuple[str, str]:
    def v() -> object:
        return random.choice(
            [*(_likely(random) for _ in range(9)), random.randrange(4), None, 2.5, True, [], {}, ["a"]]
        )

    node, end = random.choice([("id", "source"), ("key", "source"), ("_id", "from"), ("label", "from")])
    other = {"source": "target", "from": "to"}[end]
    nodes = [
        {node: v(), "label": v(), "attributes": random.choice([{"label": v(), "kind": v()}, v()])} for _ in range(4)
    ]
    ties = [
        {end: v(), other: v(), "type": v(), "date": v(), "attributes": random.choice([{"date": v()}, v()])}
        for _ in range(4)
    ]
    names = random.choice([("nodes", "edges"), ("nodes", "links"), ("elements", "connections")])
    whole: object = {names[0]: nodes, names[1]: ties, "directed": v(), "graph": v()}
    if random.random() < 0.1:
        whole = random.choice(
            [nodes, {"graph": whole}, {names[0]: v(), names[1]: ties}, {names[0]: nodes, names[1]: v()}]
        )
    return "map.json", json.dumps(whole, ensure_ascii=random.random() < 0.5)


def _edges(random: Random) -> tuple[str, str]:
    headings = random.choice(
        [
            ["From", "To", "Type", "Date"],
            ["Source", "Target", "Label", "Weight"],
            ["Respondent", "Partner", "Practice", "When"],
            ["Vertex 1", "Vertex 2", "Relationship"],
            ["ego", "alter", "a", "a"],
            [a_value(random) for _ in range(3)],
        ]
    )
    rows = [headings, *([_likely(random) for _ in headings] for _ in range(4))]
    separator = random.choice([",", ";", "\t"])
    return "edges.csv", "\n".join(separator.join(_cell(value, random) for value in row) for row in rows) + "\n"


def _matrix(random: Random) -> tuple[str, str]:
    names = random.sample(["Ana", "Bo", "Cy", "Di", "ā" * 30, "7", ""], 4)
    rows = [["", *names], *([name, *(random.choice(["", "0", "1", a_value(random)]) for _ in names)] for name in names)]
    return "matrix.csv", "\n".join(",".join(_cell(value, random) for value in row) for row in rows) + "\n"


# ---------------------------------------------------------------------------------------------- mappings


_GOOD = {
    "edges": {"from": "From", "to": "To", "practice": "Type", "date": "Date"},
    "always": {"kind": "person", "date": "2026-05-01", "practice": "school visit"},
    "practices": {"2": "co-teaching", "school visit": "school visit"},
    "kinds": {"person": "person"},
}


def a_mapping(random: Random) -> bytes:
    """Draw a mapping, at times with broken bytes."""
    sections = {name: dict(keys) for name, keys in _GOOD.items() if random.random() < 0.7}
    for section in random.sample(sorted(SECTIONS), random.randint(0, 2)):
        keys = sorted(SECTIONS[section])
        for key in random.sample(keys, min(len(keys), random.randint(0, 2))):
            choices = SECTIONS[section][key].choices
            columns = ["From", "To", "Type", "Date", "date", "kind", "label"]
            value = random.choice([*(choices or columns), a_value(random, key)])
            sections.setdefault(section, {})[key] = value
        if random.random() < 0.2:
            sections.setdefault(section, {})[a_value(random)] = random.choice(VALUES)
    lines = []
    for section, said in sections.items():
        lines.append(f"[{section}]")
        lines += [f"{json.dumps(k, ensure_ascii=False)} = {json.dumps(v, ensure_ascii=False)}" for k, v in said.items()]
    content = ("\n".join(lines) + "\n").encode("utf-8", errors="surrogatepass")
    return broken(content, random) if random.random() < 0.2 else content
