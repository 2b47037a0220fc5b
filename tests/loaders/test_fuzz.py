"""Whatever is in a file, it becomes documents or a line that says why not: nothing crashes, hangs or fills memory."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import docx
import fpdf
import openpyxl
import pptx
import pytest

from assistant.knowledge.parsing import Lost, Parsed
from assistant.knowledge.workers import Workers
from loaders import SUFFIXES
from tests.conftest import MAX_BYTES, Trials

PATIENCE = 300.0  # seconds that a file may take: few on a free machine, which that of a test seldom is

PROSE = "The JSC of Acme and Bluefin met on 2 May 2024. “Ask first,” said Jane Roe. 联合指导委员会每季度开会。"
PLAYBOOK = f"# Launch\n\n{PROSE}\n\n## Steps\n\n1. Invite the partner.\n   - [ ] Room\n2. Agree on the charter.\n"
AGREEMENT = (
    "STRATEGIC ALLIANCE AGREEMENT\n\nThis Agreement is made as of 1 May 2024 between Acme, Inc. and Bluefin Ltd.\n\n"
    '1. DEFINITIONS\n\n1.1 "Product" means the pilot under Section 2.1.\n\n2. TERM\n\n'
    "2.1 Royalties are [***] percent.\n"
)
INTERVIEW = "Interview with Jane Roe\n\nQ: Who decides?\n\nA: The JSC does.\n\nQ: And then?\n\nA: We write it down.\n"
TALK = "[00:12:34] Jane Roe: Welcome.\n[00:12:40] Tom Fox: Thank you, Jane.\n[00:13:00] Jane Roe: Next slide.\n"
CUES = "00:00:01{p}000 --> 00:00:02{p}500\n{voice}Welcome.\n\n00:00:03{p}000 --> 00:00:04{p}000\nTom Fox: Thank you.\n"
PAGE = (
    "<html><head><title>Launch</title><meta name=author content='Jane Roe'></head><body><nav>Home</nav><article>"
    f"<h1>Launch</h1><p>{PROSE}</p><table><tr><th>Owner</th></tr><tr><td>Jane</td></tr></table></article></body></html>"
)
MAIL = (
    "From: Jane <jane@acme.example>\nSubject: =?utf-8?q?Launch?=\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n'
    f"{PROSE}\n--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename=owners.csv\n\na,b\n1,2\n--b--\n"
)


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("Launch", 1)
    document.add_paragraph(PROSE)
    document.add_paragraph("Invite the partner.", style="List Number")
    document.add_table(2, 2).cell(1, 1).text = "Jane"
    return _saved(document.save)


def _pdf(is_packed: bool) -> bytes:
    writer = fpdf.FPDF()
    writer.set_compression(is_packed)
    writer.set_font("helvetica")
    for number in range(3):
        writer.add_page()
        writer.start_section(f"Chapter {number}")
        writer.multi_cell(0, text=f"Playbook\nChapter {number}\n{AGREEMENT}\nPage {number + 1}")
    return bytes(writer.output())


def _slides() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    for shape in slide.placeholders:
        shape.text = "Launch"
    slide.notes_slide.notes_text_frame.text = PROSE
    return _saved(deck.save)


def _sheet() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Alliances", 0)
    for row in [["Alliance", "Owner"], ["Heron", "Jane"], ["Otter", "=1+1"]]:
        sheet.append(row)
    return _saved(book.save)


def _archive() -> bytes:
    members = {"a/notes.md": PLAYBOOK, "talk.txt": TALK, "../up.txt": PROSE, "owners.csv": "a,b\n1,2\n", "x.bin": "\0"}
    return _zipped({name: content.encode() for name, content in members.items()})


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def _zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


TEXTS = [text.encode() for text in (PLAYBOOK, AGREEMENT, INTERVIEW, TALK, f"---\ntitle: T\n---\n{PLAYBOOK}")]
TEXTS += [PLAYBOOK.encode("utf-16"), PROSE.encode("gb18030")]
SEEDS: dict[str, list[bytes]] = {
    ".csv": [b'Alliance,Owner\nHeron,Jane\n"Otter, Ltd.","a\nb"\n', "甲;乙\n1;2\n".encode("gb18030")],
    ".docx": [_word()],
    ".eml": [MAIL.encode()],
    ".htm": [PAGE.encode()],
    ".html": [PAGE.encode()],
    ".md": TEXTS,
    ".pdf": [_pdf(is_packed=True), _pdf(is_packed=False)],
    ".pptx": [_slides()],
    ".srt": [f"1\n{CUES.format(p=',', voice='')}".encode()],
    ".txt": TEXTS,
    ".vtt": [f"WEBVTT\n\nNOTE\ntitle: T\n\n{CUES.format(p='.', voice='<v Jane Roe>')}".encode()],
    ".xlsx": [_sheet()],
    ".zip": [_archive()],
}


# What once took a reader more than its length in time, or more still.
REPETITIONS = [
    "Jane Roe" + " " * 100_000 + "agrees.",
    "Jane Roe" + "\t" * 100_000 + "0:12",
    "“" * 100_000,
    "`" * 100_000,
    " ‘a" * 30_000,
    "联盟需要时间。“他说。”" * 8_000,
    "王伟说，约翰·史密斯表示同意。" * 6_000,
    "This Agreement made (" * 5_000,
    "(甲方" * 30_000,
    "Ann Lee: Why?\n\nTom Poe: Because.\n\nInterviewed by Ann Lee\n\n" * 2_000,
]

TOKENS = [
    b"\n\n",
    b"---\n",
    b"-->",
    b"<",
    b"&#",
    b"(",
    b"1. ",
    b"Q: ",
    b"\xe2\x80\x9c",
    b'"',
    b"|",
    b",",
    b"0",
    b"9" * 40,
    b" " * 4000,
]


def _spoiled(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bits turned, its end cut off, or a piece of it put elsewhere, cut out or made random."""
    spoiled = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5])):
        at, to = sorted(chance.randrange(len(spoiled) + 1) for _ in range(2))
        to = min(to, at + chance.choice([1, 8, 64, 1024]))
        elsewhere = chance.randrange(len(spoiled) + 1)
        match chance.randrange(6):
            case 0:
                del spoiled[to:]
            case 1:
                spoiled[elsewhere:elsewhere] = spoiled[at:to] * chance.choice([1, 1, 50])
            case 2:
                del spoiled[at:to]
            case 3:
                spoiled[at:to] = chance.choice([*TOKENS, chance.randbytes(to - at)])
            case _ if at < len(spoiled):
                spoiled[at] ^= 1 << chance.randrange(8)
            case _:
                pass
    return bytes(spoiled)


def _spoiled_inside(content: bytes, chance: random.Random) -> bytes:
    """An archive with one of its members spoiled: what is spoiled outside seldom gets past the checksums."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(members))
    return _zipped(members | {name: _spoiled(members[name], chance)})


def _files(folder: Path, count: int) -> Iterator[Path]:
    """So many spoiled files, of each suffix in turn; now and then one has the content of another suffix."""
    suffixes = sorted(SUFFIXES)
    for number in range(count):
        chance = random.Random(number)
        suffix = suffixes[number % len(suffixes)]
        of = suffix if chance.random() < 0.95 else chance.choice(suffixes)
        seed = chance.choice(SEEDS[of])
        is_archive = seed.startswith(b"PK") and chance.random() < 0.7
        path = folder / f"{number}{suffix}"
        path.write_bytes((_spoiled_inside if is_archive else _spoiled)(seed, chance))
        yield path


def _check(path: Path, outcome: object) -> None:
    assert not isinstance(outcome, Lost), (path, outcome)
    if isinstance(outcome, Parsed):
        _check_parsed(outcome)


def _check_parsed(parsed: Parsed) -> None:
    text = parsed.text
    text.encode()
    for document in parsed.documents:
        assert all(0 <= place.start < place.end <= len(text) for place in document.places)
        assert all(passage.text == text[passage.start : passage.end] for passage in document.passages)
        for kind in ("section", "page", "speaker", "role", "time"):
            ranges = sorted((place.start, place.end) for place in document.places if place.kind == kind)
            assert all(before[1] <= after[0] for before, after in pairwise(ranges)), kind


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(MAX_BYTES, PATIENCE) as workers:
        yield workers


def test_every_suffix_has_a_seed_that_loads(tmp_path: Path, workers: Workers) -> None:
    assert SEEDS.keys() == SUFFIXES
    paths = []
    for suffix, contents in SEEDS.items():
        for number, content in enumerate(contents):
            paths.append(tmp_path / f"{number}{suffix}")
            paths[-1].write_bytes(content)
    refused = {
        path.name: outcome
        for path, outcome in zip(paths, workers.parse(tmp_path, paths), strict=True)
        if not isinstance(outcome, Parsed)
    }
    assert refused == {}


def test_a_spoiled_file_becomes_documents_or_is_refused(tmp_path: Path, workers: Workers, trials: Trials) -> None:
    paths = list(_files(tmp_path, trials(300, 10_000)))
    for path, outcome in zip(paths, workers.parse(tmp_path, paths), strict=True):
        _check(path, outcome)


def test_repetition_is_read_in_time(tmp_path: Path, workers: Workers) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(len(REPETITIONS))]
    for path, content in zip(paths, REPETITIONS, strict=True):
        path.write_text(content, encoding="utf-8")
    for path, outcome in zip(paths, workers.parse(tmp_path, paths), strict=True):
        _check(path, outcome)
