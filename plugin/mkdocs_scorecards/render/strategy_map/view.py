"""What a strategy map says, already in words: the page fills these, the drawing and the list show them."""

from dataclasses import replace

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.charts.sparkline import SparklineGeometry

VERDICTS = ("supported", "contradicted", "not_supported", "too_little_data", "by_definition", "untested")
"""What a test may say of an arrow, in the order of a legend."""


@frozen
class MapBox:
    """An objective. `figure` and `sparkline` are those of its leading KPI; `score` is empty where there is none.

    `muted` boxes stand back, because a theme is shown to which they do not belong.
    """

    id: str
    title: str
    owner: str
    status: str
    status_word: str
    score: str
    href: str
    figure: str = ""
    sparkline: SparklineGeometry | None = None
    themes: tuple[str, ...] = ()
    muted: bool = False

    @property
    def name(self) -> str:
        """What a screen reader says: title, state, score, owner."""
        score = f"score {self.score}" if self.score else ""
        return ", ".join(part for part in (self.title, self.status_word, score, self.owner) if part)


@frozen
class MapBand:
    """A perspective with its objectives in the author's order; `status` is empty where the state is not known."""

    id: str
    title: str
    question: str
    status: str = ""
    status_word: str = ""
    score: str = ""
    boxes: tuple[MapBox, ...] = ()


@frozen
class MapLink:
    """An arrow: the claim that `effect` follows `cause`.

    `because` is the author's reason and `label` sign and delay in words; either may be empty. `verdict` is the key of
    the test's outcome, None where arrows are not tested. `feedback` marks an arrow that is meant to run back down.
    """

    cause: str
    effect: str
    href: str
    because: str = ""
    label: str = ""
    verdict: str | None = None
    feedback: bool = False
    muted: bool = False

    @property
    def verdict_word(self) -> str:
        """The verdict as it is printed: `not supported`."""
        return (self.verdict or "").replace("_", " ")

    @property
    def claim(self) -> str:
        """The reason with sign and delay, for the pointer: `Customers stay. (same direction, 1 to 3 months later)`."""
        label = f"({self.label})" if self.label and self.because else self.label
        return " ".join(part for part in (self.because, label) if part)


@frozen
class MapView:
    """A strategy map. `prefix` begins the ids in the markup, so that several maps may stand on one page.

    `bands` run from top to bottom. Every link joins two of their boxes.
    """

    prefix: str
    title: str
    description: str
    bands: tuple[MapBand, ...]
    links: tuple[MapLink, ...]

    def box(self, wanted: str) -> MapBox:
        """The box of that id."""
        return next(box for band in self.bands for box in band.boxes if box.id == wanted)

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts that occur, in the order of `VERDICTS`."""
        found = {link.verdict for link in self.links}
        return tuple(verdict for verdict in VERDICTS if verdict in found)

    def links_from(self, cause: str) -> tuple[MapLink, ...]:
        """The arrows that start at a box."""
        return tuple(link for link in self.links if link.cause == cause)


def themed(view: MapView, theme: str) -> MapView:
    """The same map with everything muted that does not belong to a theme; an arrow belongs when both its ends do."""
    members = {box.id for band in view.bands for box in band.boxes if theme in box.themes}
    return replace(
        view,
        prefix=f"{view.prefix}-{theme}",
        bands=tuple(
            replace(band, boxes=tuple(replace(box, muted=box.id not in members) for box in band.boxes))
            for band in view.bands
        ),
        links=tuple(replace(link, muted=not {link.cause, link.effect} <= members) for link in view.links),
    )
