"""The API's description is the contract: whatever it lets a client send is answered as it says."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.conftest import Trials
from tests.surfaces.serving import serving
from tests.surfaces.terminals import Terminal

APIOperation = schemathesis.APIOperation[Any, Any, Any, Any]
Case = schemathesis.Case[Any]

AS_DESCRIBED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


def test_no_request_gets_an_answer_that_is_not_described(copied: Terminal, trials: Trials) -> None:
    with serving(copied, ALLY_RERANK="false") as (_, address):
        described = schemathesis.openapi.from_url(f"{address}/openapi.json")
        operations = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]
        assert len(operations) > 10
        for operation in operations:
            _answered_as_described(operation, trials(8, 500))


def _answered_as_described(operation: APIOperation, count: int) -> None:
    @settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def answered(case: Case) -> None:
        case.call_and_validate(checks=AS_DESCRIBED)

    answered()
