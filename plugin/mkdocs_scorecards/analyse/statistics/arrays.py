"""What every statistic here does first: figures with gaps become an array with NaN, and nothing is filled in."""

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Figures: TypeAlias = Sequence[float | None] | Floats

Positions: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

LONGEST_HISTORY = 240
"""Periods used at most, the latest ones: cost grows with the cube, and an older past says little about today."""

_ROUNDING = 1e-12
_LEAST_REST = 1e-8
LEAST_RESIDUAL = 1e-24
"""Floor of a residual sum of squares of standardised figures, so that an exact fit has a likelihood too."""


def array_of(figures: Figures) -> Floats:
    """The figures as floats, NaN where there is none; infinite ones count as missing."""
    values = np.array([np.nan if figure is None else figure for figure in figures], dtype=np.float64)
    values[~np.isfinite(values)] = np.nan
    return values


def observed(values: Floats) -> Floats:
    """The values that are there, in order."""
    return values[~np.isnan(values)]


def varies(values: Floats) -> bool:
    """Whether the values there are differ by more than rounding noise."""
    there = observed(values)
    if there.size == 0:
        return False
    return bool(np.ptp(there) > _ROUNDING * np.max(np.abs(there)))


def standardised(values: Floats) -> Floats:
    """Mean 0 and standard deviation 1 over the values there are; they must vary."""
    return np.asarray((values - np.nanmean(values)) / np.nanstd(values))


def independent_columns(columns: Floats, tolerance: float = _LEAST_REST) -> Floats:
    """The columns, from left to right, without those that the ones before already determine.

    Args:
        columns: rows by columns; the left ones are kept first.
        tolerance: the part of a column's length that must stay after projection.
    """
    rests = np.abs(np.diagonal(triangle_of(columns)))  # what the columns before leave of each
    if rests.size == columns.shape[1] and np.all(rests > tolerance * np.maximum(_lengths(columns), 1.0)):
        return columns
    kept: list[int] = []
    basis = np.empty_like(columns)
    for index, column in enumerate(columns.T):
        rest, length = _rest(column, basis[:, : len(kept)])
        if length > tolerance * max(_length(column), 1.0):
            basis[:, len(kept)] = rest / length
            kept.append(index)
    return columns[:, kept]


def determine_one(columns: Floats, others: Floats) -> bool:
    """Whether independent columns already determine one of some others, each by itself."""
    basis = np.linalg.qr(columns)[0]
    rest = others - basis @ (basis.T @ others)
    rest -= basis @ (basis.T @ rest)
    return bool(np.any(_lengths(rest) <= _LEAST_REST * np.maximum(_lengths(others), 1.0)))


def _lengths(columns: Floats) -> Floats:
    return np.asarray(np.sqrt((columns * columns).sum(axis=0)))


def _rest(column: Floats, basis: Floats) -> tuple[Floats, float]:
    """What an orthonormal basis leaves of a column, projected twice against rounding, and its length."""
    rest = column - basis @ (basis.T @ column)
    rest = rest - basis @ (basis.T @ rest)
    return rest, _length(rest)


def _length(column: Floats) -> float:
    return math.sqrt(column @ column)


def there_in(values: Floats) -> Positions:
    """The positions of the values that are there, ascending."""
    return np.flatnonzero(~np.isnan(values)).astype(np.int64)


def triangle_of(columns: Floats) -> Floats:
    """R of the QR decomposition of each matrix of a stack: all that least squares needs."""
    return np.asarray(np.linalg.qr(columns, mode="r"), dtype=np.float64)


def softmax(logs: Floats) -> tuple[Floats, float]:
    """Weights in proportion to the exponentials, adding up to 1, and the logarithm of the sum of the exponentials."""
    top = float(logs.max())
    weights = np.exp(logs - top)
    total = float(weights.sum())
    return weights / total, top + float(np.log(total))
