"""What editions say of themselves to later ones, and what they found out about earlier ones, as data."""

from decimal import Decimal
from typing import Any

from mkdocs_scorecards.analyse.restatements.ledger import FigureHistory, Ledger, Reading
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.edition import Edition
from mkdocs_scorecards.model.kpi import ChangeTarget, FixedTarget, Kpi, RangeTarget, Target


def rules_document(kpi: Kpi) -> dict[str, Any]:
    """The rules of a KPI as they are declared: what a later edition needs to tell which of them changed."""
    return {
        "audience": kpi.audience.word,
        "definition": kpi.definition or None,
        "frequency": kpi.frequency.value,
        "aggregate": kpi.aggregate.value,
        "formula": kpi.formula.text if kpi.formula is not None else None,
        "window": {"length": kpi.window.length, "unit": kpi.window.frequency.noun} if kpi.window is not None else None,
        "weight": kpi.weight,
        "baseline": {"value": kpi.baseline.value, "period": _text(kpi.baseline.period)} if kpi.baseline else None,
        "target": _target(kpi.target),
        "amber": {"width": kpi.amber.width, "relative": kpi.amber.relative},
        "critical": {"low": kpi.critical.low, "high": kpi.critical.high} if kpi.critical is not None else None,
    }


def ledger_document(ledger: Ledger) -> dict[str, Any]:
    """The ledger: figures that read differently now, by kind, and the rules that changed."""
    return {
        "editions": [edition.folder for edition in ledger.editions],
        "not_compared": [edition.folder for edition in ledger.unreadable],
        "compared": ledger.compared,
        "restated": [_history(found) for found in ledger.restated],
        "removed": [_history(found) for found in ledger.removed],
        "computed": [_history(found) for found in ledger.computed],
        "added": [_history(found) for found in ledger.added],
        "states": [
            {
                "kpi": found.kpi,
                "edition": found.edition.folder,
                "period": str(found.period),
                "status": found.status.value,
                "would_be": found.would_be.value,
            }
            for found in ledger.states
        ],
        "rules": [
            {"kpi": found.kpi, "field": found.field, "since": _folder(found.since), "period": _text(found.period)}
            for found in ledger.rules
        ],
    }


def _history(found: FigureHistory) -> dict[str, Any]:
    """`since` is null where the edition at hand is the first that reads so."""
    return {
        "kpi": found.kpi,
        "period": str(found.period),
        "now": found.now,
        "since": _folder(found.since),
        "reason": found.reason or None,
        "earlier": [_reading(reading) for reading in found.earlier],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "editions": [edition.folder for edition in reading.editions],
        "value": reading.value,
        "status": _word(reading.status),
        "would_be": _word(reading.would_be),
    }


def _target(target: Target | None) -> dict[str, Decimal | str | None] | None:
    match target:
        case FixedTarget():
            return {"value": target.value, "by": _text(target.by)}
        case RangeTarget():
            return {"low": target.low, "high": target.high}
        case ChangeTarget():
            return {"change": target.percent, "from": str(target.base), "by": str(target.by)}
        case None:
            return None


def _word(status: Status | None) -> str | None:
    return status.value if status is not None else None


def _folder(edition: Edition | None) -> str | None:
    return edition.folder if edition is not None else None


def _text(value: object) -> str | None:
    return str(value) if value is not None else None
