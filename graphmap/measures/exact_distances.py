"""Distances as whole numbers, so that paths of equal length compare as equal.

As floats 1/10 + 1/10 + 1/10 and 3/10 differ, so shortest paths that tie are missed. Floats add whole numbers exactly,
so distances are held in a unit that divides those of ordinary strengths."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

UNITS_PER_DISTANCE = 2**8 * math.lcm(*range(1, 25))
"""The number of units in a distance of 1: 1,370,682,593,280. Floats add them exactly up to a distance of 6,571."""


def lengths(weights: ArrayLike) -> NDArray[np.float64]:
    """The distance 1/weight of each tie, in units of 1/`UNITS_PER_DISTANCE` and rounded to a whole number.

    Exact where 1/weight is a fraction whose denominator divides `UNITS_PER_DISTANCE`, such as all up to 24. Otherwise,
    as for nearly every weight under ``decay``, it is off by up to half a unit. Ties of equal weight still have equal
    lengths, and a path is as long in whichever order it is added up; but two paths that are equal only by arithmetic
    (1/29 + 1/29 = 2/29) may differ.
    """
    return np.rint(UNITS_PER_DISTANCE / np.asarray(weights, dtype=np.float64))
