"""The strategy map: from words to coordinates, with Graphviz asked for places in between.

    dot = map_dot(view)
    geometry = map_geometry(view, layout(dot, engine))

The text of `map_dot` is what a test should compare; the drawing is made by `templates/partials/strategy_map.svg.jinja`,
and where no engine is at hand, or the screen is narrow, `strategy_map_list.jinja` says the same in cards.
"""

from mkdocs_scorecards.render.strategy_map.drawing import ArrowShape, BandShape, BoxShape, MapGeometry, map_geometry
from mkdocs_scorecards.render.strategy_map.grid import map_dot
from mkdocs_scorecards.render.strategy_map.view import MapBand, MapBox, MapLink, MapView, themed

__all__ = [
    "ArrowShape",
    "BandShape",
    "BoxShape",
    "MapBand",
    "MapBox",
    "MapGeometry",
    "MapLink",
    "MapView",
    "map_dot",
    "map_geometry",
    "themed",
]
