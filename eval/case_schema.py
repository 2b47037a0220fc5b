"""Writes the JSON Schema of a case, for editors and for programs that make suites: python -m eval.case_schema."""

import json
from pathlib import Path

from eval.cases import Case

FILE = Path(__file__).parent / "suites" / "case.schema.json"


def case_schema() -> str:
    """The schema of a line of a JSONL file of cases, as the file has it."""
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Case.model_json_schema()}
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(case_schema(), encoding="utf-8")
