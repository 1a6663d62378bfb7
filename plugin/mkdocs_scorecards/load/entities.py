"""A scorecard from its document: shapes become values of the model, defaults that depend on other parts are filled in.

Every part is built even where another has a problem, so that one run tells all; a scorecard with an error is not used.
"""

from mkdocs_scorecards.load.document_reading import DocumentReading
from mkdocs_scorecards.load.documents import InitiativeShape, LinkShape, ObjectiveShape, ScorecardShape
from mkdocs_scorecards.load.formula import formula_problems
from mkdocs_scorecards.load.kpi_entities import kpi_of
from mkdocs_scorecards.load.yaml_lines import KeyPath, LinedYaml
from mkdocs_scorecards.model.formula import mentions
from mkdocs_scorecards.model.hypothesis import Event, HypothesisSettings
from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId, PerspectiveId, ScorecardId, ThemeId
from mkdocs_scorecards.model.initiative import Initiative, Milestone
from mkdocs_scorecards.model.kpi import Audience, Kpi
from mkdocs_scorecards.model.link import Lag, Link
from mkdocs_scorecards.model.objective import DEFAULT_PERSPECTIVES, Objective, Perspective, Theme
from mkdocs_scorecards.model.problem import Problem, sorted_problems
from mkdocs_scorecards.model.scorecard import ReviewCadence, RollupRules, Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef


def scorecard_of(
    document: ScorecardShape, scorecard: ScorecardId, lines: LinedYaml
) -> tuple[Scorecard, tuple[Problem, ...]]:
    """The scorecard that a document describes, and what is wrong inside its parts.

    Figures, records of reviews and waivers, which may refer to those, are left to others.

    References between parts are checked elsewhere (`references`), except those of formulas.
    """
    reading = DocumentReading(lines, document.fiscal_year_start)
    audience = document.audience or Audience.PUBLIC
    objectives = [
        _objective(shape, ("objectives", index), audience, reading) for index, shape in enumerate(document.objectives)
    ]
    kpi_paths = _kpis(document, objectives, audience, reading)
    kpis = tuple(kpi for kpi, _ in kpi_paths)
    result = Scorecard(
        id=scorecard,
        title=document.title,
        where=SourceRef(lines.path, 1, 1),
        strategy=document.strategy,
        mission=document.mission,
        vision=document.vision,
        values=document.values,
        owner=document.owner,
        audience=audience,
        fiscal_year_start=document.fiscal_year_start,
        cadence=ReviewCadence(operational=document.review.operational, strategic=document.review.strategic),
        rollup=RollupRules(
            objective=document.rollup.objective,
            perspective=document.rollup.perspective,
            scorecard=document.rollup.scorecard,
        ),
        perspectives=_perspectives(document),
        themes=_themes(document, lines),
        objectives=tuple(objectives),
        kpis=kpis,
        initiatives=_initiatives(document, reading),
        links=tuple(_link(shape, ("links", index), kpis, reading) for index, shape in enumerate(document.links)),
        events=_events(document, reading),
        hypotheses=HypothesisSettings(
            q=document.hypotheses.q,
            relevance=document.hypotheses.relevance,
            error_control=document.hypotheses.error_control,
        ),
    )
    return result, sorted_problems([*reading.problems, *_formula_problems(kpi_paths, lines)])


def _perspectives(document: ScorecardShape) -> tuple[Perspective, ...]:
    if document.perspectives is None:
        return DEFAULT_PERSPECTIVES
    return tuple(
        Perspective(id=PerspectiveId(shape.id), title=shape.title, question=shape.question)
        for shape in document.perspectives
    )


def _themes(document: ScorecardShape, lines: LinedYaml) -> tuple[Theme, ...]:
    return tuple(
        Theme(id=ThemeId(shape.id), title=shape.title, owner=shape.owner, where=lines.place(("themes", index)))
        for index, shape in enumerate(document.themes)
    )


def _objective(shape: ObjectiveShape, path: KeyPath, container: Audience, reading: DocumentReading) -> Objective:
    return Objective(
        id=ObjectiveId(shape.id),
        title=shape.title,
        perspective=PerspectiveId(shape.perspective),
        owner=shape.owner,
        where=reading.lines.place(path),
        description=shape.description,
        themes=tuple(map(ThemeId, shape.themes)),
        weight=shape.weight,
        audience=reading.audience(shape.audience, container, path),
    )


def _kpis(
    document: ScorecardShape, objectives: list[Objective], audience: Audience, reading: DocumentReading
) -> list[tuple[Kpi, KeyPath]]:
    """The KPIs of the objectives, then the drivers, each with its path in the file."""
    found: list[tuple[Kpi, KeyPath]] = []
    for at, (parent, objective) in enumerate(zip(document.objectives, objectives, strict=True)):
        for index, shape in enumerate(parent.kpis):
            path: KeyPath = ("objectives", at, "kpis", index)
            found.append((kpi_of(shape, path, objective.id, objective.audience, reading), path))
    for index, driver in enumerate(document.drivers):
        path = ("drivers", index)
        found.append((kpi_of(driver, path, None, audience, reading), path))
    return found


def _initiatives(document: ScorecardShape, reading: DocumentReading) -> tuple[Initiative, ...]:
    return tuple(
        _initiative(shape, ("objectives", at, "initiatives", index), ObjectiveId(objective.id), reading)
        for at, objective in enumerate(document.objectives)
        for index, shape in enumerate(objective.initiatives)
    )


def _initiative(shape: InitiativeShape, path: KeyPath, objective: ObjectiveId, reading: DocumentReading) -> Initiative:
    start = reading.period(shape.start, (*path, "start"))
    due = reading.period(shape.due, (*path, "due"))
    if start and due and due.last_day < start.first_day:
        reading.report(
            "initiative-due-before-start",
            reading.lines.place((*path, "due")),
            f"the initiative '{shape.id}' is due in {due}, before it starts in {start}",
            "correct one of the two",
        )
    return Initiative(
        id=InitiativeId(shape.id),
        title=shape.title,
        objective=objective,
        owner=shape.owner,
        status=shape.status,
        where=reading.lines.place(path),
        start=start,
        due=due,
        progress=shape.progress,
        budget=shape.budget,
        spent=shape.spent,
        kpi=None if shape.kpi is None else KpiId(shape.kpi),
        milestones=_milestones(shape, path, reading),
        description=shape.description,
    )


def _milestones(shape: InitiativeShape, path: KeyPath, reading: DocumentReading) -> tuple[Milestone, ...]:
    read = [
        (milestone, reading.period(milestone.due, (*path, "milestones", index, "due")))
        for index, milestone in enumerate(shape.milestones)
    ]
    return tuple(Milestone(title=milestone.title, due=due, done=milestone.done) for milestone, due in read if due)


def _link(shape: LinkShape, path: KeyPath, kpis: tuple[Kpi, ...], reading: DocumentReading) -> Link:
    cause, effect = ObjectiveId(shape.cause), ObjectiveId(shape.effect)
    return Link(
        cause=cause,
        effect=effect,
        where=reading.lines.place(path),
        because=shape.because,
        expect=shape.expect,
        lag=_lag(shape, path, reading),
        cause_kpi=_first_kpi(cause, kpis) if shape.test.cause is None else KpiId(shape.test.cause),
        effect_kpi=_first_kpi(effect, kpis) if shape.test.effect is None else KpiId(shape.test.effect),
        since=shape.since,
        feedback=shape.feedback,
    )


def _events(document: ScorecardShape, reading: DocumentReading) -> tuple[Event, ...]:
    read = [
        (shape, reading.period(shape.period, ("events", index, "period")), reading.lines.place(("events", index)))
        for index, shape in enumerate(document.events)
    ]
    return tuple(Event(title=shape.title, period=at, kind=shape.kind, where=where) for shape, at, where in read if at)


def _lag(shape: LinkShape, path: KeyPath, reading: DocumentReading) -> Lag | None:
    if shape.lag is None:
        return None
    if shape.lag.min > shape.lag.max:
        reading.report(
            "lag-disordered",
            reading.lines.place((*path, "lag", "min")),
            f"min is {shape.lag.min}, max is {shape.lag.max}; min must not be more than max",
            "swap the two",
        )
    return Lag(shortest=shape.lag.min, longest=shape.lag.max, frequency=shape.lag.unit)


def _first_kpi(objective: ObjectiveId, kpis: tuple[Kpi, ...]) -> KpiId | None:
    return next((kpi.id for kpi in kpis if kpi.objective == objective), None)


def _formula_problems(kpi_paths: list[tuple[Kpi, KeyPath]], lines: LinedYaml) -> tuple[Problem, ...]:
    """Unknown names, cycles, and formulas from which readers could work out a figure that is not for them."""
    paths = {kpi.id: (*path, "formula") for kpi, path in kpi_paths}
    kpis = {kpi.id: kpi for kpi, _ in kpi_paths}

    def place(kpi: KpiId, offset: int) -> SourceRef:
        return lines.place_inside(paths[kpi], offset)

    revealing = [
        Problem(
            code="formula-reveals-figures",
            where=place(kpi.id, mention.start),
            message=f"the formula of '{kpi.id}', which is for {kpi.audience.word}, uses '{mention.kpi}', "
            f"which is for {kpis[mention.kpi].audience.word}: readers could work its figures out",
            hint=f"write audience: {kpis[mention.kpi].audience.word} on '{kpi.id}' too",
        )
        for kpi in kpis.values()
        if kpi.formula
        for mention in mentions(kpi.formula.root)
        if mention.kpi in kpis and kpis[mention.kpi].audience > kpi.audience
    ]
    return (*formula_problems(list(kpis.values()), place), *revealing)
