"""Editions for tests of restatements, written as `publish` lays them out for a build."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs_scorecards.analyse.review import ScorecardReview, review_of
from mkdocs_scorecards.load.editions import read_editions
from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.model.edition import EarlierEdition
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.render.json_document import dumps, portfolio_document


def document_of(review: ScorecardReview) -> str:
    """The `scorecard.json` of an edition."""
    return dumps(portfolio_document([review], []))


def write_edition(folder: Path, name: str, documents: Mapping[str, str], **changed: Any) -> None:
    """Add an edition with the documents of its scorecards; `changed` are fields of its entry."""
    lines = []
    for card, text in documents.items():
        (folder / name / card).mkdir(parents=True, exist_ok=True)
        (folder / name / card / "scorecard.json").write_text(text, encoding="utf-8")
        lines.append(f"{hashlib.sha256(text.encode()).hexdigest()}  {card}/scorecard.json\n")
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / "manifest.sha256").write_text("".join(lines), encoding="utf-8")
    period = name.partition("-r")[0]
    entry: dict[str, Any] = {
        "folder": name,
        "title": " ".join(reversed(period.split("-"))),
        "period": period,
        "revision": 1,
        "published": "2026-10-12T09:00:00Z",
        "last_day": "2026-09-30",
        "manifest": hashlib.sha256("".join(lines).encode()).hexdigest(),
    }
    chain = folder / "editions.json"
    entries = json.loads(chain.read_text())["editions"] if chain.exists() else []
    document = {"schema": "scorecards-editions/1", "editions": [*entries, entry | changed]}
    chain.write_text(json.dumps(document))


def published(folder: Path, editions: Mapping[str, ScorecardReview]) -> tuple[EarlierEdition, ...]:
    """The reviews as editions of these names, written and read back."""
    starts = {}
    for name, review in editions.items():
        last_day: date = review.period.last_day
        write_edition(folder, name, {review.scorecard.id: document_of(review)}, last_day=last_day.isoformat())
        starts[review.scorecard.id] = review.scorecard.fiscal_year_start
    read, problems = read_editions(folder, starts)
    assert problems == ()
    return read


def reviewed(card: Scorecard, period: str) -> ScorecardReview:
    """A scorecard in a period, without what takes long."""
    return review_of(card, read_period(period, fiscal_start=card.fiscal_year_start), analysed=False)
