import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from diff_story import DIFF_STORIES, DiffStory
from mkdocs_scorecards.analyse.compare import between_periods
from mkdocs_scorecards.pipeline import Settings, comparison_page, gather
from mkdocs_scorecards.render.changes.map_marks import ADDED, REMOVED, MarkedBand, MarkedBox, MarkedMap, marked_map
from mkdocs_scorecards.render.changes.small_map import SmallMap, small_maps, union_view
from mkdocs_scorecards.render.changes.spans import plain
from mkdocs_scorecards.render.changes.tree_marks import MarkedTree, marked_trees
from mkdocs_scorecards.render.changes.view import comparison_view
from mkdocs_scorecards.render.diff_markdown import LONGEST, diff_markdown
from mkdocs_scorecards.render.diff_mermaid import mermaid_map, mermaid_tree
from mkdocs_scorecards.render.graphviz import EngineChoice, found_engine, layout
from mkdocs_scorecards.render.strategy_map import map_dot
from small_project import write_small_project

STORIES = {story.name: story for story in DIFF_STORIES}
SIDES = ("main", "this change")


def marked(name: str) -> MarkedMap:
    (comparison,) = STORIES[name].compared.comparisons
    found = marked_map(comparison)
    assert found is not None
    return found


def drawn(name: str) -> tuple[SmallMap, SmallMap]:
    engine = found_engine(EngineChoice.PURE)
    assert engine is not None
    view = union_view(marked(name), "map")
    return small_maps(marked(name), view, layout(map_dot(view), engine), SIDES)


class Loads(HTMLParser):
    """Collects what a page would load or run, and the ids that it gives away twice."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "iframe", "object", "embed", "img", "base"):
            self.found.append(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name.startswith("on") or name in ("src", "action") or urlsplit(value or "").scheme == "javascript":
                self.found.append(f"{name}={value}")


@pytest.mark.parametrize("story", DIFF_STORIES, ids=lambda story: story.name)
def test_the_page_needs_nothing_and_holds_every_sentence(story: DiffStory) -> None:
    html = comparison_page(story.compared, Settings(graphviz="none"), SIDES)
    page = Loads(html)

    assert page.found == []
    assert len(set(page.ids)) == len(page.ids)
    assert "url(http" not in html
    words = " ".join(re.sub(r"<[^>]+>", "", html).replace("&#34;", '"').replace("&#39;", "'").split())
    for comparison in story.compared.comparisons:
        view = comparison_view(comparison)
        for group in [*view.groups, *([view.watched] if view.watched else [])]:
            for row in (*group.rows, *group.folded):
                said = plain(row.said).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                assert " ".join(said.split()) in words


def test_a_removed_arrow_is_drawn_before_and_an_added_one_after() -> None:
    before, after = drawn("an-arrow-added")
    assert [arrow.mark for arrow in before.arrows if arrow.mark] == []
    assert [arrow.word for arrow in after.arrows if arrow.mark] == ["+ added"]

    before, after = drawn("an-arrow-removed")
    assert [arrow.word for arrow in before.arrows if arrow.mark] == ["− removed"]
    assert [arrow.mark for arrow in after.arrows if arrow.mark] == []


def test_what_stayed_stands_in_the_same_place() -> None:
    before, after = drawn("an-objective-added")
    places = [{box.title.partition(",")[0]: (box.x, box.y) for box in side.boxes} for side in (before, after)]

    assert len(places[1]) == len(places[0]) + 1
    assert places[0].items() <= places[1].items()


def test_a_drawing_says_in_words_what_it_marks() -> None:
    before, after = drawn("a-target-made-easier")

    assert before.description == "Reduce churn by improving onboarding: changed, off target."
    assert after.description == "Reduce churn by improving onboarding: changed, on target."
    (box,) = [box for box in after.boxes if box.word]
    assert box.word is not None
    assert box.word.text == "~ changed"


def test_figures_mark_a_box_only_when_its_state_moves() -> None:
    assert not marked("history-restated").is_marked
    assert marked("a-figure-withdrawn").is_marked is False
    assert marked("the-figure-of-a-driver-restated").is_marked


@pytest.mark.parametrize("name", sorted(STORIES))
def test_mermaid_gets_labels_without_a_letter_of_its_own(name: str) -> None:
    for comparison in STORIES[name].compared.comparisons:
        found = marked_map(comparison)
        if found is None:
            continue
        source = mermaid_map(found)
        for label in re.findall(r'\["(.*?)"\]|\|"(.*?)"\|', source):
            text = re.sub(r"</?b>|<br/>|#\d+;", "", "".join(label))
            assert not re.search(r'["<>\[\]{}|;`]', text)
        marks = [link.mark for link in found.links]
        assert source.count('|"#43; added"|') == marks.count(ADDED)
        assert source.count('|"− removed"|') == marks.count(REMOVED)


_TEXT = r"(?![+-] |\d+[.)] )(?:[^\W_]|[ ,.%()/+→'’–−-]|#\d+;)+"
_STYLE = r"[a-z-]+:[#\w ]+(?:,[a-z-]+:[#\w ]+)*"
_MERMAID = (
    r"flowchart (?:BT|LR)",
    rf'subgraph p\d+\["{_TEXT}"\]',
    r"end",
    rf'n\d+\["<b>{_TEXT}</b>(?:<br/>{_TEXT})*"\](?::::(?:added|removed|changed))?',
    rf'n\d+ (?:-->|-\.->|---|-\.-)(?:\|"{_TEXT}"\|)? n\d+',
    rf"linkStyle \d+ {_STYLE}",
    rf"classDef (?:added|removed|changed) {_STYLE}",
)
"""As much of Mermaid's grammar as we use."""


@pytest.mark.parametrize("name", sorted(STORIES))
def test_every_line_for_mermaid_is_one_that_it_knows(name: str) -> None:
    for comparison in STORIES[name].compared.comparisons:
        maps = [found for found in (marked_map(comparison),) if found is not None]
        trees = marked_trees(comparison, "tree")
        for source in [*map(mermaid_map, maps), *(mermaid_tree(tree.map) for tree in trees)]:
            assert [
                line for line in source.splitlines() if not any(re.fullmatch(form, line) for form in _MERMAID)
            ] == []
            links = len(re.findall(r"^n\d+ ", source, re.MULTILINE))
            assert all(int(number) < links for number in re.findall(r"linkStyle (\d+)", source))


@pytest.mark.parametrize(
    "title", ["1. Finance", "1234) Finance", "+ more", "- less", "+", "__bold__", "# head", "> said"]
)
def test_no_label_is_taken_for_markdown(title: str) -> None:
    band = MarkedBand(
        id="a", title=title, boxes=(MarkedBox(id="b", title=title, before=None, after=None, mark="added"),)
    )

    source = mermaid_map(MarkedMap(bands=(band,), links=()))

    assert [line for line in source.splitlines() if not any(re.fullmatch(form, line) for form in _MERMAID)] == []


def the_tree(name: str) -> MarkedTree:
    (comparison,) = STORIES[name].compared.comparisons
    (tree,) = marked_trees(comparison, "tree")
    return tree


def test_a_tree_of_two_versions_holds_what_came_and_what_went() -> None:
    added, removed = the_tree("a-driver-added-to-a-formula"), the_tree("a-driver-taken-out-of-a-formula")

    assert [(node.title, node.mark, node.words) for node in added.map.nodes] == [
        ("Revenue", "changed", "~ formula changed"),
        ("Customers", "", ""),
        ("Price", "", ""),
        ("Discounts", "added", "+ added"),
    ]
    assert [edge.mark for edge in added.map.edges] == ["", "", "added"]
    assert [(node.title, node.mark) for node in removed.map.nodes][-1] == ("Discounts", "removed")
    assert [edge.mark for edge in removed.map.edges] == ["", "", "removed"]
    assert [(row.title, row.before, row.after) for row in added.formulas] == [
        ("Revenue", "customers * price", "customers * price - discounts")
    ]


def test_a_renamed_driver_is_told_by_both_its_names() -> None:
    tree = the_tree("a-driver-renamed")

    (node,) = [node for node in tree.map.nodes if node.mark]
    assert (node.title, node.words, node.note) == ("Paying customers", "~ renamed", "until now Customers")
    assert tree.formulas == ()


def test_a_tree_without_graphviz_is_a_list_that_says_the_same() -> None:
    compared = STORIES["a-driver-added-to-a-formula"].compared
    listed = comparison_page(compared, Settings(graphviz="none"), SIDES)
    drawn = comparison_page(compared, Settings(graphviz="graphviz-pure"), SIDES)

    assert "sc-tree__drawing" not in listed.partition("<body")[2]
    assert listed.partition("<body")[2].count("+ added") == 1
    body = drawn.partition("<body")[2]
    assert body.count('class="sc-tree__sign sc-tree__sign--added"') == 1
    assert body.count("sc-tree__node--added") == 1
    assert body.count("<title>Discounts, $500, + added</title>") == 1
    assert "sc-tree__list--beside" in body


def test_a_tree_that_nobody_edited_is_folded() -> None:
    assert the_tree("the-figure-of-a-driver-restated").only_figures
    assert not the_tree("a-formula-changed").only_figures
    html = comparison_page(STORIES["the-figure-of-a-driver-restated"].compared, Settings(graphviz="none"), SIDES)

    assert "<summary>The KPI tree of <bdi>Revenue</bdi>: other figures only</summary>" in html


def test_markdown_holds_the_tree_folded_and_both_formulas() -> None:
    text = STORIES["a-driver-added-to-a-formula"].outcome()["diff.md"]

    folded = text.partition("<summary><b>The KPI tree of Revenue with its changes</b></summary>")[2]
    assert "- Formula of **Revenue**: `customers * price` → `customers * price - discounts`" in folded
    assert folded.index("```mermaid") < folded.index("</details>")


def test_markdown_shows_names_as_they_are_and_mentions_nobody() -> None:
    text = STORIES["names-that-try-to-become-markup"].outcome()["diff.md"]
    prose = text.partition("```mermaid")[0]

    assert "@team" not in prose
    assert "@somebody" not in prose
    assert "#12" not in prose
    assert "](https://" not in prose
    assert "<b>*x*" not in prose


def test_a_very_long_comment_is_cut_between_its_parts() -> None:
    view = comparison_view(STORIES["five-edits-at-once"].compared.comparisons[0])

    text = diff_markdown([view] * 60)

    assert LONGEST - 3000 < len(text) <= LONGEST + 200
    assert text.count("<details") == text.count("</details>")
    assert text.endswith("`scorecards diff` shows all of it.\n")


def test_two_periods_are_compared_without_a_second_analysis(tmp_path: Path) -> None:
    project = write_small_project(tmp_path)
    (review,) = gather(project, Settings(period="2026-09")).reviews

    view = comparison_view(between_periods(review))

    rows = [plain(row.said).replace("\u00a0", " ") for group in view.groups for row in (*group.rows, *group.folded)]
    assert rows == ["Monthly logo churn: 5.0 % to 4.6 %; the plan moved from 4.7 % to 4.5 %"]


def test_nothing_moves_between_periods_without_figures(tmp_path: Path) -> None:
    project = write_small_project(tmp_path)
    (review,) = gather(project, Settings(period="2020-09")).reviews

    assert between_periods(review).changes == ()
