"""The letter to one person: what is held about them, from where, why, who sees it, and what they can do about it.

IPP 3A of the Privacy Act 2020, in force since 1 May 2026, asks for these when somebody is recorded by others. The facts
are those of the record; the words are the cluster's to change before they send it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from markupsafe import Markup

from graphmap.language.wording import counted, listed
from graphmap.language.wording import day as in_words
from graphmap.model import NodeKey
from graphmap.rights.register import rights_of
from graphmap.tables import GraphTables

COMMISSIONER = "the Office of the Privacy Commissioner: privacy.org.nz, 0800 803 909"
"""Where a person can complain. Look up whether it still holds before you send letters."""

_MOST_LISTED = 6


@dataclass(frozen=True)
class Sender:
    """Who writes, for which cluster, and how to reach them: they answer for the record."""

    name: str = ""
    cluster: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Letter:
    """A letter: to whom, by whom, when, and its sections, each with a heading and paragraphs."""

    to: str
    sender: Sender
    day: date
    sections: Sequence[tuple[str, Sequence[str]]]

    def as_text(self) -> str:
        """Return the letter as plain text, to send."""
        parts = [in_words(self.day), f"Kia ora {self.to}"]
        for heading, paragraphs in self.sections:
            parts += [heading.upper() if heading else "", *paragraphs]
        return "\n\n".join(part for part in (*parts, _signed(self.sender)) if part) + "\n"

    def as_page(self) -> str:
        """Return the letter as a page of HTML, to print."""
        body = Markup("").join(
            Markup("{}{}").format(
                Markup("<h2>{}</h2>").format(heading) if heading else "",
                Markup("").join(Markup("<p>{}</p>").format(paragraph) for paragraph in paragraphs),
            )
            for heading, paragraphs in self.sections
        )
        signed = Markup("<br>").join(_signed(self.sender).split("\n"))
        return str(
            Markup(
                '<!doctype html>\n<html lang="en-NZ"><head><meta charset="utf-8"><title>Letter to {}</title>'
                "<style>{}</style></head><body><p>{}</p><p>Kia ora {}</p>{}<p>{}</p></body></html>\n"
            ).format(self.to, _STYLE, in_words(self.day), self.to, body, signed)
        )


_STYLE = Markup(
    "@page{size:A4;margin:25mm}body{font:11.5pt/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;color:#1d2a33}"
    "h2{font-size:12.5pt;margin:1.2em 0 .2em}p{margin:.3em 0 .7em}"
)


def letter(tables: GraphTables, person: NodeKey, day: date, sender: Sender | None = None) -> Letter:
    """Return the letter to `person`, dated `day`. Raises `WrongCommand` where there is no such person."""
    sender = sender or Sender()
    rights = rights_of(tables, person)
    name = dict(tables.entities(["Person"]).select("key", "name").iter_rows())[person]
    cluster = sender.cluster or "our cluster"
    ask = sender.contact or "whoever gave you this letter"
    why = rights["why"] or "to see how schools, iwi and community partners work together, and where a link may break"
    until = f" We keep it until {in_words(rights['keep until'])}." if rights["keep until"] else ""
    return Letter(
        name,
        sender,
        day,
        (
            (
                "",
                [
                    f"{cluster[0].upper()}{cluster[1:]} keeps a record of who works with whom. You are in it, so you "
                    "have a right to know what it says and to have a say in it."
                ],
            ),
            ("What we hold about you", _what(tables, person)),
            ("Where it comes from", [_from(tables, person)]),
            ("Why we hold it", [f"{_sentence(why)} No law requires it.{until}"]),
            (
                "Who sees it",
                [
                    "People of the cluster who plan and review its work. In files that leave the cluster, names are "
                    "replaced by codes unless you and we agreed otherwise. It is not used to judge anybody’s work.",
                ],
            ),
            (
                "What you can do",
                [
                    "You can see everything we hold about you, have it corrected, or ask us to take you out. Ask "
                    f"{ask}. It costs nothing and needs no reason, and you can take part in the work without being in "
                    "the record.",
                    "If you ask us to take you out, we remove your name and keep only how many people took part.",
                    f"If you aren’t happy with our answer, you can complain to {COMMISSIONER}.",
                ],
            ),
        ),
    )


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[0].upper()}{text[1:]}" + ("" if text[-1] in ".!?" else ".")


def _what(tables: GraphTables, person: NodeKey) -> list[str]:
    names = dict(tables.entities(tables.kinds).select("key", "name").iter_rows())
    at = tables.relationships["AT"].select(end="start", place="end")
    held = tables.relationships["HOLDS"].filter(pl.col("start") == person).join(at, on="end", how="left")
    roles = sorted({_role(names, role, place) for role, place in held.select("end", "place").iter_rows()})
    mine = tables.relationships["TOOK_PART"].filter(pl.col("start") == person).select("end").unique()
    events = tables.kinds["Interaction"].with_columns(tables.keys("Interaction").alias("end")).join(mine, on="end")
    found = ["Your name" + (f", and your roles: {listed(roles, _MOST_LISTED)}." if roles else ".")]
    if len(events):
        days = events["date"].to_list()
        first, last = min(days), max(days)
        span = f"on {in_words(first)}" if first == last else f"from {in_words(first)} to {in_words(last)}"
        practices = events["practice"].unique().sort().to_list()
        times = counted(len(events), "time", "times")
        found.append(
            f"That you took part in something with others {times}, {span} ({listed(practices, _MOST_LISTED)}), and who "
            "else was there."
        )
        if notes := events["note"].drop_nulls().len():
            found.append(f"Notes on {counted(notes, 'of these occasions', 'of these occasions')}.")
    return found


def _role(names: dict[NodeKey, str], role: NodeKey, place: NodeKey | None) -> str:
    return f"{names[role]} at {names[place]}" if place else names[role]


def _from(tables: GraphTables, person: NodeKey) -> str:
    mine = tables.relationships["TOOK_PART"].filter(pl.col("start") == person).select("end").unique()
    events = tables.kinds["Interaction"].with_columns(tables.keys("Interaction").alias("end")).join(mine, on="end")
    sources = [source for source in events["source"].drop_nulls().unique().sort() if source != "form"]
    by_form = len(events) > len(events.filter(pl.col("source").is_not_null() & (pl.col("source") != "form")))
    parts = [f"sheets of the cluster ({listed(sources, _MOST_LISTED)})"] if sources else []
    parts += ["what people of the cluster wrote down after they met"] if by_form or not sources else []
    return f"From {' and '.join(parts)}."


def _signed(sender: Sender) -> str:
    lines = ["Kind regards", sender.name, sender.cluster, sender.contact]
    return "\n".join(line for line in lines if line)
