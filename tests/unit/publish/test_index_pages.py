import json
import re
from pathlib import Path

import pytest

from mkdocs_scorecards.publish.folder_target import FolderTarget
from tiny_archive import findings_in, publish, quarter


@pytest.fixture
def target(tmp_path: Path) -> FolderTarget:
    return FolderTarget(tmp_path / "archive")


def versions_in(target: FolderTarget) -> list[dict[str, object]]:
    versions: list[dict[str, object]] = json.loads((target.root / "versions.json").read_text())
    return versions


def test_versions_are_in_the_form_of_mike_the_newest_first(target: FolderTarget, tmp_path: Path) -> None:
    for number in (2, 3, 1):
        publish(target, quarter(number), tmp_path)

    assert versions_in(target) == [
        {"version": "2025-Q3", "title": "Q3 2025", "aliases": ["latest"]},
        {"version": "2025-Q2", "title": "Q2 2025", "aliases": []},
        {"version": "2025-Q1", "title": "Q1 2025", "aliases": []},
    ]


def test_the_newest_revision_bears_the_plain_title(target: FolderTarget, tmp_path: Path) -> None:
    publish(target, quarter(1), tmp_path)
    publish(target, quarter(1), tmp_path, "Churn restated")

    assert [(item["version"], item["title"], item["aliases"]) for item in versions_in(target)] == [
        ("2025-Q1-r2", "Q1 2025", ["latest"]),
        ("2025-Q1", "Q1 2025, revision 1", []),
    ]


def test_what_mike_put_there_stays(target: FolderTarget, tmp_path: Path) -> None:
    publish(target, quarter(1), tmp_path)
    versions = versions_in(target)
    versions[0] |= {"properties": {"hidden": True}, "aliases": ["stable"]}
    versions.append({"version": "draft", "title": "Draft", "aliases": ["latest", "next"]})
    (target.root / "versions.json").write_text(json.dumps(versions))

    publish(target, quarter(2), tmp_path)

    assert versions_in(target)[1:] == [
        {"version": "2025-Q1", "title": "Q1 2025", "aliases": ["stable"], "properties": {"hidden": True}},
        {"version": "draft", "title": "Draft", "aliases": ["next"]},
    ]


@pytest.mark.parametrize(
    "versions", [None, {}, [1], [{"version": 3}], [{"version": ".."}], [{"version": "a/b"}], [{"title": "x"}]]
)
def test_what_is_no_list_of_versions_is_passed_over(versions: object, target: FolderTarget, tmp_path: Path) -> None:
    chain = publish(target, quarter(1), tmp_path)
    (target.root / "versions.json").write_text(json.dumps(versions))

    publish(target, quarter(2), tmp_path)

    assert [item["version"] for item in versions_in(target)] == ["2025-Q2", chain.folder]


def test_versions_js_also_tells_why_an_edition_was_amended(target: FolderTarget, tmp_path: Path) -> None:
    publish(target, quarter(1), tmp_path)
    publish(target, quarter(1), tmp_path, "Churn </script> restated")
    versions = versions_in(target)
    versions.append({"version": "draft", "title": "Draft", "aliases": []})
    (target.root / "versions.json").write_text(json.dumps(versions))

    publish(target, quarter(2), tmp_path)
    script = (target.root / "versions.js").read_text()
    told = json.loads(script.removeprefix("globalThis.scorecardsVersions = ").removesuffix(";\n"))

    assert [(item.get("period"), item.get("revision"), item.get("reason")) for item in told] == [
        ("2025-Q2", 1, None),
        ("2025-Q1", 2, "Churn </script> restated"),
        ("2025-Q1", 1, None),
        (None, None, None),
    ]
    assert [{name: item[name] for name in ("version", "title", "aliases")} for item in told] == versions_in(target)


def test_the_archive_page_lists_all_editions_without_a_script(target: FolderTarget, tmp_path: Path) -> None:
    publish(target, quarter(1), tmp_path)
    entry = publish(target, quarter(1), tmp_path, "Churn <script>alert(1)</script> restated")

    page = (target.root / "archive.html").read_text()

    assert "<script" not in page
    assert "Strategy &lt;office&gt;: editions" in page
    assert "Churn &lt;script&gt;alert(1)&lt;/script&gt; restated" in page
    assert re.findall(r'<a href="([^"]+)">([^<]+)', page) == [
        ("2025-Q1-r2/index.html", "Q1 2025"),
        ("2025-Q1/index.html", "Q1 2025, revision 1"),
    ]
    assert entry.manifest in page


def test_latest_leads_page_by_page_to_the_newest_edition(target: FolderTarget, tmp_path: Path) -> None:
    publish(target, quarter(1), tmp_path)
    publish(target, quarter(2), tmp_path)

    pages = {path.relative_to(target.root).as_posix() for path in (target.root / "latest").rglob("*") if path.is_file()}
    deep = (target.root / "latest/saas/index.html").read_text()

    assert pages == {"latest/index.html", "latest/saas/index.html"}
    assert 'content="0; url=../../2025-Q2/saas/index.html"' in deep
    assert 'src="../../redirect.js" data-address="../../2025-Q2/saas/"' in deep
    assert 'data-file="../../2025-Q2/saas/index.html"' in deep
    assert 'content="0; url=2025-Q2/index.html"' in (target.root / "index.html").read_text()
    assert "location.replace" in (target.root / "redirect.js").read_text()


def test_redirects_run_no_script_of_their_own(target: FolderTarget, tmp_path: Path) -> None:
    publish(target, quarter(1), tmp_path)

    pages = [target.root / "index.html", *(target.root / "latest").rglob("*.html")]

    assert len(pages) == 3
    assert not any(re.search(r"<script[^>]*>[^<]", page.read_text()) for page in pages)


def test_a_redirect_goes_when_its_page_does(target: FolderTarget, tmp_path: Path) -> None:
    publish(target, quarter(1), tmp_path)
    (target.root / "latest/gone").mkdir()
    (target.root / "latest/gone/index.html").write_text("to a page that is no more")

    publish(target, quarter(2), tmp_path)

    assert not (target.root / "latest/gone").exists()
    assert findings_in(target) == ()
