"""How a score was worked out, with the figures put in: an auditor can redo it with a pocket calculator."""

from decimal import Decimal

from mkdocs_scorecards.analyse.figures import Figure, Origin
from mkdocs_scorecards.analyse.plan import Basis, Plan
from mkdocs_scorecards.analyse.review import KpiReview
from mkdocs_scorecards.analyse.status import ScoreRule, Status
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Aggregation, Direction, FixedTarget
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.format import ARROW, MINUS, FigureFormat, format_of
from mkdocs_scorecards.render.pages.parts import StateView, state_of, zone_in_words

_MOST_TERMS = 12
"""A longer sum is told by its first and last terms."""


@frozen
class WorkingLine:
    """One step: what, how, what came out, and what that means; `state` is set on the line that names it."""

    label: str
    sum: str
    result: str
    meaning: str = ""
    state: StateView | None = None


def working_of(kpi: KpiReview) -> tuple[WorkingLine, ...]:
    """The steps from the figures in the file to the score."""
    lines = [_actual_line(kpi)]
    if kpi.result.actual is None or kpi.kpi.direction is Direction.NONE:
        return (*lines, _state_line(kpi))
    lines.append(_plan_line(kpi))
    if kpi.result.judgement.miss is not None:
        lines += [_miss_line(kpi), _state_line(kpi), _score_line(kpi)]
    else:
        lines.append(_state_line(kpi))
    if kpi.progress is not None:
        lines.append(_progress_line(kpi))
    return tuple(lines)


def more_digits(kpi: KpiReview, value: Decimal) -> str:
    """A worked-out figure with two digits more than the KPI's own, as far as it has them."""
    decimals = min(words.decimals_in([value]), format_of(kpi).decimals + 2)
    return words.number(value, decimals)


def in_brackets(text: str) -> str:
    """A negative number inside a sum, in brackets."""
    return f"({text})" if text.startswith(MINUS) else text


def _actual_line(kpi: KpiReview) -> WorkingLine:
    figure = kpi.result.figure
    label, text = _figure_in_words(kpi, figure)
    result = more_digits(kpi, figure.value) if figure.value is not None else "no data"
    return WorkingLine(label=label, sum=text, result=result)


def _figure_in_words(kpi: KpiReview, figure: Figure) -> tuple[str, str]:
    period = figure.period
    if figure.origin is Origin.REPORTED and figure.observation is not None:
        return f"Actual of {period}", f"{figure.observation.source.name_and_line}:"
    if figure.origin is Origin.CARRIED and figure.observation is not None:
        where = figure.observation.source.name_and_line
        return f"Actual of {period}, carried forward", f"{figure.observation.period}, {where}:"
    if figure.origin is Origin.FORMULA and kpi.kpi.formula is not None:
        parts = ", ".join(
            f"{part.kpi} {words.exact(part.value) if part.value is not None else 'no figure'}" for part in figure.parts
        )
        return f"Actual of {period}, by formula", f"{kpi.kpi.formula.text}, with {parts}:"
    if figure.origin is Origin.AGGREGATED:
        return _aggregate_label(kpi, figure), _aggregate_sum(kpi, figure)
    return f"Actual of {period}", f"{figure.reason}:" if figure.reason else ""


def _aggregate_label(kpi: KpiReview, figure: Figure) -> str:
    counted = figure.reported_parts
    rule = kpi.kpi.aggregate.value
    name = {Aggregation.LAST: "last figure", Aggregation.MIN: "lowest", Aggregation.MAX: "highest"}
    how = name.get(kpi.kpi.aggregate, rule)
    span = f"{counted[0].period} to {counted[-1].period}" if len(counted) > 1 else str(counted[0].period)
    partial = f", {len(counted)} of {len(figure.parts)} figures" if figure.partial else ""
    return f"Actual, {how} of {span}{partial}"


def _aggregate_sum(kpi: KpiReview, figure: Figure) -> str:
    values = [part.value for part in figure.reported_parts if part.value is not None]
    return _aggregation(kpi.kpi.aggregate, [in_brackets(words.exact(value)) for value in values])


def _aggregation(rule: Aggregation, terms: list[str]) -> str:
    shown = terms if len(terms) <= _MOST_TERMS else [*terms[:2], "…", terms[-1]]
    if len(terms) == 1:
        return ""
    match rule:
        case Aggregation.SUM:
            return f"{' + '.join(shown)} ="
        case Aggregation.LAST:
            return ""
        case Aggregation.MIN | Aggregation.MAX:
            return f"{rule.value}({', '.join(shown)}) ="
        case _:
            return f"({' + '.join(shown)}) / {len(terms)} ="


def _plan_line(kpi: KpiReview) -> WorkingLine:
    plan, print_as = kpi.result.plan, format_of(kpi)
    if plan.zone is not None:
        return WorkingLine(label="Planned range, both ends in", sum="", result=zone_in_words(plan.zone, print_as))
    if plan.value is None:
        return WorkingLine(label="Plan", sum="", result="none", meaning=f": {plan.reason}" if plan.reason else "")
    return WorkingLine(label=_plan_label(kpi, plan), sum=_plan_sum(kpi, plan), result=more_digits(kpi, plan.value))


def _plan_label(kpi: KpiReview, plan: Plan) -> str:
    match plan.basis:
        case Basis.ROW if plan.observation is not None:
            return f"Plan, {plan.observation.source.name_and_line}"
        case Basis.COARSER_ROW if plan.whole is not None and plan.whole.observation is not None:
            return f"Plan, given for {plan.whole.period} in {plan.whole.observation.source.name_and_line}"
        case Basis.SPREAD if plan.whole is not None:
            return f"Plan of {plan.whole.period}, spread evenly over its {_nouns(plan)}"
        case Basis.LINE:
            return f"Plan, straight line {_ends(kpi)}"
        case Basis.AGGREGATED:
            return f"Plan, {_aggregate_of_plans(kpi, plan)}"
        case _:
            by = kpi.goal.target.by if isinstance(kpi.goal.target, FixedTarget) else None
            return f"Plan, the target{f' by {by}' if by else ''}"


def _nouns(plan: Plan) -> str:
    return f"{plan.period.frequency.noun}s"


def _aggregate_of_plans(kpi: KpiReview, plan: Plan) -> str:
    same = f"same {plan.parts[0].period.frequency.noun}s" if plan.parts else "parts"
    bases = {part.basis for part in plan.parts}
    line = f"straight line {_ends(kpi)}, " if Basis.LINE in bases else ""
    how = {Aggregation.LAST: "last of the", Aggregation.SUM: "sum over the"}.get(kpi.kpi.aggregate, "mean of the")
    if kpi.kpi.aggregate in (Aggregation.MIN, Aggregation.MAX):
        how = "lowest of the" if kpi.kpi.aggregate is Aggregation.MIN else "highest of the"
    return f"{line}{how} {same}"


def _ends(kpi: KpiReview) -> str:
    baseline, target = kpi.goal.baseline, kpi.goal.target
    if baseline is None or not isinstance(target, FixedTarget):
        return ""
    return f"{more_digits(kpi, baseline.value)} {ARROW} {more_digits(kpi, target.value)}"


def _plan_sum(kpi: KpiReview, plan: Plan) -> str:
    if plan.basis is Basis.AGGREGATED:
        terms = [in_brackets(more_digits(kpi, part.value)) for part in plan.parts if part.value is not None]
        return _aggregation(kpi.kpi.aggregate, terms)
    if plan.basis is Basis.SPREAD and plan.whole is not None and plan.whole.value is not None:
        count = len(plan.whole.period.parts(plan.period.frequency))
        return f"{words.exact(plan.whole.value)} / {count} =" if count else ""
    if plan.basis is Basis.LINE:
        return _line_sum(kpi, plan)
    return ""


def _line_sum(kpi: KpiReview, plan: Plan) -> str:
    baseline, target = kpi.goal.baseline, kpi.goal.target
    if baseline is None or baseline.period is None or not isinstance(target, FixedTarget) or target.by is None:
        return ""
    start, end = baseline.period.months_since_year_0, target.by.months_since_year_0
    gone = plan.period.months_since_year_0 - start
    first, last = more_digits(kpi, baseline.value), more_digits(kpi, target.value)
    return f"{first} + ({last} {MINUS} {in_brackets(first)}) × {gone} / {end - start} ="


def _miss_line(kpi: KpiReview) -> WorkingLine:
    judgement, print_as = kpi.result.judgement, format_of(kpi)
    miss, band = judgement.miss or Decimal(0), judgement.band or Decimal(0)
    width = more_digits(kpi, band)
    if not miss:
        return WorkingLine(label="Missed by", sum="", result="nothing, the plan is met")
    rule = f"{words.exact(kpi.kpi.amber.width)}{words.NO_BREAK_SPACE}% of {more_digits(kpi, judgement.edge or band)}"
    band_text = f"the band of {width} ({rule})" if kpi.kpi.amber.relative else f"the band of {width}"
    inside = "inside" if judgement.status is Status.AT_RISK else "beyond"
    return WorkingLine(label="Missed by", sum="", result=_gap(kpi, print_as), meaning=f", {inside} {band_text}")


def _gap(kpi: KpiReview, print_as: FigureFormat) -> str:
    miss = kpi.result.judgement.miss or Decimal(0)
    shown = words.number(miss, print_as.decimals)
    return shown if words.rounded(miss, print_as.decimals) == miss else more_digits(kpi, miss)


def _state_line(kpi: KpiReview) -> WorkingLine:
    return WorkingLine(label="State", sum="", result="", state=state_of(kpi.status))


def _score_line(kpi: KpiReview) -> WorkingLine:
    judgement = kpi.result.judgement
    actual = in_brackets(more_digits(kpi, kpi.result.actual or Decimal(0)))
    edge = in_brackets(more_digits(kpi, judgement.edge or Decimal(0)))
    miss = more_digits(kpi, judgement.miss or Decimal(0))
    text = ""
    match judgement.rule:
        case ScoreRule.FROM_BASELINE:
            base = in_brackets(more_digits(kpi, kpi.result.baseline or Decimal(0)))
            text = f"({actual} {MINUS} {base}) / ({edge} {MINUS} {base}) ="
        case ScoreRule.FROM_ZERO:
            text = f"1 {MINUS} {miss} / {edge.strip('()').removeprefix(MINUS)} ="
        case ScoreRule.TO_CRITICAL if kpi.kpi.critical is not None:
            is_below = kpi.result.actual is not None and kpi.result.actual < (judgement.edge or Decimal(0))
            critical = kpi.kpi.critical.low if is_below else kpi.kpi.critical.high
            text = f"1 {MINUS} {miss} / |{words.exact(critical)} {MINUS} {edge}| ="
        case _:
            text = f"{judgement.rule.value}:" if judgement.rule is not None else ""
    return WorkingLine(label="Score, from 0 to 1", sum=text, result=words.score(judgement.score))


def _progress_line(kpi: KpiReview) -> WorkingLine:
    base = in_brackets(more_digits(kpi, kpi.result.baseline or Decimal(0)))
    actual = in_brackets(more_digits(kpi, kpi.result.actual or Decimal(0)))
    target = in_brackets(more_digits(kpi, kpi.final_target or Decimal(0)))
    return WorkingLine(
        label="Progress to the final target",
        sum=f"({actual} {MINUS} {base}) / ({target} {MINUS} {base}) =",
        result=words.percent(kpi.progress or Decimal(0)),
    )
