"""What a KPI is counted in, and the little that the rest of the code must know about it."""

import re

from mkdocs_scorecards.model.frozen import frozen_positional

CURRENCY_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
"""Symbols that a figure of that currency may carry, and with which it is printed."""

_ISO_4217 = re.compile(r"[A-Z]{3}")


@frozen_positional
class Unit:
    """A unit as the author wrote it: `%`, an ISO 4217 code, or any short word."""

    text: str

    @property
    def is_percent(self) -> bool:
        """Whether figures are percentages, in points from 0 to 100."""
        return self.text == "%"

    @property
    def is_currency(self) -> bool:
        """Whether the unit is written as an ISO 4217 code; the code itself is not looked up."""
        return _ISO_4217.fullmatch(self.text) is not None

    @property
    def symbol(self) -> str:
        """The currency's symbol, or an empty text where it has no customary one."""
        return CURRENCY_SYMBOLS.get(self.text, "")

    @property
    def of_difference(self) -> str:
        """The unit of a difference between two figures: percentages differ by points."""
        return "points" if self.is_percent else self.text
