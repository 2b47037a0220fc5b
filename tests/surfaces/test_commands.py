"""Each command, end to end, as a real process."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.surfaces.terminals import CORPUS, Terminal

PLACE = [
    "source",
    "document",
    "document_id",
    "kind",
    "speaker",
    "voice",
    "date",
    "page",
    "section",
    "time",
    "start",
    "end",
]
ANSWER = [
    "id",
    "status",
    "question",
    "standalone_question",
    "text",
    "sentences",
    "citations",
    "notes",
    "nearest",
    "support",
    "conversation_id",
    "model",
    "prompts",
    "usage",
    "timings",
    "seconds",
]
QUESTION = "What is a joint steering committee?"
NOTE = "# Governance\n\nThe steering committee of Bluefin meets four times a year in Basel.\n"


@cache
def _text(terminal: Terminal, source: str) -> str:
    return str(terminal.ally("show", source, "--json").json["text"])


def _stands(terminal: Terminal, located: dict[str, Any], text: str) -> bool:
    return _text(terminal, located["source"])[located["start"] : located["end"]] == text


@pytest.fixture(scope="module")
def answer(informed: Terminal) -> dict[str, Any]:
    """What `ally ask --json` prints."""
    answer: dict[str, Any] = informed.ally("ask", QUESTION, "--json").json
    return answer


def test_ingest_reports_what_became_of_each_file(terminal: Terminal) -> None:
    folder = terminal.write({"kept.md": NOTE, "edited.md": NOTE, "dropped.md": NOTE})
    first = terminal.ally("ingest", folder)
    assert (first.code, first.out, first.err) == (0, "documents: 3 added\n", "")
    (folder / "edited.md").write_text(f"{NOTE}\nThe quorum is three.\n")
    (folder / "dropped.md").unlink()
    (folder / "empty.md").touch()
    (folder / "new.md").write_text("# Launch\n\nThe launch team reports to the committee each month.\n")
    ran = terminal.ally("ingest", folder, "--json")
    assert ran.code == 1
    assert ran.json == {
        "folder": str(folder),
        "added": ["new.md"],
        "changed": ["edited.md"],
        "unchanged": 1,
        "removed": ["dropped.md"],
        "failed": {"empty.md": "the file is empty; put text into it or remove it"},
        "left_out": {},
        "passages": 2,
    }
    again = terminal.ally("ingest", folder)
    assert again.out.splitlines() == [
        "documents: 3 unchanged, 1 failed",
        "  failed  empty.md: the file is empty; put text into it or remove it",
    ]


def test_two_folders_do_not_collide(terminal: Terminal, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("north", "south")]
    for folder in folders:
        folder.mkdir()
        (folder / "note.md").write_text(f"# {folder.name}\n\nThe {folder.name} committee meets twice.\n")
        assert terminal.ally("ingest", folder).code == 0
    listed = terminal.ally("sources", "--json").json["sources"]
    assert [(each["folder"], each["source"], each["title"]) for each in listed] == [
        (str(folder), "note.md", folder.name) for folder in folders
    ]
    shown = terminal.ally("show", "note.md")
    assert shown.code == 2
    assert all(str(folder) in shown.err for folder in folders)


def test_an_answer_is_printed_with_its_quotes_and_their_sources(informed: Terminal) -> None:
    ran = informed.ally("ask", QUESTION)
    assert (ran.code, ran.err) == (0, "")
    assert "[1]" in ran.out
    assert any(str(path.relative_to(CORPUS)) in ran.out for path in CORPUS.rglob("*.*") if path.suffix != ".toml")
    assert all(line == line.rstrip() and len(line) <= 90 for line in ran.out.splitlines())


def test_an_answer_as_json_has_the_documented_shape(answer: dict[str, Any]) -> None:
    assert list(answer) == ANSWER
    assert (answer["status"], answer["question"], answer["model"]) == ("answered", QUESTION, "extractive")
    assert answer["nearest"] == []
    for sentence in answer["sentences"]:
        assert sentence.keys() == {"text", "citations", "verified"}
        assert sentence["verified"]
        assert sentence["citations"]
    numbers = [citation["number"] for citation in answer["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {number for sentence in answer["sentences"] for number in sentence["citations"]} == set(numbers)
    for citation in answer["citations"]:
        assert citation.keys() == {"number", "quote", *PLACE}
        assert citation["kind"] in {"talk", "interview", "playbook", "agreement", "minutes", "article"}
        assert citation["voice"] in {"said", "quoted", "reported", "author"}


def test_every_quote_is_its_source_word_for_word(informed: Terminal, answer: dict[str, Any]) -> None:
    assert answer["citations"]
    assert all(_stands(informed, citation, citation["quote"]) for citation in answer["citations"])


def test_what_no_source_says_is_not_found_and_no_error(informed: Terminal) -> None:
    ran = informed.ally("ask", "How deep is the harbour under the lighthouse?", "--json")
    assert (ran.code, ran.json["status"]) == (0, "not_found")
    assert (ran.json["sentences"], ran.json["citations"]) == ([], [])
    assert ran.json["nearest"]
    for citation in ran.json["nearest"]:
        assert citation.keys() == {"number", "quote", *PLACE}
        assert _stands(informed, citation, citation["quote"])


def test_search_hits_are_word_for_word_in_their_sources(informed: Terminal) -> None:
    hits = informed.ally("search", "notice of termination", "-k", "4", "--json").json["hits"]
    assert len(hits) == 4
    for hit in hits:
        assert hit.keys() == {"text", "reading", "score", *PLACE}
        assert _stands(informed, hit, hit["text"])
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_options_narrow_a_search(informed: Terminal) -> None:
    options = ("--kind", "agreement", "--partner", "Quillmere", "--after", "2023-01-01", "--before", "2023-12-31")
    printed = informed.ally("search", "termination", *options, "--source", "agreements/").out
    assert set(re.findall(r"agreements/\S+", printed)) == {"agreements/quillmere-amendment-1-2023.md"}
    answer = informed.ally("ask", "What did they count as a visit?", "--speaker", "Bertolini", "--json").json
    assert {citation["speaker"] for citation in answer["citations"]} == {"Caio Bertolini"}


def test_sources_lists_documents_and_where_their_facets_come_from(informed: Terminal) -> None:
    listed = informed.ally("sources", "--json").json["sources"]
    files = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*.*") if path.suffix != ".toml")
    assert sorted(each["source"] for each in listed) == files
    printed = informed.ally("sources").out.splitlines()
    assert all(name in printed for name in files)
    [agreement] = informed.ally("sources", "--why", "--source", "agreements/dunmarrow", "--json").json["sources"]
    assert agreement["audience"] == "restricted"
    assert agreement["origins"]["audience"] == "default"
    why = informed.ally("sources", "--why", "--kind", "talk").out
    assert "date: 2022-10-13 (front matter)" in why
    assert "agreements/" not in why


def test_show_prints_the_text_that_quotes_are_slices_of(informed: Terminal) -> None:
    source = "reference/glossary.md"
    text = (CORPUS / source).read_text(encoding="utf-8")
    assert informed.ally("show", source).out == text
    assert informed.ally("show", source, "--at", "10:30").out == f"{text[10:30]}\n"
    assert informed.ally("show", source, "--at", "10:30", "--json").json == {
        "source": source,
        "start": 10,
        "end": 30,
        "text": text[10:30],
    }


def test_a_viewer_sees_what_every_party_present_is_cleared_for(informed: Terminal) -> None:
    def audiences(*parties: str) -> set[str]:
        options = [word for party in parties for word in ("--as", party)]
        return {each["audience"] for each in informed.ally("sources", *options, "--json").json["sources"]}

    assert audiences("public") == {"public"}
    assert audiences("public,partner:quillmere") == {"public", "partner:quillmere"}
    assert audiences("public,internal", "public,partner:quillmere") == {"public"}
    assert audiences("partner:nobody") == set()
    hidden = informed.ally("show", "agreements/dunmarrow-supply-2020.txt", "--as", "internal")
    unknown = informed.ally("show", "agreements/nothing.txt", "--as", "internal")
    assert hidden.err.replace("dunmarrow-supply-2020", "nothing") == unknown.err
    hits = informed.ally("search", "steering committee", "--as", "partner:ostrelle", "--json").json["hits"]
    assert hits
    assert all("ostrelle" in hit["source"] or "pilot" in hit["source"] or "wren" in hit["source"] for hit in hits)


def test_doctor_counts_and_repairs(copied: Terminal) -> None:
    healthy = copied.ally("doctor")
    assert healthy.code == 0
    assert healthy.out.splitlines()[-1] == "All is well."
    figures = copied.ally("doctor", "--repair", "--json").json
    assert figures["problems"] == []
    assert sum(row["catalog"] for row in figures["audiences"]) == figures["passages"]
    assert all(row["catalog"] == row["vectors"] == row["lexical"] for row in figures["audiences"])


def test_a_backup_brings_everything_back(informed: Terminal, terminal: Terminal, answer: dict[str, Any]) -> None:
    file = terminal.folder / "all.ally"
    assert informed.ally("backup", file, "--json").json == {"file": str(file), "bytes": file.stat().st_size}
    assert terminal.ally("restore", file).code == 0
    assert terminal.ally("ask", QUESTION, "--json").json["citations"] == answer["citations"]
    refused = terminal.ally("restore", file)
    assert refused.code == 2
    assert "--replace" in refused.err
    again = terminal.ally("restore", file, "--replace", "--json")
    assert again.json == {"data": str(terminal.data), "file": str(file)}


def test_reindex_keeps_what_is_known(terminal: Terminal) -> None:
    terminal.ally("ingest", terminal.write({"note.md": NOTE}))
    assert terminal.ally("reindex", "--json").json == {"embedding": "shipped"}
    assert terminal.ally("search", "Bluefin", "--json").json["hits"][0]["source"] == "note.md"


def test_settings_come_from_the_file_then_variables_then_options(terminal: Terminal) -> None:
    (terminal.folder / "ally.toml").write_text('data = "from-file"\n')
    assert "from-file: nothing is known" in terminal.ally("sources", ALLY_DATA="").err
    assert "from-variable: nothing is known" in terminal.ally("sources", ALLY_DATA="from-variable").err
    assert "from-option: nothing is known" in terminal.ally("sources", "--data", "from-option").err
