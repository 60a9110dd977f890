"""Take names apart, so that two spellings of one name compare as one: macrons, abbreviations, words for a school.

Of "St Marys Sch. (Tauranga)" the core is *saint marys*, the place is *tauranga*, and *school* says nothing more.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from graphmap.language.normalising import fold

_APOSTROPHES = re.compile(r"['’‘ʻʼ`´]")
_WORD = re.compile(r"[^\W_]+")
_PLACE = re.compile(r"\(([^)]*)\)?")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SHORT = {
    "st": "saint",
    "ste": "saint",
    "mt": "mount",
    "pt": "point",
    "nth": "north",
    "sth": "south",
    "pri": "primary",
    "prim": "primary",
    "prm": "primary",
    "int": "intermediate",
    "inter": "intermediate",
    "intermed": "intermediate",
    "col": "college",
    "coll": "college",
    "clg": "college",
    "sch": "school",
    "schl": "school",
    "scl": "school",
    "hs": "high school",
    "cath": "catholic",
    "tkkm": "te kura kaupapa maori",
    "kkm": "kura kaupapa maori",
    "tkk": "te kura kaupapa",
    "rd": "road",
    "ave": "avenue",
    "hts": "heights",
    "vly": "valley",
    "chch": "christchurch",
    "comm": "community",
    "tr": "trust",
    "lib": "library",
    "ngti": "ngati",
    "maaori": "maori",
}

_LEVELS = {
    "primary": "primary",
    "contributing": "primary",
    "intermediate": "intermediate",
    "college": "secondary",
    "secondary": "secondary",
    "area": "area",
    "composite": "area",
    "kaupapa": "kaupapa",
    "wharekura": "wharekura",
}
_LEVEL_OF_TYPE = {
    "full": "primary",
    "contributing": "primary",
    "intermediate": "intermediate",
    "secondary": "secondary",
}
_SILENT = _listed("school schools kura full the a of o for and at in maori te ko i e")
_SIDES = _listed(
    "north south east west northern southern eastern western central upper lower inner outer old new boys girls "
    "junior senior middle prep collegiate grammar deputy assistant associate acting vice first second third"
)
_TITLES = _listed("mr mrs ms miss mx dr prof matua whaea koka kaiako sr br fr")
_OF_THE_PUPILS = _listed("boys girls junior senior middle prep")
_FAMILIAR = ("school", "north", "south", "central", "upper", "lower", "boys", "girls", "junior", "senior", *_LEVELS)
_CORRECTED_FROM = 5

_NICKNAMES = (
    "alexander alexandra alex sandy",
    "andrew andy drew",
    "anthony tony",
    "benjamin ben",
    "catherine katherine kathryn kate kathy cathy katie kat",
    "charles charlie chas",
    "christine christina chris chrissie tina",
    "christopher chris",
    "daniel dan danny",
    "david dave davey",
    "deborah debra deb debbie",
    "donald don",
    "edward ed ted eddie",
    "elizabeth liz beth lizzie betty libby eliza",
    "francis frances fran frank",
    "frederick fred",
    "gregory greg",
    "jacqueline jackie jacqui",
    "james jim jimmy jamie hemi",
    "jennifer jen jenny",
    "jessica jess",
    "john johnny jack hone",
    "joseph joe hohepa",
    "joanne joanna jo",
    "judith judy",
    "kenneth ken",
    "lawrence laurence larry laurie",
    "leonard len",
    "margaret maggie meg peggy marg",
    "matthew matt matiu",
    "michael mike mick mikaere",
    "nicholas nick nicola nicky nikki",
    "pamela pam",
    "patricia pat trish patrick paddy",
    "peter pete",
    "philip phillip phil",
    "rebecca bec becky",
    "richard rick dick rich richie",
    "robert rob bob bobby",
    "ronald ron",
    "samuel samantha sam",
    "sandra sandy",
    "stephen steven steve",
    "stephanie steph",
    "stuart stewart stu",
    "susan sue suzanne susie",
    "terence terry",
    "theresa teresa terri tess",
    "thomas tom tommy tamati",
    "timothy tim",
    "victoria vicky vicki tori",
    "william bill will billy wiremu wi",
)


def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, names in enumerate(_NICKNAMES):
        for name in names.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


_NICKNAME_GROUPS = _groups()


def nickname_groups(name: str) -> frozenset[int]:
    """Return the numbers of the groups of given names that `name` may be short or long for."""
    return _NICKNAME_GROUPS.get(name, frozenset())


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    ``core`` are the words that tell it from others, ``place`` those in brackets. ``sides`` are words that tell apart
    two things of otherwise one name (North, Girls', Deputy, a number). ``levels`` are the levels of school that the
    words give, and ``type_level`` that of the school's type; ``plain`` is True where the words say only that it is a
    school. ``bare`` is the whole name without macrons, case or apostrophes.
    """

    core: tuple[str, ...]
    place: tuple[str, ...] = ()
    sides: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    type_level: str = ""
    plain: bool = False
    bare: str = ""

    @property
    def joined(self) -> str:
        """The words of the core as one text, in the order of the alphabet."""
        return "".join(sorted(self.core))


@lru_cache(200_000)
def name_of(label: str, text: str, type: str | None = None) -> Name:
    """Take apart the name `text` of an entity of kind `label`. `type` is a school's type, where it is known."""
    return _person(text) if label == "Person" else _organisation(text, type, is_school=label == "School")


def bare(text: str) -> str:
    """Return `text` without macrons, case, apostrophes or punctuation."""
    return " ".join(_WORD.findall(_APOSTROPHES.sub("", fold(text))))


def _person(text: str) -> Name:
    flat = _APOSTROPHES.sub("", fold(_PLACE.sub(" ", text)))
    if flat.count(",") == 1:  # Pene, Wiremu
        family, given = flat.split(",")
        flat = f"{given} {family}"
    words = [word for word in _WORD.findall(flat) if word not in _TITLES] or _WORD.findall(flat)
    return Name(tuple(words), bare=" ".join(words))


def _organisation(text: str, type: str | None, *, is_school: bool) -> Name:
    flat = _APOSTROPHES.sub("", fold(text)).replace("&", " and ")
    place = _words(" ".join(_PLACE.findall(flat)))
    words = _words(_PLACE.sub(" ", flat))
    if is_school and len(words) > 1:
        words[-1] = _spelt(words[-1], slips=2)
    levels = _levels(words + place) if is_school else frozenset()
    type_level = _LEVEL_OF_TYPE.get(fold(type or "").split(" ")[0], "") if is_school else ""
    silent = _SILENT | _LEVELS.keys() if is_school else _SILENT
    kept = [
        word
        for number, word in enumerate(words)
        if word not in silent and word not in _SIDES and not word.isdigit() and not _is_high_school(words, number)
    ]
    sides = frozenset(word for word in words if word in _SIDES or word.isdigit()) | _OF_THE_PUPILS.intersection(place)
    core = tuple(kept) or tuple(word for word in words if word not in _SIDES) or tuple(words)
    around = tuple(word for word in place if word not in silent)
    return Name(core, around, sides, levels, type_level, is_school and "school" in words and not levels, bare(text))


def _words(text: str) -> list[str]:
    """Return the words of `text`, with abbreviations written out and runs of single letters joined."""
    joined = re.sub(r"\b[^\W_o](?:[\s.]+[^\W_o]\b)+", lambda run: re.sub(r"[\s.]+", "", run.group()), text)
    return [word for short in _WORD.findall(joined) for word in _SHORT.get(short, _spelt(short)).split()]


@lru_cache(50_000)
def _spelt(word: str, slips: int = 1) -> str:
    """Return the familiar word that `word` is a slip of, if it is one."""
    if len(word) < _CORRECTED_FROM - 1 or word in _FAMILIAR or word in _SIDES:
        return word
    for known in _FAMILIAR:
        swapped = sorted(known) == sorted(word)
        if known[0] == word[0] and (swapped or len(known) >= _CORRECTED_FROM) and OSA.distance(known, word) <= slips:
            return known
    return word


def _is_high_school(words: list[str], number: int) -> bool:
    return words[number] == "high" and words[number + 1 : number + 2] in ([], ["school"])


def _levels(words: list[str]) -> frozenset[str]:
    found = {_LEVELS[word] for word in words if word in _LEVELS}
    if any(_is_high_school(words, number) for number in range(len(words))):
        found.add("secondary")
    if not found and "kura" in words and "maori" in words:
        found.add("kaupapa")
    return frozenset(found)


def levels_differ(one: Name, other: Name) -> bool:
    """Return whether two names are of schools of different levels: a primary and a college, a school and a kaupapa."""
    if one.levels and other.levels:
        return not one.levels & other.levels
    if not one.levels and not other.levels:
        return bool(one.type_level and other.type_level) and one.type_level != other.type_level
    named, unnamed = (one, other) if one.levels else (other, one)
    if unnamed.type_level:
        return unnamed.type_level not in named.levels
    return unnamed.plain and "primary" not in named.levels


def level_left_out(one: Name, other: Name) -> bool:
    """Return whether one name says a level other than primary, and the other nothing: Tauira College and Tauira."""
    if bool(one.levels) == bool(other.levels):
        return False
    named, unnamed = (one, other) if one.levels else (other, one)
    return "primary" not in named.levels and not unnamed.type_level
