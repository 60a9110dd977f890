"""How well colours are seen, and told apart, by people with and without each kind of cone."""

import math
from collections.abc import Mapping

Vector = tuple[float, ...]

# How colours are seen: to the full, and without one of the three kinds of cone (Machado, Oliveira & Fernandes 2009,
# severity 1).
SIGHTS: Mapping[str, tuple[Vector, ...]] = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def turned(matrix: tuple[Vector, ...], vector: Vector) -> Vector:
    """`vector`, multiplied by `matrix`."""
    return tuple(sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)


def oklab(colour: str, sight: str) -> Vector:
    """A colour in Oklab (Ottosson 2020), as somebody with this sight has it."""
    channels = tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    seen = tuple(min(1.0, max(0.0, c)) for c in turned(SIGHTS[sight], linear))
    return turned(_TO_OKLAB, tuple(c ** (1 / 3) for c in turned(_TO_CONES, seen)))


def apart(one: str, other: str) -> float:
    """How far two colours are apart to whoever can tell them apart least."""
    return min(math.dist(oklab(one, sight), oklab(other, sight)) for sight in SIGHTS)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, by WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, by WCAG 2.2: from 1 to 21."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)
