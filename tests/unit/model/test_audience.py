"""An edition for few readers and one for many are made of the same files; the second must not betray the first."""

import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_scorecards.model.kpi import Audience
from mkdocs_scorecards.pipeline import Settings, gather, render
from mkdocs_scorecards.render.site import NavEntry, Site

SCORECARD = """\
schema: 1
title: Acme Cloud
perspectives:
  - {id: financial, title: Financial}
  - {id: customer, title: Customer}
themes:
  - {id: growth, title: Growth, owner: Head of Sales}
objectives:
  - id: earn
    title: Earn more
    perspective: financial
    owner: Head of Finance
    themes: [growth]
    kpis:
      - id: sales
        title: Sales
        unit: EUR
        direction: higher
        frequency: monthly
        aggregate: sum
        target: 120
      - id: zrunway_id                          # board
        title: "Zrunway title"                  # board
        definition: "Zrunway definition"        # board
        owner: "Zrunway owner"                  # board
        source: "Zrunway source"                # board
        unit: zrunwayunits                      # board
        direction: lower                        # board
        frequency: monthly                      # board
        aggregate: last                         # board
        baseline: {value: 71117, period: 2025-12}  # board
        target: {value: 72227, by: 2026-12}     # board
        weight: 7                               # board
        audience: board                         # board
      - id: zstaffcost_id                       # staff
        title: Zstaffcost title                 # staff
        unit: EUR                               # staff
        direction: lower                        # staff
        frequency: monthly                      # staff
        aggregate: formula                      # staff
        formula: zwage_id * 2                   # staff
        target: 73337                           # staff
        audience: staff                         # staff
    initiatives:
      - id: new_prices
        title: New prices
        due: 2026-08
        kpi: zrunway_id                         # board
  - id: zsale_id                                # board
    title: Zsale title                          # board
    description: "Zsale description"            # board
    perspective: customer                       # board
    owner: Zsale owner                          # board
    themes: [growth]                            # board
    audience: board                             # board
    kpis:                                       # board
      - id: zbids_id                            # board
        title: Zbids title                      # board
        unit: bids                              # board
        direction: higher                       # board
        frequency: monthly                      # board
        aggregate: last                         # board
        target: 3                               # board
    initiatives:                                # board
      - id: zdataroom_id                        # board
        title: Zdataroom title                  # board
        owner: Zdataroom owner                  # board
        due: 2026-07                            # board
        description: "Zdataroom description"    # board
  - id: keep
    title: Keep customers
    perspective: customer
    kpis:
      - id: churn
        title: Churn
        unit: "%"
        direction: lower
        frequency: monthly
        aggregate: mean
        target: 4
drivers:
  - id: visits
    title: Visits
    unit: visits
    frequency: monthly
    aggregate: sum
  - id: zwage_id                                # staff
    title: Zwage title                          # staff
    unit: EUR                                   # staff
    frequency: monthly                          # staff
    aggregate: sum                              # staff
    audience: staff                             # staff
  - id: zoffer_id                               # board
    title: Zoffer title                         # board
    unit: EUR                                   # board
    frequency: monthly                          # board
    aggregate: last                             # board
    audience: board                             # board
links:
  - from: keep
    to: earn
    because: Customers who stay buy more.
  - from: earn                                  # board
    to: zsale_id                                # board
    because: "Zarrow because"                   # board
  - from: zsale_id                              # board
    to: keep                                    # board
waivers:
  - {rule: owner-missing, on: sales, owner: Head of Finance, reason: Until spring., until: 2030-03-31}
  - {rule: target-sandbagged, on: zrunway_id, owner: Zwaiver owner, reason: Zwaived, until: 2030-03-31}  # board
  - {rule: hypothesis-unstated, on: earn -> zsale_id, owner: Zwaiver owner, reason: Zwaived, until: 2030-03-31}  # board
  - {rule: owner-overloaded, on: Zsale owner, owner: Zwaiver owner, reason: Zwaived, until: 2030-03-31}  # board
"""
FIGURES = """\
kpi,period,actual,target,note
sales,2026-07,31,,
zrunway_id,2026-06,74447,75557,Zrunway note     # board
sales,2026-08,30,,
zrunway_id,2026-09,76667,,Zlater note           # board
zbids_id,2026-09,1,,Zbids note                  # board
zoffer_id,2026-12,77777,,                       # board
zwage_id,2026-09,78887,,Zwage note              # staff
sales,2026-09,32,,
churn,2026-08,5,,
churn,2026-09,4.5,,
visits,2026-09,1200,,
"""
RECORD = """\
---
held: 2026-07-14
chair: Chief Executive
decisions:
  - title: Prices stay as they are
    on: new_prices
  - title: Keep at it
    on: keep -> earn
    hypothesis: keep
    reason: It works.
  - title: Give up what nobody drew
    on: earn -> keep
    hypothesis: drop
    reason: It never did.
  - {title: Zrunway decision, on: zrunway_id, reason: Zrunway reason}              # board
  - {title: Zsale decision, on: zsale_id}                                          # board
  - {title: Zarrow decision, on: earn -> zsale_id, hypothesis: keep, reason: Zarrow}   # board
  - {title: Zsale dropped, on: keep -> zsale_id, hypothesis: drop, reason: Zarrow}     # board
  - {title: Zoffer to nobody in particular}                                        # board
  - {title: Zwage decision, on: zwage_id}                                          # staff
actions:
  - {title: Call customers, on: churn, owner: Head of Sales, due: 2026-08-31}
  - {title: Zdataroom action, on: zdataroom_id, owner: Zsale owner, due: 2026-08-31}   # board
  - {title: Zoffer action, owner: Zsale owner}                                     # board
  - {title: Zstaffcost action, on: zstaffcost_id, due: 2026-08-31}                 # staff
---
Zrunway minutes.                                                                   # board
"""
SECRET = re.compile(
    r"(?i)z(?:runway|sale|bids|dataroom|arrow|offer|later|waive)|7(?:1117|2227|4447|5557|6667|7777)"
    r"|7(?:1,117|2,227|4,447|5,557|6,667|7,777)"
)
STAFF_ONLY = re.compile(r"(?i)z(?:staffcost|wage)|7(?:3337|8887|3,337|8,887)")


def without(text: str, *audiences: str) -> str:
    """Blank the lines that are for these readers, so that the others keep their numbers; take the marks away."""
    kept = ("" if line.rpartition("#")[2].strip() in audiences else line for line in text.splitlines())
    return "\n".join(re.sub(r" *# (?:board|staff)$", "", line) for line in kept) + "\n"


def site_of(
    scorecards: Mapping[str, tuple[str, str]],
    audience: Audience,
    *,
    graphviz: str = "none",
    records: Mapping[str, str] | None = None,
) -> Site:
    """The site of a project, given the two files of each scorecard, and the records of reviews by name for each."""
    with TemporaryDirectory() as folder:
        for name, (scorecard, figures) in scorecards.items():
            place = Path(folder) / "scorecards" / name
            place.mkdir(parents=True)
            (place / "scorecard.yml").write_text(scorecard, encoding="utf-8")
            (place / "kpis.csv").write_text(figures, encoding="utf-8")
            (place / "reviews").mkdir()
            for record, text in (records or {}).items():
                (place / "reviews" / record).write_text(text, encoding="utf-8")
        wanted = Settings(audience=audience, graphviz=graphviz)
        gathered = gather(Path(folder), wanted)
        assert gathered.problems == ()
        return render(gathered, wanted)


def project(*, blanked: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:
    return {"acme": (without(SCORECARD, *blanked), without(FIGURES, *blanked))}


def everything(site: Site) -> dict[str, str]:
    """All that a reader can get hold of, by where."""
    pages = {f"page {page.path}": f"{page.path}\n{page.title}\n{page.description}\n{page.html}" for page in site.pages}
    files = {f"file {file.path}": file.content.decode() for file in site.files}
    return {**pages, **files, "navigation": "\n".join(_titles(site.navigation))}


def _titles(entries: tuple[NavEntry, ...]) -> list[str]:
    return [text for entry in entries for text in (entry.title, entry.path or "", *_titles(entry.children))]


def betrayals(site: Site, secret: re.Pattern[str]) -> dict[str, str]:
    return {where: match[0] for where, text in everything(site).items() if (match := secret.search(text))}


def test_the_secrets_are_there_for_the_board() -> None:
    texts = "\n".join(everything(site_of(project(), Audience.BOARD)).values()).lower()

    told = {match[0].lower() for match in SECRET.finditer(texts)} | {
        match[0].lower() for match in STAFF_ONLY.finditer(texts)
    }
    assert {"zrunway", "zsale", "zbids", "zdataroom", "zarrow", "zoffer", "zwaive", "zstaffcost", "zwage"} <= told
    assert {"72,227", "76,667", "74447", "75557", "78887"} <= told


@pytest.mark.parametrize("graphviz", ["none", "auto"])
def test_the_staff_edition_says_nothing_that_is_for_the_board(graphviz: str) -> None:
    site = site_of(project(), Audience.STAFF, graphviz=graphviz)

    assert betrayals(site, SECRET) == {}
    assert betrayals(site, STAFF_ONLY)


@pytest.mark.parametrize("graphviz", ["none", "auto"])
def test_the_public_edition_says_nothing_that_is_for_board_or_staff(graphviz: str) -> None:
    site = site_of(project(), Audience.PUBLIC, graphviz=graphviz)

    assert betrayals(site, SECRET) == {}
    assert betrayals(site, STAFF_ONLY) == {}


@pytest.mark.parametrize(("audience", "hidden"), [(Audience.STAFF, ("board",)), (Audience.PUBLIC, ("board", "staff"))])
def test_an_edition_is_that_of_files_in_which_the_rest_was_never_written(
    audience: Audience, hidden: tuple[str, ...]
) -> None:
    assert site_of(project(), audience) == site_of(project(blanked=hidden), Audience.BOARD)


def records(*, blanked: tuple[str, ...] = ()) -> dict[str, str]:
    return {"2026-Q2.md": without(RECORD, *blanked)}


def with_waiver_of_the_record() -> dict[str, tuple[str, str]]:
    waiver = "{rule: decision-open, on: 2026-Q2, owner: Zwaiver owner, reason: Zwaived, until: 2030-03-31}  # board"
    return {"acme": (f"{SCORECARD}  - {waiver}\n", FIGURES)}


def test_the_secrets_of_a_review_are_there_for_the_board() -> None:
    acme = {"acme": (without(with_waiver_of_the_record()["acme"][0]), without(FIGURES))}

    told = everything(site_of(acme, Audience.BOARD, records=records()))

    words = {match[0].lower() for match in SECRET.finditer(told["page acme/reviews/2026-Q2/"])}
    assert {"zrunway", "zsale", "zarrow", "zoffer", "zdataroom"} <= words
    assert "Zwaived" in told["page acme/method/"]


@pytest.mark.parametrize(("audience", "hidden"), [(Audience.STAFF, ("board",)), (Audience.PUBLIC, ("board", "staff"))])
def test_a_record_keeps_only_what_is_on_things_that_its_readers_see(
    audience: Audience, hidden: tuple[str, ...]
) -> None:
    card, rows = with_waiver_of_the_record()["acme"]
    site = site_of({"acme": (without(card), without(rows))}, audience, records=records())

    assert betrayals(site, SECRET) == {}
    assert "Prices stay as they are" in everything(site)["page acme/reviews/2026-Q2/"]
    assert "Give up what nobody drew" in everything(site)["page acme/reviews/2026-Q2/"]
    assert "Call customers" in everything(site)["page acme/reviews/"]
    blanked = {"acme": (without(card, *hidden), without(rows, *hidden))}
    assert site == site_of(blanked, Audience.BOARD, records=records(blanked=hidden))


def test_a_name_that_a_secret_shares_with_something_else_stands_for_the_secret() -> None:
    card, rows = project()["acme"]
    shared = (card.replace("zoffer_id", "earn"), rows.replace("zoffer_id", "earn"))
    record = "---\nheld: 2026-07-14\ndecisions:\n  - {title: Zoffer decided, on: earn}\n---\n"

    assert betrayals(site_of({"acme": shared}, Audience.STAFF, records={"2026-Q2.md": record}), SECRET) == {}


secret_texts = st.text(st.characters(codec="ascii", categories=["L", "N", "Zs"]), min_size=1, max_size=12)
secret_figures = st.integers(0, 10**6).map(str)


@settings(max_examples=8, deadline=None)
@given(
    texts=st.lists(secret_texts.filter(str.strip), min_size=3, max_size=3),
    figures=st.lists(secret_figures, min_size=3, max_size=3),
    direction=st.sampled_from(["higher", "lower", "none"]),
    weight=st.integers(1, 1000),
)
def test_whatever_stands_in_the_secrets_the_edition_stays_the_same(
    texts: list[str], figures: list[str], direction: str, weight: int
) -> None:
    card, rows = project()["acme"]
    for old, new in zip(("Zrunway title", "Zrunway owner", "Zarrow because"), texts, strict=True):
        card = card.replace(f'"{old}"', f'"{new}"')
    for old, new in zip(("74447", "76667", "77777"), figures, strict=True):
        rows = rows.replace(old, new)
    card = card.replace("zrunwayunits\n        direction: lower", f"zrunwayunits\n        direction: {direction}")
    card = card.replace("weight: 7", f"weight: {weight}")
    if direction == "none":
        card = card.replace("{value: 72227, by: 2026-12}", "1")

    assert site_of({"acme": (card, rows)}, Audience.STAFF) == _staff_edition()


def _staff_edition() -> Site:
    return site_of(project(), Audience.STAFF)


def test_a_scorecard_for_the_board_is_not_even_listed() -> None:
    acme = project(blanked=("staff",))["acme"]
    takeover = ("schema: 1\naudience: board\n" + acme[0].removeprefix("schema: 1\n"), acme[1])

    both = {"acme": acme, "takeover": takeover}

    assert site_of(both, Audience.STAFF) == site_of({"acme": acme}, Audience.STAFF)
    assert any(page.path.startswith("takeover/") for page in site_of(both, Audience.BOARD).pages)


def test_the_last_quarter_of_an_edition_is_that_of_its_own_figures() -> None:
    """The board has a figure for December; the staff must not learn so from the period that is reviewed."""
    assert ", 2026-Q4" in everything(site_of(project(), Audience.BOARD))["page acme/"]
    assert ", 2026-Q3" in everything(site_of(project(), Audience.STAFF))["page acme/"]


def test_an_arrow_that_is_tested_with_a_secret_kpi_stays_without_its_test() -> None:
    scorecard, figures = project()["acme"]
    tested = scorecard.replace(
        "    because: Customers who stay buy more.\n",
        "    because: Customers who stay buy more.\n    test: {cause: churn, effect: zrunway_id}\n",
    )

    site = site_of({"acme": (tested, figures)}, Audience.STAFF)

    assert betrayals(site, SECRET) == {}
    assert "Customers who stay buy more." in everything(site)["page acme/map/"]


@pytest.mark.parametrize("of_whole", Audience)
@pytest.mark.parametrize("of_part", Audience)
def test_a_formula_may_only_use_what_its_readers_may_see(tmp_path: Path, of_whole: Audience, of_part: Audience) -> None:
    place = tmp_path / "scorecards" / "acme"
    place.mkdir(parents=True)
    kpi = "{{id: {}, title: Some title, unit: EUR, frequency: monthly, audience: {}, {}}}"
    whole = kpi.format("whole", of_whole.word, "aggregate: formula, formula: part / 2")
    part = kpi.format("part", of_part.word, "aggregate: sum")
    (place / "scorecard.yml").write_text(f"schema: 1\ntitle: Acme\ndrivers:\n  - {whole}\n  - {part}\n")
    (place / "kpis.csv").write_text("kpi,period,actual\npart,2026-09,10\n")

    found = [problem.code for problem in gather(tmp_path, Settings()).errors]

    assert found == (["formula-reveals-figures"] if of_part > of_whole else [])


def test_a_formula_that_reaches_a_secret_through_another_formula_is_refused_there(tmp_path: Path) -> None:
    place = tmp_path / "scorecards" / "acme"
    place.mkdir(parents=True)
    driver = "  - {{id: {}, title: Some title, unit: EUR, frequency: monthly, aggregate: {}}}\n"
    drivers = (
        driver.format("whole", "formula, formula: middle + 1")
        + driver.format("middle", "formula, formula: part / 2")
        + driver.format("part", "sum, audience: board")
    )
    (place / "scorecard.yml").write_text(f"schema: 1\ntitle: Acme\ndrivers:\n{drivers}")
    (place / "kpis.csv").write_text("kpi,period,actual\npart,2026-09,10\n")

    (problem,) = gather(tmp_path, Settings()).errors

    assert problem.code == "formula-reveals-figures"
    assert "'middle'" in problem.message
