from collections.abc import Sequence

import pytest

from diff_story import DIFF_STORIES, DiffStory
from golden_files import assert_matches_golden
from mkdocs_scorecards.analyse.compare import Change, Kind, Watch, What


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.mark.parametrize("story", DIFF_STORIES, ids=lambda story: story.name)
def test_the_change_is_told_as_expected(story: DiffStory, *, update_golden: bool) -> None:
    assert_matches_golden(story.folder / "out", story.outcome(), update=update_golden)


def test_there_are_stories_enough() -> None:
    assert len(DIFF_STORIES) >= 40


@pytest.mark.parametrize("watch", Watch)
def test_each_thing_to_watch_is_told_by_a_story(watch: Watch) -> None:
    assert any(change.watch is watch for change in _all_changes())


@pytest.mark.parametrize("what", What)
def test_each_kind_of_thing_is_told_by_a_story(what: What) -> None:
    assert any(change.on.what is what for change in _all_changes())


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_of_change_is_told_by_a_story(kind: Kind) -> None:
    assert any(change.kind is kind for change in _all_changes())


def _all_changes() -> Sequence[Change]:
    return [
        change for story in DIFF_STORIES for comparison in story.compared.comparisons for change in comparison.changes
    ]
