"""What others build on. A change here is a change for them: say it in the CHANGELOG."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import typer.main

import loaders
from assistant.cli import app as commands
from assistant.service.app import create_app
from assistant.service.metrics import Metrics
from assistant.settings import Settings
from assistant.types import Answer, Citation, Filters, Hit, Sentence, Turn

if TYPE_CHECKING:
    from assistant.service.services import Services

PLACE = "source document document_id kind speaker voice date page section time start end"


def test_commands() -> None:
    assert " ".join(sorted(typer.main.get_command(commands).commands)) == (  # type: ignore[attr-defined]
        "ask backup chat conversations doctor forget ingest keys mcp reindex restore search serve show sources"
    )


def test_routes() -> None:
    # The schema is made without what answers.
    services = cast(
        "Services",
        SimpleNamespace(settings=Settings(), catalog=None, loading=None, is_loopback=True, metrics=Metrics()),
    )
    assert " ".join(sorted(create_app(services).openapi()["paths"])) == (
        "/healthz /metrics /readyz /v1/answers/{id}/share /v1/ask /v1/chat/completions /v1/conversations "
        "/v1/conversations/{id} /v1/doctor /v1/feedback /v1/forget /v1/ingest /v1/models /v1/reindex /v1/search "
        "/v1/shared/{token} /v1/sources /v1/sources/{id} /v1/starters"
    )


def test_settings() -> None:
    assert " ".join(Settings.model_fields) == (
        "data embedding max_file_mb parse_seconds passage_tokens rerank model model_url model_seconds grounding "
        "prompts "
        "glossary keep_days legal safety folders uploads at_once waiting answer_seconds cors hosts log_questions slack"
    )


def test_json() -> None:
    assert {
        model.__name__: " ".join(model.model_fields) for model in (Answer, Sentence, Citation, Hit, Filters, Turn)
    } == {
        "Answer": "id status question standalone_question text sentences citations notes nearest support "
        "conversation_id model prompts usage timings seconds",
        "Sentence": "text citations verified",
        "Citation": f"{PLACE} number quote",
        "Hit": f"{PLACE} text reading score",
        "Filters": "kind speaker partner source after before audience",
        "Turn": "question answer",
    }


def test_loaders() -> None:
    assert " ".join(loaders.__all__) == (
        "SUFFIXES EmptyFile LoadError Malformed Mislabelled TooLarge UnknownSuffix Unreadable load"
    )
    assert " ".join(sorted(loaders.SUFFIXES)) == (".csv .docx .eml .htm .html .md .pdf .pptx .srt .txt .vtt .xlsx .zip")
