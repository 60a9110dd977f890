"""How often likely doubles are right: precision and recall on misspellings made from real and from invented names.

    python -m benchmarks.doubles DIRECTORY.csv [--seed N] [--errors]

Schools are those of the Ministry's directory, which isn't part of the project. A tenth of them gets a second record:
half of these with a name alone, the others with a region or a position too. People are invented: names that many have,
relatives at one school, namesakes at others, some with no role. A tenth gets a second record, at the same school, with
no role, or at another. Every other pair is of two schools or people: to report it is a mistake.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from graphmap.records.doubles import SHOWN_FIRST, doubles
from graphmap.sample.clusters import words
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.directory import read_directory
from graphmap.sheets.records import read_records
from graphmap.tables import GraphTables, kind_table, relationship_table

SEED = 2
"""The seed that is reported. The rules were written with the seeds 1 and 3."""

THRESHOLDS = (0.80, 0.85, 0.88, SHOWN_FIRST, 0.92, 0.95, 0.98)
_SHARE = 0.1
_TWO_SLIPS = 0.3
_KINDS = {"schools": "School", "people": "Person"}

Slip = Callable[[str, random.Random], str]
Pair = frozenset[str]


@dataclass(frozen=True)
class Case:
    """A graph with second records: which pairs are one, what was done to each name, and what else is known of it."""

    tables: GraphTables
    pairs: Mapping[Pair, Sequence[str]]


# ------------------------------------------------------------------------------------------- slips

_MACRONS = str.maketrans("aeiouAEIOU", "āēīōūĀĒĪŌŪ")
_WITHOUT = str.maketrans("āēīōūĀĒĪŌŪ", "aeiouAEIOU")
_LETTERS = "abcdefghijklmnoprstuvwy"


def _macrons(name: str, chance: random.Random) -> str:
    if name != name.translate(_WITHOUT):
        return name.translate(_WITHOUT)
    vowels = [at for at, letter in enumerate(name) if letter in "aeiou"]
    for at in chance.sample(vowels, min(2, len(vowels))):
        name = name[:at] + name[at].translate(_MACRONS) + name[at + 1 :]
    return name


def _apostrophe(name: str, chance: random.Random) -> str:
    if "'" in name:
        return name.replace("'", chance.choice(["", "’", "`"]))
    return name.replace("s ", "'s ", 1)


def _within(name: str, chance: random.Random, most: int = 2) -> tuple[str, int]:
    """Return `name` and a position within one of its longer words, not at its start."""
    places = [
        at
        for at in range(1, len(name) - 1)
        if name[at - 1 : at + 2].isalpha() and len(_word_around(name, at)) > most + 2
    ]
    return name, chance.choice(places) if places else -1


def _word_around(name: str, at: int) -> str:
    return name[name.rfind(" ", 0, at) + 1 : (name + " ").find(" ", at)]


def _swapped(name: str, chance: random.Random) -> str:
    name, at = _within(name, chance)
    return name if at < 0 else name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _missing(name: str, chance: random.Random) -> str:
    name, at = _within(name, chance)
    return name if at < 0 else name[:at] + name[at + 1 :]


def _doubled(name: str, chance: random.Random) -> str:
    name, at = _within(name, chance)
    return name if at < 0 else name[:at] + name[at] + name[at:]


def _wrong(name: str, chance: random.Random) -> str:
    name, at = _within(name, chance)
    return name if at < 0 else name[:at] + chance.choice(_LETTERS) + name[at + 1 :]


def _words_for_school(name: str, chance: random.Random) -> str:
    """Swap, drop or add the words School, Primary and Kura, where the name has them and it isn't a college."""
    if any(word in name for word in ("High", "College", "Area", "Girls", "Boys", "Grammar", "Middle")):
        return name
    for named in ("Primary School", "Full Primary School", "Primary", "School"):
        if f" {named}" in name:
            others = [other for other in ("School", "Primary School", "Primary", "Kura", "") if other != named]
            return " ".join(name.replace(named, chance.choice(others), 1).split())
    if name.startswith("TKKM o "):
        return name.replace("TKKM", chance.choice(["Te Kura Kaupapa Māori", "Kura Kaupapa Māori", "Te Kura"]), 1)
    if name.endswith(" Intermediate"):
        return f"{name} School"
    return name


_SHORTENED = (
    ("Saint ", ("St ",)),
    ("St ", ("Saint ", "St. ")),
    ("Mt ", ("Mount ", "Mt. ")),
    ("Mount ", ("Mt ",)),
    ("Primary", ("Pri", "Prim.")),
    ("Intermediate", ("Int", "Inter.")),
    ("High School", ("HS", "High")),
    ("College", ("Coll", "Col.")),
    ("North ", ("Nth ",)),
    ("South ", ("Sth ",)),
    ("Road", ("Rd",)),
    ("TKKM", ("T K K M", "KKM")),
    ("Catholic ", ("Cath. ", "")),
    ("School", ("Sch", "Schl")),
)


def _abbreviated(name: str, chance: random.Random) -> str:
    known = [(long, shorts) for long, shorts in _SHORTENED if long in name]
    if not known:
        return name
    long, shorts = chance.choice(known)
    return name.replace(long, chance.choice(shorts), 1)


def _without_brackets(name: str, _chance: random.Random) -> str:
    return name.replace("(", "").replace(")", "")


SCHOOL_SLIPS: Mapping[str, Slip] = {
    "macrons": _macrons,
    "apostrophe": _apostrophe,
    "School, Primary, Kura": _words_for_school,
    "letters swapped": _swapped,
    "letter missing": _missing,
    "letter doubled": _doubled,
    "letter wrong": _wrong,
    "abbreviation": _abbreviated,
    "town without brackets": _without_brackets,
}

_SHORT_NAMES = {
    "Elizabeth": "Liz Beth Libby",
    "William": "Bill Will",
    "Wiremu": "Wi",
    "Robert": "Rob Bob",
    "Margaret": "Maggie Meg",
    "Catherine": "Cathy Kate",
    "Christopher": "Chris",
    "Christine": "Chris Chrissie",
    "Stephen": "Steve",
    "Michael": "Mike",
    "Jennifer": "Jen Jenny",
    "Thomas": "Tom",
    "Andrew": "Andy",
    "Rebecca": "Bec Becky",
    "Samantha": "Sam",
    "Deborah": "Deb Debbie",
    "Timothy": "Tim",
    "Susan": "Sue",
    "Patricia": "Pat Trish",
    "Matthew": "Matt",
    "Joanne": "Jo",
    "Anthony": "Tony",
}


def _short_name(name: str, chance: random.Random) -> str:
    given, _, family = name.partition(" ")
    return f"{chance.choice(_SHORT_NAMES[given].split())} {family}" if given in _SHORT_NAMES else name


def _initial(name: str, chance: random.Random) -> str:
    given, _, family = name.partition(" ")
    return f"{given[0]}{chance.choice(['', '.'])} {family}"


def _turned(name: str, chance: random.Random) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}{chance.choice([',', ''])} {given}"


def _middle(name: str, chance: random.Random) -> str:
    given, _, family = name.partition(" ")
    return f"{given} {chance.choice('ABEHJKLMRST')}. {family}"


def _title(name: str, chance: random.Random) -> str:
    return f"{chance.choice(['Mrs', 'Mr', 'Ms', 'Dr', 'Whaea', 'Matua'])} {name}"


PERSON_SLIPS: Mapping[str, Slip] = {
    "macrons": _macrons,
    "short name": _short_name,
    "initial": _initial,
    "words in another order": _turned,
    "middle initial": _middle,
    "title": _title,
    "letters swapped": _swapped,
    "letter missing": _missing,
    "letter doubled": _doubled,
    "letter wrong": _wrong,
}


def _misspelt(name: str, slips: Mapping[str, Slip], chance: random.Random) -> tuple[str, list[str]]:
    """Return `name` with a slip or two in it, and which."""
    wanted, done, now = 1 + (chance.random() < _TWO_SLIPS), [], name
    for kind in chance.sample(sorted(slips), len(slips)):
        changed = slips[kind](now, chance)
        if changed != now:
            now, done = changed, [*done, kind]
        if len(done) == wanted:
            break
    return now, done


# ------------------------------------------------------------------------------------------- cases


def schools_case(directory: GraphTables, seed: int) -> Case:
    """Return the directory with a second, misspelt record of a tenth of its schools."""
    chance = random.Random(seed)
    schools = directory.kinds["School"]
    rows = schools.to_dicts()
    pairs: dict[Pair, Sequence[str]] = {}
    for number, row in enumerate(chance.sample(rows, round(_SHARE * len(rows)))):
        name, slips = _misspelt(row["name"], SCHOOL_SLIPS, chance)
        copy = {**dict.fromkeys(schools.columns), "id": f"again-{number}", "name": name}
        known = chance.random()
        if known > 0.5:
            copy["region"] = row["region"]
        if known > 0.8 and row["latitude"] is not None:
            copy["type"] = row["type"]
            copy["latitude"] = row["latitude"] + chance.uniform(-0.005, 0.005)
            copy["longitude"] = row["longitude"] + chance.uniform(-0.005, 0.005)
        rows.append(copy)
        there = "name and position" if known > 0.8 else "name and region" if known > 0.5 else "name alone"
        pairs[frozenset((f"school:{row['id']}", f"school:{copy['id']}"))] = [*slips, there]
    return Case(GraphTables.of({"School": kind_table("School", rows)}), pairs)


def _listed(names: str) -> Sequence[str]:
    return names.split()


_GIVEN = _listed(
    "Ana Anna Aroha Anahera Hana Hannah Hine Kiri Mere Mereana Ngaire Ngaio Marama Moana Tui Wiremu Tāne Rāwiri Hōne "
    "Matiu Mikaere Rangi Tama Tāmati Hemi Pita Wikitoria Kahurangi Māia Manaia Elizabeth William Robert Margaret "
    "Catherine Christopher Christine Stephen Michael Jennifer Thomas Andrew Rebecca Samantha Deborah Timothy Susan "
    "Patricia Matthew Joanne Anthony Jane Jan Janet Janine Helen Ellen Karen Karin Sharon Sarah Sara Emma Emily Amy "
    "Claire Clara Rachel David Daniel Paul Paula Mark Marie Maria Marian Peter Petra John Joan Jean Simon Simone Brian "
    "Ryan Sione Sela Sina Tomasi Losa Mele Malia Ioane Tevita Priya Imran Mei Lin Wei Arjun Anjali Fatima Yusuf"
)
_FAMILY = _listed(
    "Smith Smyth Brown Browne Wilson Williams Jones Johnson Johnston Taylor Thomson Thompson Anderson Andersen Clark "
    "Clarke Walker Martin Marten Scott King Young Campbell Mitchell Stewart Stuart Robinson Robertson Roberts Harris "
    "Harrison Kelly Kerr Lee Li Singh Kaur Patel Kumar Chen Wang Tan Khan Sharma Pene Paki Parata Ngata Henare "
    "Tamihana Hohepa Matene Kereama Waaka Wihongi Rangihuna Tūhoro Harawira "
    "Heke Tautahi Poutama Rewi Rāpana Nikora Faleafa "
    "Leavai Fetuani Havea Nawaqa Tuilagi Folau Fifita Vainikolo Taufa Latu Moala O'Brien O'Connor McDonald MacDonald "
    "McKenzie Mackenzie Fraser Ferguson Murray Morrison Graham Grant Hughes Hunter Jackson Jenkins Lawson Lawrence "
    "Lockyer Whitcombe Penfold Ballard Garrity Oosterbaan Sadiq Simmonds Hemara Wallis Wallace Ward Watson Watts Webb "
    "West White Whyte Wood Woods Wright Wybrow Yates Zhang Abbott Adams Allen Allan Atkins Bailey Barker Bates Baxter "
    "Bell Bennett Berry Bishop Black Blair Booth Boyd Bradley Burgess Burton Butler Byrne Carr Carter Chapman Cole"
)
_KNOWN_NAMES = 0.6  # the share of names from these lists; the others are made up, and few have them
_TITLES = ("Principal", "Deputy principal", "Teacher", "Across-school lead", "Learning support coordinator")


def people_case(count: int, seed: int) -> Case:
    """Return `count` invented people at schools of twenty, with a second record of a tenth of them."""
    chance = random.Random(seed)
    weights = [1 / (number + 40) for number in range(len(_FAMILY))]
    families = chance.sample(_FAMILY, len(_FAMILY))
    invented = words().to_list()
    schools = max(2, count // 20)
    people: list[tuple[str, str, int | None]] = []
    pairs: dict[Pair, Sequence[str]] = {}
    for number in range(count):
        family = chance.choices(families, weights)[0] if chance.random() < _KNOWN_NAMES else chance.choice(invented)
        given = chance.choice(_GIVEN) if chance.random() < _KNOWN_NAMES else chance.choice(invented)
        if chance.random() < 0.1:
            family = f"{family}-{chance.choice(_FAMILY)}"
        school = chance.randrange(schools) if chance.random() < 0.95 else None
        if people and chance.random() < 0.05:  # a relative at one school
            _id, relative, school = chance.choice(people)
            named, _, family = relative.partition(" ")
            given = chance.choice([other for other in _GIVEN if other != named])
        people.append((f"p{number}", f"{given} {family}", school))
    for number, (id, name, school) in enumerate(chance.sample(people, round(_SHARE * count))):
        misspelt, slips = _misspelt(name, PERSON_SLIPS, chance)
        known = chance.random()
        at = school if known < 0.75 else None if known < 0.95 else chance.randrange(schools)
        people.append((f"again{number}", misspelt, at))
        there = "no role" if at is None else "same school" if at == school else "another school"
        pairs[frozenset((f"person:{id}", f"person:again{number}"))] = [*slips, there]
    return Case(_staff(people, schools, chance), pairs)


def _staff(people: Sequence[tuple[str, str, int | None]], schools: int, chance: random.Random) -> GraphTables:
    roles = [
        (f"r{school}-{number}", title, school) for school in range(schools) for number, title in enumerate(_TITLES)
    ]
    held = [
        (f"person:{id}", f"role:r{school}-{chance.randrange(len(_TITLES))}", None, None)
        for id, _name, school in people
        if school is not None
    ]
    return GraphTables.of(
        {
            "Person": kind_table("Person", [{"id": id, "name": name} for id, name, _school in people]),
            "School": kind_table("School", [{"id": f"s{n}", "name": f"School {n}"} for n in range(schools)]),
            "Role": kind_table("Role", [{"id": id, "name": title} for id, title, _school in roles]),
        },
        {
            "HOLDS": relationship_table("HOLDS", held),
            "AT": relationship_table("AT", [(f"role:{id}", f"school:s{school}") for id, _title, school in roles]),
        },
    )


# ----------------------------------------------------------------------------------------- results


def rates(found: pl.DataFrame, case: Case, threshold: float) -> tuple[float, float, int]:
    """Return precision, recall, and how many pairs are shown at a threshold."""
    shown = {frozenset(pair) for pair in found.filter(pl.col("score") >= threshold).select("key", "other").iter_rows()}
    right = len(shown & case.pairs.keys())
    return right / max(len(shown), 1), right / len(case.pairs), len(shown)


def recall_by_sort(found: pl.DataFrame, case: Case, threshold: float) -> Mapping[str, tuple[int, int]]:
    """Return for each slip, and for what else is known, how many pairs are found and how many there are."""
    shown = {frozenset(pair) for pair in found.filter(pl.col("score") >= threshold).select("key", "other").iter_rows()}
    there = Counter(sort for sorts in case.pairs.values() for sort in sorts)
    seen = Counter(sort for pair, sorts in case.pairs.items() if pair in shown for sort in sorts)
    return {sort: (seen[sort], there[sort]) for sort in sorted(there)}


def read_schools(path: Path) -> GraphTables:
    """Return the Ministry's directory at `path` as a graph."""
    return read_records(read_directory(path), GraphTables.of(), shipped_codebook()).tables


def _report(title: str, case: Case, label: str, errors: bool) -> None:
    began = time.perf_counter()
    found = doubles(case.tables, THRESHOLDS[0], (label,))
    rows = len(case.tables.kinds[label])
    print(f"\n{title}: {rows:,} records, {len(case.pairs):,} second ones, {time.perf_counter() - began:.1f} s")
    print("likeness  precision  recall  shown")
    for threshold in THRESHOLDS:
        precision, recall, shown = rates(found, case, threshold)
        mark = "  shown first" if threshold == SHOWN_FIRST else ""
        print(f"{threshold:8.2f} {precision:10.3f} {recall:7.3f} {shown:6,}{mark}")
    for sort, (seen, there) in recall_by_sort(found, case, SHOWN_FIRST).items():
        print(f"  {seen:5,} of {there:5,}  {sort}")
    if errors:
        _show_errors(found, case, label)


def _show_errors(found: pl.DataFrame, case: Case, label: str) -> None:
    names = dict(case.tables.entities((label,)).select("key", "name").iter_rows())
    scores = {frozenset((key, other)): (score, why) for key, other, score, why in found.iter_rows()}
    for pair, (score, why) in scores.items():
        if pair not in case.pairs and score >= SHOWN_FIRST:
            print("  wrong ", sorted(names[key] for key in pair), score, why)
    for pair, sorts in case.pairs.items():
        score, why = scores.get(pair, (0.0, ""))
        if score < SHOWN_FIRST:
            print("  missed", sorted(names[key] for key in pair), sorts, score, why)


def main() -> None:
    """Print precision and recall at each threshold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--errors", action="store_true", help="also list what is wrong and what is missed")
    parser.add_argument("--people", type=int, default=2_000)
    chosen = parser.parse_args()
    _report("Schools", schools_case(read_schools(chosen.directory), chosen.seed), "School", chosen.errors)
    _report("People", people_case(chosen.people, chosen.seed), "Person", chosen.errors)


if __name__ == "__main__":
    main()
