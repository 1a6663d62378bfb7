from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from golden_files import assert_matches_golden
from golden_story import STORIES, Story
from mkdocs_scorecards.render.site import Page

SOUND_STORIES = [story for story in STORIES if story.site is not None]
EXECUTABLE_TAGS = {"script", "iframe", "object", "embed", "base", "form", "link", "meta", "foreignobject"}


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_story_comes_out_as_told(story: Story, *, update_golden: bool) -> None:
    assert_matches_golden(story.folder / "out", story.outcome(), update=update_golden)


@pytest.mark.parametrize("story", SOUND_STORIES, ids=lambda story: story.name)
def test_no_text_of_an_author_becomes_executable(story: Story) -> None:
    assert story.site is not None

    assert {page.path: found for page in story.site.pages if (found := _dangers(page))} == {}


def test_half_of_the_stories_end_well_and_half_in_errors() -> None:
    assert len(SOUND_STORIES) >= 16
    assert len(STORIES) - len(SOUND_STORIES) >= 16


def _dangers(page: Page) -> list[str]:
    found = _Dangers()
    found.feed(page.html)
    found.close()
    return found.dangers


class _Dangers(HTMLParser):
    """Collects what a browser would run, or load from elsewhere, as it reads the page."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in EXECUTABLE_TAGS:
            self.dangers.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "srcset", "srcdoc", "action", "background"):
                self.dangers.append(f"{tag} {name}={value}")
            if name in ("href", "xlink:href") and urlsplit(value or "").scheme not in ("", "http", "https", "mailto"):
                self.dangers.append(f"{tag} {name}={value}")
            if name == "style" and "url(" in (value or "").replace("url(#", ""):
                self.dangers.append(f"{tag} {name}={value}")
