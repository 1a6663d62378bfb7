"""Rules about the arrows between objectives."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from mkdocs_scorecards.analyse.method_check.inspection import (
    Breach,
    Inspection,
    the_link,
    the_objective,
    the_perspective,
    the_scorecard,
)
from mkdocs_scorecards.model.ids import ObjectiveId
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.scorecard import Scorecard


def strategy_map_missing(found: Inspection) -> Iterator[Breach]:
    """Several objectives and no arrow."""
    if len(found.card.objectives) > 1 and not found.card.links:
        yield Breach(item=the_scorecard(found.card), claim="has no links, so its objectives are only lists")


def objective_orphan(found: Inspection) -> Iterator[Breach]:
    """An objective without any arrow, in a scorecard that has some."""
    linked = _linked(found.card)
    for objective in found.card.objectives if linked else ():
        if objective.id not in linked:
            yield Breach(item=the_objective(objective), claim="has no link to it or from it")


def objective_does_not_reach_top(found: Inspection) -> Iterator[Breach]:
    """An objective whose chain of arrows, feedback left out, ends below the top perspective."""
    top = found.card.objectives_of(found.card.perspectives[0].id) if found.card.perspectives else ()
    if not top:
        return
    causes = _neighbours((link.effect, link.cause) for link in _causal(found.card))
    reaching = _reachable([objective.id for objective in top], causes)
    linked = _linked(found.card)
    for objective in found.card.objectives:
        if objective.id in linked and objective.id not in reaching:
            title = found.card.perspectives[0].title
            yield Breach(item=the_objective(objective), claim=f"does not lead to any objective of '{title}'")


def perspective_silo(found: Inspection) -> Iterator[Breach]:
    """A perspective below the top that has objectives and no arrow to a higher one."""
    if not found.card.links:
        return
    height = _heights(found.card)
    rising = {height[link.cause] for link in found.card.links if height[link.effect] < height[link.cause]}
    for position, perspective in enumerate(found.card.perspectives):
        if position and position not in rising and found.card.objectives_of(perspective.id):
            claim = "has no link to an objective of a higher perspective"
            yield Breach(item=the_perspective(found.card, perspective), claim=claim)


def link_points_down(found: Inspection) -> Iterator[Breach]:
    """An arrow to a lower perspective that is no feedback."""
    height = _heights(found.card)
    for link in _causal(found.card):
        if height[link.effect] > height[link.cause]:
            claim = f"points down, from '{_perspective_of(found.card, link.cause)}' to "
            claim += f"'{_perspective_of(found.card, link.effect)}'"
            yield Breach(item=the_link(found.card, link), claim=claim)


def link_cycle(found: Inspection) -> Iterator[Breach]:
    """Arrows that run in a circle without a feedback; each circle is told once, at its last arrow in the file."""
    effects = _neighbours((link.cause, link.effect) for link in _causal(found.card))
    told: set[ObjectiveId] = set()
    for objective in found.card.objectives:
        circle = _circle(objective.id, effects) if objective.id not in told else ()
        if circle:
            told.update(circle)
            ends = set(zip(circle, (*circle[1:], circle[0]), strict=True))
            last = [link for link in found.card.links if (link.cause, link.effect) in ends][-1]
            titles = [found.card.objective(name).title for name in (*circle, circle[0])]
            yield Breach(item=the_link(found.card, last), claim=f"closes a circle: {' → '.join(titles)}")


def hypothesis_unstated(found: Inspection) -> Iterator[Breach]:
    """An arrow that does not say why, with which sign or after what time."""
    for link in found.card.links:
        unsaid = {
            "why": not link.because,
            "with which sign": link.expect is None,
            "after what time": link.lag is None,
        }
        missing = " and ".join(question for question, is_open in unsaid.items() if is_open)
        if missing:
            claim = f"does not say {missing} it should work, so no figures could prove it wrong"
            yield Breach(item=the_link(found.card, link), claim=claim)


def _causal(card: Scorecard) -> list[Link]:
    return [link for link in card.links if not link.feedback]


def _linked(card: Scorecard) -> set[ObjectiveId]:
    return {end for link in card.links for end in (link.cause, link.effect)}


def _heights(card: Scorecard) -> dict[ObjectiveId, int]:
    """The position of each objective's perspective, 0 for the top."""
    position = {perspective.id: at for at, perspective in enumerate(card.perspectives)}
    return {objective.id: position[objective.perspective] for objective in card.objectives}


def _perspective_of(card: Scorecard, objective: ObjectiveId) -> str:
    return card.perspective(card.objective(objective).perspective).title


def _neighbours(pairs: Iterable[tuple[ObjectiveId, ObjectiveId]]) -> dict[ObjectiveId, list[ObjectiveId]]:
    found: dict[ObjectiveId, list[ObjectiveId]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
    return found


def _reachable(
    starts: Collection[ObjectiveId], neighbours: Mapping[ObjectiveId, list[ObjectiveId]]
) -> set[ObjectiveId]:
    """Everything that can be reached, the starts included."""
    reached, waiting = set(starts), list(starts)
    while waiting:
        for name in neighbours.get(waiting.pop(), ()):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached


def _circle(start: ObjectiveId, neighbours: Mapping[ObjectiveId, list[ObjectiveId]]) -> tuple[ObjectiveId, ...]:
    """A shortest circle through an objective, beginning with it; empty where there is none."""
    came_from: dict[ObjectiveId, ObjectiveId] = {}
    waiting = [start]
    for name in waiting:
        for other in neighbours.get(name, ()):
            if other == start:
                path = [name]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return tuple(reversed(path))
            if other not in came_from:
                came_from[other] = name
                waiting.append(other)
    return ()
