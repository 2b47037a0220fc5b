from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from langchain_core.documents import Document

from loaders import Malformed, load
from loaders.document import Facets, Metadata, Person
from loaders.facets.dates import find_date, stated_date
from loaders.facets.file_name import file_name_claims
from loaders.facets.front_matter import read_keywords, read_pairs
from loaders.partial_dates import date_from

LoadContent = Callable[[str, str], Document]

FULL = """---
Title: No
kind: playbook
date: 2 May 2024
language: en-GB
audience: partner:acme-2
people:
  - Jane Roe (author)
  - {name: Bob Ray, role: reviewer}
  - Cho Min
partners: Acme, Beta
alliances: [Acme Insulin]
assets:
  - ABC-123
owner: Jane Roe
status: current
review date: 2025-01-31
supersedes: Playbook 1.0
amends:
shelf: 7
---
Text.
"""


def _facets(document: Document) -> Facets:
    return Metadata.of(document).facets


def test_front_matter_declares_every_facet(load_content: LoadContent) -> None:
    facets = _facets(load_content("talks/public/notes.md", FULL))
    origins = facets.origins
    assert facets == Facets(
        title="No",
        kind="playbook",
        date=date(2024, 5, 2),
        language="en",
        audience="partner:acme-2",
        people=[
            Person(name="Jane Roe", role="author"),
            Person(name="Bob Ray", role="reviewer"),
            Person(name="Cho Min"),
        ],
        partners=["Acme", "Beta"],
        alliances=["Acme Insulin"],
        assets=["ABC-123"],
        owner="Jane Roe",
        status="current",
        review_date=date(2025, 1, 31),
        supersedes="Playbook 1.0",
        origins=origins,
    )
    assert set(origins.values()) == {"front matter"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("audience: Partner Acme", ["audience", "'Partner Acme'", "partner:<name>"]),
        ("audience: [public, internal]", ["audience"]),
        ("kind: memo", ["kind", "'memo'", "interview"]),
        ("date: 2024-02-30", ["date", "'2024-02-30'", "2024-05-02"]),
        ("review_date: soon", ["review_date", "'soon'"]),
        ("language: Klingon", ["language", "'Klingon'"]),
        ("people: [{role: guest}]", ["people", "Jane Roe (guest)"]),
        ("title: [a, b]", ["title"]),
        ("title: [a, b", ["not valid YAML", "line"]),
    ],
)
def test_a_wrong_value_is_named_with_its_key(load_content: LoadContent, line: str, words: list[str]) -> None:
    with pytest.raises(Malformed) as caught:
        load_content("notes.md", f"---\n{line}\n---\nText.\n")
    for word in words:
        assert word in caught.value.reason


@pytest.mark.parametrize(
    ("name", "kind", "audience"),
    [
        ("talks/2024/notes.txt", "talk", "internal"),
        ("agreements/notes.txt", "agreement", "restricted"),
        ("agreements/partner-acme/notes.txt", "agreement", "partner:acme"),
        ("team-legal/Minutes/notes.txt", "minutes", "team:legal"),
        ("public/playbooks/internal/notes.txt", "playbook", "internal"),
        ("notes.txt", "article", "internal"),
    ],
)
def test_folders_tell_kind_and_audience(load_content: LoadContent, name: str, kind: str, audience: str) -> None:
    facets = _facets(load_content(name, "Some notes about governance."))
    assert (facets.kind, facets.audience) == (kind, audience)


@pytest.mark.parametrize(
    ("name", "text", "title", "origin"),
    [
        ("notes.md", "Intro.\n\n# The *first* heading\n", "The first heading", "content"),
        ("notes.txt", "聚焦\n\nGiants can dance\n\nBody.", "Giants can dance", "content"),
        ("notes.txt", "Exhibit 10.1\n\nNotes on governance\n", "Notes on governance", "content"),
        ("notes.txt", "We met in Oslo.\n\nThe team was there.", "Notes", "file name"),
        ("notes.txt", "Alliance with Acme Inc.\n\nWe met.", "Alliance with Acme Inc.", "content"),
        ("notes.txt", "**Alliance charter**\n\nWe met.", "Alliance charter", "content"),
        ("notes.txt", "The committee of the two parties met in May and it\nagreed on a plan.", "Notes", "file name"),
        ("notes.txt", "Owner: Jane Roe\n\nWe met.", "Notes", "file name"),
        ("joint_steering-notes.txt", "A long line. " * 20, "Joint steering notes", "file name"),
        (
            "agreements/Acme - Supply Agreement.txt",
            "SUPPLY AGREEMENT between them",
            "Acme - Supply Agreement",
            "file name",
        ),
        ("agreements/deal.txt", "SUPPLY AGREEMENT between Acme and Beta", "Supply Agreement (Acme, Beta)", "content"),
    ],
)
def test_a_title_is_found_for_every_document(
    load_content: LoadContent, name: str, text: str, title: str, origin: str
) -> None:
    facets = _facets(load_content(name, text))
    assert (facets.title, facets.origins["title"]) == (title, origin)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 2024-05-02 at noon", date(2024, 5, 2)),
        ("May 2, 2024", date(2024, 5, 2)),
        ("2 May 2024", date(2024, 5, 2)),
        ("Friday, September 4, 2020", date(2020, 9, 4)),
        ("made this 5th day of December, 2007", date(2007, 12, 5)),
        ("Date of publication: 2021.6.22, From: a review", date(2021, 6, 22)),
        ("发布于2024年5月2日", date(2024, 5, 2)),
        ("In May 1, 2020 words.\nDate: 2 June 2021", date(2021, 6, 2)),
        ("May 2nd, 2024", date(2024, 5, 2)),
        ("on 02-May-2024", date(2024, 5, 2)),
        ("签署于二〇二四年五月二日", date(2024, 5, 2)),
        ("二○二三年十二月三十一日", date(2023, 12, 31)),
        ("二零二四年十月二十日", date(2024, 10, 20)),
        ("25/12/2024 or 12/25/2024", date(2024, 12, 25)),
        ("12-23-2019 or 05-02-2024", date(2019, 12, 23)),
        ("05/05/2024", date(2024, 5, 5)),
        ("05/02/2024", None),
        ("日期：2024年5月2日", date(2024, 5, 2)),
        ("Review by: 1 May 2026\n2 May 2024", date(2024, 5, 2)),
        ("Next review date: 1 May 2026", None),
        ("Issued 2 May 2024, valid until 1 May 2026", date(2024, 5, 2)),
        ("Expires on 1 May 2026; due by 1 June 2026; no later than 1 July 2026", None),
        ("Renewal date: 1 May 2026. Renews 2 May 2026", None),
        ("有效期至2026年5月1日", None),
        ("April 15 , 2010", date(2010, 4, 15)),
        ("this first (1st) day of January, 1996", date(1996, 1, 1)),
        ("30 February 2024, then 1 March 2024", date(2024, 3, 1)),
        ("Update 3.2024.1, September 13 & 14, 2012, call 2024-555-0101", None),
    ],
)
def test_dates_are_read_in_english_and_chinese(text: str, found: date | None) -> None:
    assert find_date(text) == found


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("Kick-off, 2 May 2024\n\nWe met.", date(2024, 5, 2)),
        ("Kick-off\n\nOn 2 May 2024 the parties met.", None),
        ("Kick-off\n\nOn 2 May 2024 the parties met.\nMeeting date: 3 May 2024", date(2024, 5, 3)),
        ("Kick-off\nLaunch date: the team decides, but the plan says that it is to be on 1 May 2026", None),
        ("Charter\nReview by 1 May 2026", None),
    ],
)
def test_a_date_in_a_sentence_is_not_the_documents(head: str, found: date | None) -> None:
    assert stated_date(head) == found


@pytest.mark.parametrize(
    ("text", "found", "origin"),
    [
        ("Kick-off\n\nThe contract of 5 January 2020 was read out.", date(2024, 5, 2), "file name"),
        ("Kick-off\n\nReview by: 5 January 2026", date(2024, 5, 2), "file name"),
        ("Kick-off\nDate: 3 May 2024\n\nWe met.", date(2024, 5, 3), "content"),
        ("---\ndate: 2024-05-04\n---\nKick-off", date(2024, 5, 4), "front matter"),
    ],
)
def test_the_date_of_a_file_name_yields_to_a_stated_one_only(
    load_content: LoadContent, text: str, found: date, origin: str
) -> None:
    facets = _facets(load_content("minutes/2024-05-02 kick-off.txt", text))
    assert (facets.date, facets.origins["date"]) == (found, origin)


@pytest.mark.parametrize(
    ("name", "title", "found"),
    [
        ("03_launch-checklist.md", "Launch checklist", None),
        ("000-josh-hanson.txt", "Josh hanson", None),
        ("000_43c77e3bd6e523f8.txt", "000 43c77e3bd6e523f8", None),
        ("Launch checklist 8f3a4c2b1d6e4f0a9b8c7d6e5f4a3b2c.md", "Launch checklist", None),
        ("Partners 8f3a4c2b1d6e4f0a9b8c7d6e5f4a3b2c_all.csv", "Partners", None),
        ("JSC-charter_123456789.html", "JSC charter", None),
        ("2024-05-02_kick-off.txt", "2024-05-02 kick off", date(2024, 5, 2)),
        ("GMT20240502-140000_Recording.vtt", "GMT20240502 Recording", date(2024, 5, 2)),
        ("Acme_20240502_8-K supply.pdf", "Acme 20240502 8-K supply", None),
        ("7 habits.md", "7 habits", None),
        ("2024 review.md", "2024 review", None),
        ("会议纪要.txt", "会议纪要", None),
    ],
)
def test_a_file_name_is_read_without_what_programs_add(name: str, title: str, found: date | None) -> None:
    claims = file_name_claims(Path(name))
    assert (claims.title, claims.date) == (title, found)


@pytest.mark.parametrize(
    ("name", "text", "known"),
    [
        ("note.md", "---\ndate: 2020-02\n---\nText.\n", "2020-02"),
        ("note.md", "---\ndate: 2020\n---\nText.\n", "2020"),
        ("note.md", "---\ndate: February 2020\n---\nText.\n", "2020-02"),
        ("note.md", "# Charter\n\nFebruary 2020\n\nIt begins here.\n", "2020-02"),
        ("note.md", "# Charter\n\nDate: 2020\n\nIt begins here.\n", "2020"),
        ("note.md", "# 章程\n\n2020年2月\n\n从这里开始。\n", "2020-02"),
        ("note.md", "# Charter\n\nReview: February 2020\n\nWe met in May 2021.\n", "None"),
        ("2020-02 JSC.md", "Notes.\n", "2020-02"),
        ("roe-2020-02-governance.md", "Notes.\n", "2020-02"),
        ("Minutes February 2020.md", "Notes.\n", "2020-02"),
        ("budget 2010-11.md", "Notes.\n", "None"),
        ("Horizon 2020.md", "Notes.\n", "None"),
        ("2020-02-05 JSC.md", "# JSC\n\nFebruary 2020\n\nIt begins here.\n", "2020-02-05"),
    ],
)
def test_a_month_or_a_year_is_kept_as_what_it_is(load_content: LoadContent, name: str, text: str, known: str) -> None:
    document = load_content(name, text)
    assert str(_facets(document).date) == known
    assert str(document.metadata["facets"]["date"]) == known


def test_a_month_or_a_year_counts_as_its_first_day() -> None:
    assert [date_from(iso) for iso in ("2020-02", "2020")] == [date(2020, 2, 1), date(2020, 1, 1)]


def test_a_file_name_gives_the_date_when_the_content_has_none(load_content: LoadContent) -> None:
    facets = _facets(load_content("2024-05-02_kick-off.txt", "Notes."))
    assert (facets.date, facets.origins["date"]) == (date(2024, 5, 2), "file name")


@pytest.mark.parametrize(
    ("text", "language"), [("赛诺菲 Sanofi 的数字化转型与合作", "zh"), ("Sanofi (赛诺菲) in China", "en")]
)
def test_language_is_told_by_the_letters(load_content: LoadContent, text: str, language: str) -> None:
    assert _facets(load_content("doc.txt", text)).language == language


def test_pairs_declare_what_front_matter_declares() -> None:
    claims = read_pairs(["audience: public", "no pair", "Date: 2024-05-02", "see: https://example.org"], Path("a.pdf"))
    assert claims.model_dump(exclude_none=True) == {"audience": "public", "date": date(2024, 5, 2)}


@pytest.mark.parametrize(
    ("keywords", "declared"),
    [
        ("alliance, pharma; kind: white paper; date: n/a; language: Klingon; people: ; shelf: 7", {}),
        ("alliance, audience: public, kind: memo, status: current", {"audience": "public", "status": "current"}),
        ("audience=team:legal", {"audience": "team:legal"}),
        ("audience measurement; media", {}),
        ("partners: Acme, Beta; date: 2024-05-02", {"partners": ["Acme", "Beta"], "date": date(2024, 5, 2)}),
    ],
)
def test_keywords_of_other_programs_are_passed_over(keywords: str, declared: dict[str, object]) -> None:
    assert read_keywords(keywords, Path("a.pdf")).model_dump(exclude_none=True) == declared


@pytest.mark.parametrize("keywords", ["audience: everybody", "audiance: public", "audience: public, alliances"])
def test_keywords_that_nearly_name_an_audience_are_refused(keywords: str) -> None:
    with pytest.raises(Malformed, match=r"Keywords: aud"):
        read_keywords(keywords, Path("a.pdf"))


@pytest.mark.parametrize(
    "head",
    [
        "---\naudiences: restricted\n---\nText.\n",
        "---\naudience: restricted\n\nThe text begins and nothing closes the block.\n",
        "\n---\naudience: restricted\n---\nText.\n",
        "---\n# who may read it\naudience: restricted\n---\nText.\n",
        "----\naudience: restricted\n----\nText.\n",
        "---\raudience: restricted\r---\rText.\r",
    ],
)
def test_what_is_nearly_front_matter_never_opens_what_it_means_to_close(load_content: LoadContent, head: str) -> None:
    with pytest.raises(Malformed, match=r"audience"):
        load_content("note.md", head)


@pytest.mark.parametrize(
    ("root", "kind", "audience"), [("partner-acme", "article", "partner:acme"), ("talks", "talk", "internal")]
)
def test_the_name_of_the_ingested_folder_itself_counts(tmp_path: Path, root: str, kind: str, audience: str) -> None:
    folder = tmp_path / root
    folder.mkdir()
    (folder / "note.md").write_text("Some notes about governance.")
    [document] = load(folder / "note.md", folder, 1000)
    facets = _facets(document)
    assert (facets.kind, facets.audience) == (kind, audience)
