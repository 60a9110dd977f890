"""Distances as whole numbers, so that paths of one length are seen to be of one length.

As floats 1/10 + 1/10 + 1/10 and 3/10 are not the same number, and shortest paths that tie are missed. A float adds
whole numbers exactly, so distances are held in a unit of which those between well-worn fractions of strength are whole
multiples."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

UNITS = 2**8 * math.lcm(*range(1, 25))
"""How many units of length a distance of 1 has: 1,370,682,593,280. A float adds them exactly up to a distance of
6,571."""


def lengths(weights: ArrayLike) -> NDArray[np.float64]:
    """The distance 1/weight of each tie in units of 1/`UNITS`, rounded to a whole number.

    Nothing is lost where 1/weight is a fraction whose denominator divides `UNITS`, such as all up to 24. Else, as for
    nearly every weight under ``decay``, it is off by up to half a unit: ties of one weight are still of one length, and
    a path is as long in whichever order it is added up, but two paths that tie by arithmetic alone (1/29 + 1/29 = 2/29)
    may not."""
    return np.rint(UNITS / np.asarray(weights, dtype=np.float64))
