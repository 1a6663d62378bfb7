"""The figures of a scorecard as one CSV file in canonical spelling: what a reader may download."""

import csv
import io
from datetime import date

from mkdocs_scorecards.model.scorecard import Scorecard

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be taken for a formula by a spreadsheet."""


def kpis_csv(scorecard: Scorecard, until: date = date.max) -> str:
    """Long form: KPI, period, actual, target, note; by KPI in the order of the file, then by period.

    Rows of periods that end after `until` are left out: a review knows nothing of them.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["kpi", "period", "actual", "target", "note"])
    for kpi in scorecard.kpis:
        for row in scorecard.series(kpi.id).observations:
            if row.period.last_day > until:
                continue
            actual = format(row.actual, "f") if row.actual is not None else ""
            target = format(row.target, "f") if row.target is not None else ""
            note = f"'{row.note}" if row.note.startswith(_DANGEROUS) else row.note
            writer.writerow([kpi.id, str(row.period), actual, target, note])
    return out.getvalue()
