"""Every rule of the method fires in some story, and all are silent in the one that keeps them."""

import pytest

from golden_story import STORIES, Story
from mkdocs_scorecards.model.method_rules import METHOD_RULES

METHOD_STORIES = {story.name: story for story in STORIES if story.name.startswith("method-") and story.site is not None}


def rules_in(story: Story) -> set[str]:
    return {finding.rule for review in story.gathered.reviews for finding in review.method.findings}


@pytest.mark.parametrize("rule", METHOD_RULES)
def test_each_rule_fires_in_a_story(rule: str) -> None:
    assert any(rule in rules_in(story) for story in METHOD_STORIES.values())


def test_a_scorecard_that_keeps_the_method_hears_nothing() -> None:
    story = METHOD_STORIES["method-every-rule-holds"]

    assert rules_in(story) == set()
    assert [len(review.method.holding) for review in story.gathered.reviews] == [len(METHOD_RULES)]


def test_no_finding_forbids_a_site() -> None:
    story = METHOD_STORIES["method-a-first-draft"]

    assert "perspective-empty" in rules_in(story)
    assert story.gathered.problems == ()
