# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
"""Invent the figures of the examples `saas` and `marketing`; the same bytes on every machine.

    python site_config/make_examples.py            rewrite the CSV files
    python site_config/make_examples.py --check    compare them with what would be written; exit 1 where they differ

The companies and all figures are invented. What is known about invented figures can be checked: `LINKS` says for each
arrow of the saas map whether it was built into the figures, so the verdicts of the site can be held against the truth.
The seed was picked among many so that chance does not hide what was built in.

Each KPI is a smooth path (what the story needs) plus monthly deviations (what the tests of the arrows see). A KPI that
follows another takes over part of that one's deviations some months later. Only sums, products and roundings are used
and deviations are made of uniform random numbers, which Python promises to keep; so nothing depends on the platform.
"""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import fsum, sqrt
from pathlib import Path
from random import Random

SCORECARDS = Path(__file__).resolve().parent.parent / "scorecards"

MONTHS = tuple(f"{2023 + (9 + step) // 12}-{(9 + step) % 12 + 1:02}" for step in range(36))
"""2023-10 to 2026-09."""

BASELINE = MONTHS.index("2025-12")
SECOND_QUARTER, THIRD_QUARTER = MONTHS.index("2026-04"), MONTHS.index("2026-07")
QUARTERS_OF_THE_STORY = ((27, 30), (30, 33), (33, 36))

SAAS_SEED = 1187
MARKETING_SEED = 98


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltLink:
    """What the generator did about one arrow of the saas map; `lag` in months and `sign` are those built in."""

    cause: str
    effect: str
    truth: str
    lag: int | None = None
    sign: int = 0


LINKS = (
    BuiltLink(cause="monthly_churn", effect="win_rate", truth="holds", lag=3, sign=-1),
    BuiltLink(cause="tickets_in_4_hours", effect="nps", truth="holds", lag=1, sign=1),
    BuiltLink(cause="onboarding_days", effect="monthly_churn", truth="holds", lag=2, sign=1),
    BuiltLink(cause="onboarding_days", effect="activated_in_30_days", truth="holds", lag=1, sign=-1),
    BuiltLink(cause="deploys_per_team", effect="release_cycle", truth="holds", lag=1, sign=-1),
    BuiltLink(cause="release_cycle", effect="nps", truth="contradicted: shorter cycles lower it", lag=2, sign=1),
    BuiltLink(cause="nps", effect="qualified_opportunities", truth="absent: independent figures"),
    BuiltLink(cause="monthly_churn", effect="net_revenue_retention", truth="by definition: customers lost are in both"),
    BuiltLink(cause="product_managers_trained", effect="release_cycle", truth="too little data: eight quarters"),
    BuiltLink(cause="senior_csms_hired", effect="tickets_in_4_hours", truth="too little data: one change"),
    BuiltLink(cause="senior_csms_hired", effect="onboarding_days", truth="too little data: one change"),
    BuiltLink(cause="days_to_first_value", effect="gross_margin", truth="untested: the cause has no figures"),
)

UNRECONCILED_MONTH = "2025-11"
UNRECONCILED_AMOUNT = 14_200
"""Net new ARR that no driver explains, in that month only."""


@dataclass(slots=True)
class Table:
    """Figures to be written: KPI, period, text of the actual, text of the target, note."""

    notes: dict[tuple[str, str], str]
    rows: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def add(self, kpi: str, period: str, actual: str, target: str = "") -> None:
        """Append one figure with its note."""
        self.rows.append((kpi, period, actual, target, self.notes.get((kpi, period), "")))

    def add_months(self, kpi: str, values: Sequence[float], decimals: int, first: int = 0) -> None:
        """Append a figure a month, the first for month `first`."""
        for step, value in enumerate(values, start=first):
            self.add(kpi, MONTHS[step], f"{value:.{decimals}f}")


def path(points: dict[int, float]) -> list[float]:
    """Straight lines through values at given months, continued at both ends."""
    months = sorted(points)
    found = []
    for step in range(len(MONTHS)):
        left = max((month for month in months[:-1] if month <= step), default=months[0])
        right = months[months.index(left) + 1]
        share = (step - left) / (right - left)
        found.append(points[left] + share * (points[right] - points[left]))
    return found


def story(start: float, baseline: float, second: float, third: float) -> list[float]:
    """A path from 2023-10 over the baseline month to the means of 2026-Q2 and 2026-Q3."""
    return path({0: start, BASELINE: baseline, SECOND_QUARTER + 1: second, THIRD_QUARTER + 1: third})


def normal(random: Random) -> float:
    """A deviation of mean 0 and standard deviation 1: twelve uniform numbers, nearly normal."""
    return fsum(random.random() for _ in range(12)) - 6


def settled(deviations: list[float]) -> list[float]:
    """Keep the story: no deviation in the baseline month, none on average in the quarters of 2026."""
    kept = [*deviations]
    kept[BASELINE] = 0.0
    for first, last in QUARTERS_OF_THE_STORY:
        mean = fsum(kept[first:last]) / (last - first)
        kept[first:last] = [value - mean for value in kept[first:last]]
    return kept


def independent(random: Random) -> list[float]:
    """Deviations of a KPI that follows none, in units of their standard deviation."""
    return settled([normal(random) for _ in MONTHS])


def following(random: Random, *causes: tuple[list[float], int, float]) -> list[float]:
    """Deviations that follow others: each cause with its lag in months and the (signed) correlation with it."""
    rest = sqrt(1 - fsum(strength * strength for _, _, strength in causes))
    found = []
    for step in range(len(MONTHS)):
        value = rest * normal(random)
        for cause, lag, strength in causes:
            value += strength * (cause[step - lag] if step >= lag else normal(random))
        found.append(value)
    return settled(found)


def around(line: Sequence[float], deviations: Sequence[float], spread: float) -> list[float]:
    """A path with deviations of a given standard deviation."""
    return [value + spread * deviation for value, deviation in zip(line, deviations, strict=True)]


def wavering(random: Random, line: Sequence[float], share: float) -> list[float]:
    """A path with independent deviations of a given share of its value."""
    return [value * (1 + share * deviation) for value, deviation in zip(line, independent(random), strict=True)]


def hundreds(value: float) -> int:
    """Money as the books of the example give it: to the nearest hundred."""
    return round(value / 100) * 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """The deviations of the KPIs that the arrows of the saas map name."""

    onboarding: list[float]
    activation: list[float]
    churn: list[float]
    win_rate: list[float]
    deploys: list[float]
    cycle: list[float]
    tickets: list[float]
    nps: list[float]
    opportunities: list[float]


def saas_signals(random: Random) -> Signals:
    """Build the arrows of `LINKS` into deviations."""
    onboarding, deploys, tickets, opportunities = (independent(random) for _ in range(4))
    churn = following(random, (onboarding, 2, 0.72))
    cycle = following(random, (deploys, 1, -0.72))
    return Signals(
        onboarding=onboarding,
        activation=following(random, (onboarding, 1, -0.72)),
        churn=churn,
        win_rate=following(random, (churn, 3, -0.72)),
        deploys=deploys,
        cycle=cycle,
        tickets=tickets,
        nps=following(random, (tickets, 1, 0.66), (cycle, 2, 0.66)),
        opportunities=opportunities,
    )


def add_saas_operations(table: Table, random: Random, signals: Signals) -> None:
    """The KPIs of customers, process and people that are no part of a tree."""
    table.add_months("nps", around(story(31, 41, 43.1, 44), signals.nps, 2.2), 0)
    table.add_months("good_ticket_ratings", around(story(82, 88, 90.6, 91.8), independent(random), 0.9), 1)
    table.add_months("account_health_checks", around(story(30, 52, 60, 60), independent(random), 3)[:30], 0)
    table.add_months("activated_in_30_days", around(story(29, 48, 55.4, 63.8), signals.activation, 2.6), 1)
    table.add_months("release_cycle", around(story(6.4, 4.0, 3.32, 2.82), signals.cycle, 0.24), 1)
    table.add_months("tickets_in_4_hours", around(story(74, 86, 86.8, 90.7), signals.tickets, 1.3), 1)
    tickets_opened = wavering(random, story(1450, 2380, 2520, 2610), 0.05)
    table.add_months("tickets_opened", tickets_opened, 0)
    table.add_months("onboarding_days", around(story(21, 13.0, 11.8, 9.6), signals.onboarding, 0.9), 1)
    for period, share in PRODUCT_MANAGERS_TRAINED:
        table.add("product_managers_trained", period, share)
    table.add_months("deploys_per_team", around(story(1.5, 3.2, 3.9, 4.3), signals.deploys, 0.24), 1)
    table.add_months("senior_csms_hired", (0, 0, 0, 1, 1, 1, 1, 1, 1, 1), 0, first=BASELINE)


PRODUCT_MANAGERS_TRAINED = (
    ("2024-Q4", "0"),
    ("2025-Q1", "0"),
    ("2025-Q2", "9"),
    ("2025-Q3", "17"),
    ("2025-Q4", "22"),
    ("2026-Q1", "35"),
    ("2026-Q2", "52"),
    ("2026-Q3", "83"),
)
"""Percent of 23 product managers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What drives customers and money in one month; percentages in points, prices in dollars a year."""

    opportunities: float
    win_rate: float
    churn: float
    later_churn: float
    new_price: float
    lost_price: float
    expansion: float
    contraction: float
    hosting: float
    support: float


def saas_rates(random: Random, signals: Signals) -> list[Rates]:
    """The drivers of the two trees, a record a month."""
    columns = {
        "opportunities": around(story(258, 300, 296, 288), signals.opportunities, 12),
        "win_rate": around(story(23, 27.2, 28.5, 25.1), signals.win_rate, 1.25),
        "churn": around(story(7.5, 6.1, 5.45, 4.93), signals.churn, 0.32),
        "later_churn": wavering(random, story(3.2, 2.75, 2.6, 2.7), 0.03),
        "new_price": wavering(random, story(2900, 3480, 3690, 3350), 0.012),
        "lost_price": wavering(random, story(1150, 1560, 1640, 2230), 0.02),
        "expansion": wavering(random, story(1.45, 1.60, 1.60, 1.80), 0.03),
        "contraction": wavering(random, story(0.32, 0.26, 0.26, 0.30), 0.05),
        "hosting": wavering(random, story(14.6, 11.9, 11.3, 11.0), 0.012),
        "support": wavering(random, story(15.2, 12.5, 11.9, 11.5), 0.012),
    }
    return [Rates(**dict(zip(columns, values, strict=True))) for values in zip(*columns.values(), strict=True)]


def saas_month(customers: int, arr: int, rates: Rates, unexplained: int) -> dict[str, float]:
    """All figures of the trees for a month that starts with so many customers and so much ARR.

    A ratio is worked out from the rounded counts, as a report would, so that parents and parts agree but for rounding.
    """
    lost, lost_later = round(customers * rates.churn / 100), round(customers * rates.later_churn / 100)
    opportunities = round(rates.opportunities)
    won = round(opportunities * rates.win_rate / 100)
    new_price, lost_price = round(rates.new_price / 10) * 10, round(rates.lost_price / 10) * 10
    new, churned = hundreds(won * new_price), hundreds(lost * lost_price)
    expansion, contraction = hundreds(arr * rates.expansion / 100), hundreds(arr * rates.contraction / 100)
    net_new = new + expansion - contraction - churned + unexplained
    revenue = hundreds((arr + arr + net_new) / 24)
    hosting, support = hundreds(revenue * rates.hosting / 100), hundreds(revenue * rates.support / 100)
    return {
        "arr": arr + net_new,
        "net_new_arr": net_new,
        "net_revenue_retention": 100 + 1200 * (expansion - contraction - churned) / arr,
        "gross_margin": 100 * (revenue - hosting - support) / revenue,
        "monthly_churn": 100 * lost / customers,
        "customers": customers + won - lost,
        "arr_per_customer": (arr + net_new) / (customers + won - lost),
        "new_arr": new,
        "expansion_arr": expansion,
        "contraction_arr": contraction,
        "churned_arr": churned,
        "new_customers": won,
        "arr_per_new_customer": new_price,
        "qualified_opportunities": opportunities,
        "win_rate": 100 * won / opportunities,
        "customers_lost": lost,
        "lost_in_first_90_days": lost - lost_later,
        "lost_later": lost_later,
        "arr_per_lost_customer": lost_price,
        "customers_at_start": customers,
        "arr_at_start": arr,
        "revenue": revenue,
        "cost_of_service": hosting + support,
        "hosting_cost": hosting,
        "support_cost": support,
    }


DECIMALS = {"net_revenue_retention": 1, "gross_margin": 2, "monthly_churn": 2, "win_rate": 1}
"""Of the figures above; the others are whole."""


def add_saas_trees(table: Table, random: Random, signals: Signals) -> None:
    """Customers and money, month after month."""
    customers, arr = 604, 3_912_300
    months = []
    for period, rates in zip(MONTHS, saas_rates(random, signals), strict=True):
        month = saas_month(customers, arr, rates, UNRECONCILED_AMOUNT if period == UNRECONCILED_MONTH else 0)
        customers, arr = round(month["customers"]), round(month["arr"])
        months.append(month)
    for kpi in months[0]:
        table.add_months(kpi, [month[kpi] for month in months], DECIMALS.get(kpi, 0))


def saas(seed: int = SAAS_SEED) -> Table:
    """The figures of Acme Cloud."""
    random = Random(seed)  # noqa: S311 - invented figures, no secrets
    table = Table(notes=SAAS_NOTES)
    signals = saas_signals(random)
    add_saas_operations(table, random, signals)
    add_saas_trees(table, random, signals)
    return table


SAAS_NOTES = {
    ("nps", "2024-02"): "Two outages in the weeks before the survey.",
    ("net_new_arr", UNRECONCILED_MONTH): (
        f"Includes ${UNRECONCILED_AMOUNT:,} of contracts taken over from a partner, which none of the drivers counts."
    ),
    ("monthly_churn", "2026-01"): "Guided setup switched on for new customers.",
    ("senior_csms_hired", "2026-03"): "The first of three started.",
    ("account_health_checks", "2026-03"): "Last count by hand; the report from the call log is being rebuilt.",
    ("onboarding_days", "2026-05"): "Backlog after the spring campaign: thirty contracts in one week.",
    ("expansion_arr", "2026-07"): "First full month with the upgrade page for administrators.",
    ("tickets_in_4_hours", "2026-08"): "First full month with triage by topic.",
    ("senior_csms_hired", "2026-08"): "Two offers declined on salary.",
    ("win_rate", "2026-08"): "New price list since July: small firms compare longer.",
    ("arr_per_lost_customer", "2026-08"): "Two larger firms left after mergers of their own.",
}


def marketing(seed: int = MARKETING_SEED) -> Table:
    """The figures of the marketing team. Two arrows are built in, with lags of two months and of one."""
    random = Random(seed)  # noqa: S311 - invented figures, no secrets
    table = Table(notes=MARKETING_NOTES)
    articles, platform = independent(random), independent(random)
    spend = [hundreds(value) for value in wavering(random, story(104_000, 158_000, 166_000, 172_000), 0.03)]
    leads = [round(value) for value in wavering(random, story(545, 686, 752, 790), 0.04)]
    shares = wavering(random, story(21.5, 25.5, 26.3, 27.6), 0.035)
    opportunities = [round(count * share / 100) for count, share in zip(leads, shares, strict=True)]
    worth = [round(value / 10) * 10 for value in wavering(random, story(6150, 6060, 5950, 5930), 0.015)]
    customers = [round(value) for value in wavering(random, story(15.4, 25, 26.4, 28), 0.045)]
    pipeline = [hundreds(count * value) for count, value in zip(opportunities, worth, strict=True)]

    table.add_months("sourced_pipeline", pipeline, 0)
    for quarter in range(1, 5):
        table.add("sourced_pipeline", f"2026-Q{quarter}", "", "4000000")
    table.add_months("cost_per_opportunity", ratios(spend, opportunities), 0)
    content = following(random, (articles, 2, 0.7))
    table.add_months("content_nps", around(story(27, 38, 40.2, 43.5), content, 1.8), 0)
    table.add_months("acquisition_cost", ratios(spend, customers), 0)
    table.add_months("mql_to_sql", [100 * value for value in ratios(opportunities, leads)], 1)
    launch = following(random, (platform, 1, -0.7))
    table.add_months("brief_to_launch", around(story(23, 16, 14.2, 11.6), launch, 1.0), 1)
    table.add_months("articles", around(story(6, 11, 13.2, 13.6), articles, 1.4), 0)
    table.add_months("platform_use", around(story(38, 61, 72, 80), platform, 2.2)[: SECOND_QUARTER + 2], 0)
    table.add_months("campaign_spend", spend, 0)
    table.add_months("qualified_leads", leads, 0)
    table.add_months("qualified_opportunities", opportunities, 0)
    table.add_months("pipeline_per_opportunity", worth, 0)
    table.add_months("new_customers", customers, 0)
    return table


MARKETING_NOTES = {
    ("platform_use", "2026-05"): "The licence report ended with the old contract; the new one starts in November.",
    ("articles", "2026-07"): "Holidays; one of the two senior writers is still to be hired.",
    ("sourced_pipeline", "2026-08"): "Trade fair in the last week of the month.",
    ("content_nps", "2026-09"): "The newsletter paused for two weeks.",
}


def ratios(above: Sequence[float], below: Sequence[float]) -> list[float]:
    """One series over another."""
    return [upper / lower for upper, lower in zip(above, below, strict=True)]


SAAS_KPIS = (
    "arr",
    "net_new_arr",
    "net_revenue_retention",
    "gross_margin",
    "nps",
    "good_ticket_ratings",
    "monthly_churn",
    "account_health_checks",
    "activated_in_30_days",
    "release_cycle",
    "tickets_in_4_hours",
    "tickets_opened",
    "onboarding_days",
    "product_managers_trained",
    "deploys_per_team",
    "senior_csms_hired",
)
MARKETING_KPIS = (
    "sourced_pipeline",
    "cost_per_opportunity",
    "content_nps",
    "acquisition_cost",
    "mql_to_sql",
    "brief_to_launch",
    "articles",
    "platform_use",
)
"""The KPIs of objectives in the order of the scorecard; the other figures are those of drivers."""


def parts(table: Table, kpis: Sequence[str]) -> tuple[Table, Table]:
    """The rows of the KPIs of objectives in the given order, and those of the drivers."""
    of_kpis = [row for kpi in kpis for row in table.rows if row[0] == kpi]
    return Table(notes={}, rows=of_kpis), Table(notes={}, rows=[row for row in table.rows if row[0] not in kpis])


def long_form(table: Table) -> str:
    """A row a figure, as programs like it: commas and decimal points."""
    rows = [("kpi", "period", "actual", "note")]
    rows += [(kpi, period, actual, note) for kpi, period, actual, _, note in table.rows]
    return delimited(rows, ",")


def long_form_of_excel(table: Table) -> str:
    """A row a figure, as a spreadsheet of a country with decimal commas exports it."""
    rows = [("KPI", "Period", "Actual", "Target", "Note")]
    for kpi, period, actual, target, note in table.rows:
        rows.append((kpi, period_of_excel(period), actual.replace(".", ","), target, note))
    return delimited(rows, ";")


def wide_form_of_excel(table: Table) -> str:
    """A row a KPI and a column a month, as people keep their drivers."""
    by_kpi: dict[str, list[str]] = {}
    for kpi, _, actual, _, _ in table.rows:
        by_kpi.setdefault(kpi, []).append(actual.replace(".", ","))
    rows = [("KPI", *(period_of_excel(month) for month in MONTHS))]
    rows += [(kpi, *values) for kpi, values in by_kpi.items()]
    return delimited(rows, ";")


def period_of_excel(period: str) -> str:
    """`09/2026` for a month, `Q3 2026` for a quarter."""
    year, part = period.split("-")
    return f"{part} {year}" if part.startswith("Q") else f"{part}/{year}"


def delimited(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    """The text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def files() -> dict[str, str]:
    """The text of every generated file, by its path below `scorecards/`."""
    kpis, drivers = parts(saas(), SAAS_KPIS)
    marketing_kpis, marketing_drivers = parts(marketing(), MARKETING_KPIS)
    return {
        "saas/kpis.csv": long_form(kpis),
        "saas/drivers.csv": long_form(drivers),
        "marketing/kpis.csv": long_form_of_excel(marketing_kpis),
        "marketing/drivers.csv": wide_form_of_excel(marketing_drivers),
    }


def differing(folder: Path) -> list[str]:
    """The files that are absent or read differently; line ends, which git may change, do not count."""
    found = []
    for name, text in files().items():
        there = folder / name
        if not there.is_file() or there.read_text(encoding="utf-8") != text:
            found.append(name)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or compare; the exit code is 1 where a comparison failed."""
    parser = argparse.ArgumentParser(description="Invent the figures of the examples saas and marketing.")
    parser.add_argument("--check", action="store_true", help="compare the files instead of writing them")
    parser.add_argument(
        "--into", type=Path, default=SCORECARDS, help="the folder scorecards/ (default: this project's)"
    )
    options = parser.parse_args(arguments)
    if options.check:
        stale = differing(options.into)
        sys.stdout.writelines(f"{name} is not what make_examples.py writes\n" for name in stale)
        return 1 if stale else 0
    for name, text in files().items():
        (options.into / name).parent.mkdir(parents=True, exist_ok=True)
        (options.into / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
