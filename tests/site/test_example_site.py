"""The example site as a whole: its addresses, its links, what it asks of the network, and that it can be repeated."""

import json
from pathlib import Path

import pytest

from built_site import addresses_of, broken_links, foreign_files, pages_of
from host_builds import ROOT, build, tree_of

ADDRESSES = Path(__file__).with_name("addresses.txt")
"""All addresses of the example site but those of the theme's own files. They never move; new ones are added by hand."""


@pytest.fixture(scope="module", params=["mkdocs", "properdocs"])
def example_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, built strictly by each host."""
    site = tmp_path_factory.mktemp("example") / "site"
    done = build(request.param, ROOT, site, "--strict", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return site


def test_the_addresses_are_those_that_were_promised(example_site: Path) -> None:
    assert addresses_of(example_site) == sorted(ADDRESSES.read_text(encoding="utf-8").split())


def test_every_internal_link_and_fragment_leads_somewhere(example_site: Path) -> None:
    assert broken_links(example_site) == []


def test_no_link_is_absolute(example_site: Path) -> None:
    absolute = [
        f"{address}: {link}"
        for address, page in pages_of(example_site).items()
        for link in page.links
        if link.startswith("/") and address != "404.html"
    ]

    assert absolute == []


def test_nothing_is_loaded_from_elsewhere(example_site: Path) -> None:
    assert foreign_files(example_site) == []


def test_no_page_names_the_machine(example_site: Path) -> None:
    named = [address for address, content in tree_of(example_site).items() if str(ROOT).encode() in content]

    assert named == []


def test_tables_of_figures_stay_out_of_the_search(example_site: Path) -> None:
    index = json.loads((example_site / "search/search_index.json").read_text(encoding="utf-8"))
    texts = [
        f"{entry['title']} {entry['text']}" for entry in index["docs"] if entry["location"].startswith("saas/kpis/")
    ]

    assert any("Monthly logo churn" in text for text in texts)
    assert not any("kpis.csv:" in text for text in texts)


def test_a_second_build_elsewhere_gives_the_same_bytes(
    example_site: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    host = request.node.callspec.params["example_site"]
    done = build(host, ROOT, tmp_path, "--strict", PYTHONHASHSEED="77", TZ="Asia/Kathmandu", LC_ALL="C")
    assert done.returncode == 0, done.stderr

    first, second = tree_of(example_site), tree_of(tmp_path)

    assert first.keys() == second.keys()
    assert [address for address, content in first.items() if content != second[address]] == []
