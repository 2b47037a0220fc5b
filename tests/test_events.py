"""The events as the documentation shows them are the events as they are."""

import json
import re
from pathlib import Path

from pydantic import BaseModel

from assistant.types import Answer, Finished, Found, Wrote

DOCUMENT = Path(__file__).parents[1] / "docs" / "events.md"


def test_the_documented_json_is_the_json() -> None:
    shown = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)]
    events: tuple[type[BaseModel], ...] = (Found, Wrote, Finished)
    assert [
        kind.model_validate(each).model_dump(mode="json") for kind, each in zip(events, shown, strict=True)
    ] == shown


def test_an_event_has_its_name() -> None:
    answer = {"id": "1", "question": "?", "standalone_question": "?", "text": "", "model": "extractive", "seconds": 0}
    done, failed = (Answer.model_validate({**answer, "status": status}) for status in ("answered", "failed"))
    assert (Found.name, Wrote.name, Finished(answer=done).name, Finished(answer=failed).name) == (
        "found",
        "sentence",
        "done",
        "error",
    )
