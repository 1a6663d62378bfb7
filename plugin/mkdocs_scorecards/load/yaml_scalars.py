"""How each kind of scalar in scorecard.yml is read, what it must look like, and how an editor is told so.

Each kind is one annotation that pydantic uses twice: to validate, with a message in an author's words, and to write the
JSON Schema. Nothing is converted that the author did not write: a number is no text, a text is no number.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Generic, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from mkdocs_scorecards.load.dates import DateOrder
from mkdocs_scorecards.load.near_miss import did_you_mean
from mkdocs_scorecards.model.hypothesis import ErrorControl, EventKind
from mkdocs_scorecards.model.ids import ID_PATTERN, LONGEST_ID, is_id
from mkdocs_scorecards.model.initiative import InitiativeStatus
from mkdocs_scorecards.model.kpi import Aggregation, AmberBand, Audience, Direction, Timing, Window
from mkdocs_scorecards.model.link import Expectation
from mkdocs_scorecards.model.method_rules import WAIVABLE_RULES
from mkdocs_scorecards.model.period import Frequency, frequency_of_noun
from mkdocs_scorecards.model.review_record import ReviewKind, Ruling
from mkdocs_scorecards.model.scorecard import Rollup
from mkdocs_scorecards.model.unit import Unit

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

LONGEST_UNIT = 40
LONGEST_LAG = 60
LONGEST_WINDOW = 120

_PERCENTAGE = re.compile(r"([-+]?\d{1,12}(?:\.\d{1,12})?)\s?%", re.ASCII)
_WINDOW = re.compile(r"(\d{1,3}) (week|month|quarter|year)s?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class UnknownKpis(Enum):
    """What to do with CSV rows of KPIs that the scorecard does not have."""

    ERROR = "error"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, eq=False)
class Written(Generic[T]):
    """One kind of scalar: `read` turns what stands in the file into the value, `schema` describes it to an editor."""

    read: Callable[[object], T]
    schema: Mapping[str, object]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by `read` alone."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe by `schema` alone."""
        return dict(self.schema)


def refusal(code: str, expected: str, hint: str = "") -> PydanticCustomError:
    """The error of a scalar: the problem's code, what was expected (it completes "expected ..."), and the cure."""
    return PydanticCustomError(code, "{expected}", {"expected": expected, "hint": hint})


def _wrong_kind(value: object, expected: str) -> PydanticCustomError:
    if isinstance(value, bool | Decimal):
        return refusal("value-of-wrong-kind", expected, "put it in quotes if it is meant as text")
    return refusal("value-of-wrong-kind", expected)


def _prose(value: object) -> str:
    if not isinstance(value, str):
        raise _wrong_kind(value, "a text")
    return value.strip()


def _line(value: object) -> str:
    text = _prose(value)
    if "\n" in text:
        raise refusal("text-of-several-lines", "a text on one line", "write it on one line, or start it with >-")
    return text


def _title(value: object) -> str:
    text = _line(value)
    if not text:
        raise refusal("text-empty", "a text that is not empty")
    return text


def _unit(value: object) -> Unit:
    text = _title(value)
    if len(text) > LONGEST_UNIT:
        raise refusal("value-out-of-range", f"a unit of at most {LONGEST_UNIT} characters", "explain it in definition")
    return Unit(text)


def _id(value: object) -> str:
    text = _prose(value) if isinstance(value, str) else str(value)
    if is_id(text):
        return text
    wish = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:LONGEST_ID]
    raise refusal(
        "id-malformed",
        f"an id: small letters, digits and _, a letter first, at most {LONGEST_ID}",
        f"write {wish}" if is_id(wish) else "",
    )


def _reference(value: object) -> str:
    if not isinstance(value, str):
        raise _wrong_kind(value, "the id of something in this file")
    return value.strip()


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        yes_no = isinstance(value, str) and value.lower() in ("yes", "no", "on", "off")
        raise refusal("value-of-wrong-kind", "true or false", "YAML 1.2 knows true and false only" if yes_no else "")
    return value


def _number(value: object) -> Decimal:
    if not isinstance(value, Decimal):
        hint = ""
        if isinstance(value, str) and re.search(r"\d", value):
            hint = "write the bare number with a decimal point, without unit, quotes or thousands separator"
        raise refusal("value-of-wrong-kind", "a number", hint)
    return value


def _number_in(expected: str, holds: Callable[[Decimal], bool]) -> Callable[[object], Decimal]:
    def read(value: object) -> Decimal:
        number = _number(value)
        if not holds(number):
            raise refusal("value-out-of-range", expected)
        return number

    return read


def _whole_in(lowest: int, highest: int) -> Written[int]:
    expected = f"a whole number from {lowest} to {highest}"

    def read(value: object) -> int:
        number = _number(value)
        if number != int(number) or not lowest <= number <= highest:
            raise refusal("value-out-of-range", expected)
        return int(number)

    return Written(read, {"type": "integer", "minimum": lowest, "maximum": highest})


def _one_of(words: Mapping[str, E]) -> Written[E]:
    listed = ", ".join(words)

    def read(value: object) -> E:
        word = value.strip() if isinstance(value, str) else None
        if word is None or word not in words:
            hint = did_you_mean(word, words) if word else ""
            raise refusal("value-not-in-list", f"one of {listed}", hint)
        return words[word]

    return Written(read, {"enum": list(words)})


def _words(enum: type[E]) -> Written[E]:
    return _one_of({str(member.value): member for member in enum})


def _period(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if not isinstance(value, str):
        raise refusal("value-of-wrong-kind", "a period", "write 2026-09, 2026-Q3, 2026, 2026-W40 or FY2026-Q3")
    return value.strip()


def _percentage(value: object) -> Decimal:
    found = _PERCENTAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise refusal("value-of-wrong-kind", "a percentage such as -15%", "write the number and a percent sign")
    return Decimal(found[1])


def _amber(value: object) -> AmberBand:
    expected = 'a width of 0 or more in the unit of the KPI, or a percentage such as "10%"'
    relative = isinstance(value, str) and "%" in value
    try:
        width = _percentage(value) if relative else _number(value)
    except PydanticCustomError:
        raise refusal("value-of-wrong-kind", expected) from None
    if width < 0:
        raise refusal("value-out-of-range", expected)
    return AmberBand(width=width, relative=relative)


def _window(value: object) -> Window:
    found = _WINDOW.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise refusal("value-of-wrong-kind", "a length of time", "write for instance 3 years or 12 months")
    if not 1 <= int(found[1]) <= LONGEST_WINDOW:
        raise refusal("value-out-of-range", f"a length from 1 to {LONGEST_WINDOW}")
    return Window(length=int(found[1]), frequency=frequency_of_noun(found[2]))


def _day(value: object) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value.strip()):
            return date.fromisoformat(value.strip())
    except ValueError:
        pass
    raise refusal("value-of-wrong-kind", "a day of the calendar", "write year-month-day: 2026-09-30")


def _done(value: object) -> date | bool:
    try:
        return value if isinstance(value, bool) else _day(value)
    except PydanticCustomError:
        raise refusal("value-of-wrong-kind", "true, false or the day it was done", "write 2026-09-30") from None


def _rule(value: object) -> str:
    name = value.strip() if isinstance(value, str) else ""
    if name not in WAIVABLE_RULES:
        hint = did_you_mean(name, WAIVABLE_RULES) or "the page of the method check lists all rules"
        raise refusal("waiver-rule-unknown", "the name of a rule of the method check", hint)
    return name


def _target_number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    hint = "write {value: 4, by: 2026-12}, {low: 95, high: 105} or {change: -15%, from: 2025, by: 2026}"
    raise refusal("value-of-wrong-kind", "a number or a mapping", hint)


def _decimal_mark(value: object) -> str:
    if value not in (".", ","):
        raise refusal("value-not-in-list", 'a point or a comma, "." or ","')
    return str(value)


def _schema_version(value: object) -> int:
    if value != Decimal(1):
        raise refusal("schema-unknown", "1, the only version of the format that there is", "write schema: 1")
    return 1


_TEXT = {"type": "string"}
_ONE_LINE = {"type": "string", "pattern": r"\S"}
_WRITTEN_PERIOD = {"type": ["string", "integer"], "examples": ["2026-09", "2026-Q3", 2026, "FY2026-Q3"]}

Prose = Annotated[str, Written(_prose, _TEXT)]
Line = Annotated[str, Written(_line, _TEXT)]
Title = Annotated[str, Written(_title, _ONE_LINE)]
UnitText = Annotated[Unit, Written(_unit, {**_ONE_LINE, "maxLength": LONGEST_UNIT})]
Id = Annotated[str, Written(_id, {"type": "string", "pattern": ID_PATTERN, "maxLength": LONGEST_ID})]
IdReference = Annotated[str, Written(_reference, {"type": "string", "pattern": ID_PATTERN, "maxLength": LONGEST_ID})]
Flag = Annotated[bool, Written(_flag, {"type": "boolean"})]
Number = Annotated[Decimal, Written(_number, {"type": "number"})]
TargetNumber = Annotated[Decimal, Written(_target_number, {"type": "number"})]
Weight = Annotated[
    Decimal,
    Written(_number_in("a number above 0", lambda number: number > 0), {"type": "number", "exclusiveMinimum": 0}),
]
Money = Annotated[
    Decimal, Written(_number_in("a number of 0 or more", lambda number: number >= 0), {"type": "number", "minimum": 0})
]
Share = Annotated[
    Decimal,
    Written(
        _number_in("a number from 0 to 100", lambda number: 0 <= number <= 100),  # noqa: PLR2004 - per cent
        {"type": "number", "minimum": 0, "maximum": 100},
    ),
]
Fraction = Annotated[
    Decimal,
    Written(
        _number_in("a number between 0 and 1", lambda number: 0 < number < 1),
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    ),
]
Decimals = Annotated[int, _whole_in(0, 12)]
Month = Annotated[int, _whole_in(1, 12)]
LagLength = Annotated[int, _whole_in(0, LONGEST_LAG)]
Percentage = Annotated[Decimal, Written(_percentage, {"type": "string", "pattern": r"^\s*[-+]?\d+(\.\d+)?\s?%\s*$"})]
Amber = Annotated[
    AmberBand, Written(_amber, {"type": ["number", "string"], "minimum": 0, "pattern": r"^\s*\+?\d+(\.\d+)?\s?%\s*$"})
]
WindowText = Annotated[
    Window, Written(_window, {"type": "string", "pattern": r"^\s*\d{1,3} (week|month|quarter|year)s?\s*$"})
]
Day = Annotated[date, Written(_day, {"type": "string", "pattern": r"^\s*\d{4}-\d{2}-\d{2}\s*$"})]
Done = Annotated[date | bool, Written(_done, {"type": ["string", "boolean"]})]
PeriodText = Annotated[str, Written(_period, _WRITTEN_PERIOD)]

AudienceWord = Annotated[Audience, _one_of({audience.word: audience for audience in Audience})]
DirectionWord = Annotated[Direction, _words(Direction)]
TimingWord = Annotated[Timing, _words(Timing)]
FrequencyWord = Annotated[Frequency, _words(Frequency)]
AggregationWord = Annotated[Aggregation, _words(Aggregation)]
RollupWord = Annotated[Rollup, _words(Rollup)]
InitiativeStatusWord = Annotated[InitiativeStatus, _words(InitiativeStatus)]
ExpectationWord = Annotated[Expectation, _words(Expectation)]
EventKindWord = Annotated[EventKind, _words(EventKind)]
ErrorControlWord = Annotated[ErrorControl, _words(ErrorControl)]
ReviewKindWord = Annotated[ReviewKind, _words(ReviewKind)]
RulingWord = Annotated[Ruling, _words(Ruling)]
LagUnit = Annotated[Frequency, _one_of({frequency.noun: frequency for frequency in Frequency})]
DateOrderWord = Annotated[DateOrder, _words(DateOrder)]
DecimalMark = Annotated[str, Written(_decimal_mark, {"enum": [".", ","]})]
RuleName = Annotated[str, Written(_rule, {"enum": list(WAIVABLE_RULES)})]
SchemaVersion = Annotated[int, Written(_schema_version, {"const": 1})]
UnknownKpisWord = Annotated[UnknownKpis, _words(UnknownKpis)]
