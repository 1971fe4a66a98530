"""What the OpenAPI document promises is what central does: Schemathesis asks everything, well and badly.

A long run: `SCHEMATHESIS_EXAMPLES=2000 python -m pytest tests/central/test_openapi.py`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import update

from sync.central.front import STATUS
from sync.central.store.tables import kiosks
from tests.central.county import REGION, County, bearer, error_in, hasty_store

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "12"))
CHECKED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    with hasty_store(tmp_path_factory.mktemp("openapi")) as store:
        county = County(store)
        yield county
        county.close()


def document(county: County) -> dict[str, Any]:
    status, body = county.get("/v1/openapi.json")
    assert status == 200
    said: dict[str, Any] = json.loads(body)
    return said


OPERATIONS = [
    ("POST", "/v1/sync"), ("POST", "/v1/enrol"), ("POST", "/v1/again"), ("POST", "/v1/rows"),
    ("GET", "/v1/pages/{region}/{scope}/{name}"), ("GET", "/v1/sums"), ("GET", "/v1/sums/{bucket}"),
    ("POST", "/v1/sounds/{name}"), ("GET", "/v1/sounds/{name}"), ("GET", "/v1/sounds/{name}/about"),
    ("GET", "/v1/updates/offer"), ("GET", "/v1/updates/{part}/{name}"),
    ("GET", "/v1/time"),
    ("GET", "/v1/health"),
    ("GET", "/metrics"),
]  # fmt: skip


def test_every_operation_stands_in_the_document_and_is_asked_below(county: County) -> None:
    said = document(county)
    found = {(method.upper(), path) for path, methods in said["paths"].items() for method in methods}
    assert found == set(OPERATIONS)
    assert {"SyncRequest", "SyncReply", "Operation", "RowsRequest", "AgainRequest", "Fault"} <= set(
        said["components"]["schemas"]
    )


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_central_answers_as_its_document_says(county: County, method: str, path: str) -> None:
    front = county.central.application.front
    schema = schemathesis.openapi.from_dict(document(county))
    schema.app = front
    operation = schema[path][method]

    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    def ask(case: Any) -> None:
        for headers in ({"Authorization": bearer(county.east.token)}, {}):
            response = case.call(app=front, headers=headers)
            case.validate_response(response, checks=CHECKED)
            if response.status_code >= 400:
                assert set(response.json()) == {"error", "detail"}

    ask()
    assert county.east.send().refused is not None, "central still answers"


def test_a_path_that_is_none_and_a_method_that_is_none_are_refused(county: County) -> None:
    for path in ("/v1/everything", "/docs", "/", "/v1/health/"):
        status, body = county.get(path)
        assert (status, error_in(body)) == (404, "not-found"), path
    for method, path in (("GET", "/v1/sync"), ("DELETE", "/v1/rows")):
        status, headers, body = county.ask(method, path)
        assert (status, headers["allow"], error_in(body)) == (405, "POST", "wrong-method")


def test_each_status_of_an_error_is_documented(county: County) -> None:
    told = {int(status) for status in document(county)["paths"]["/v1/sync"]["post"]["responses"]}
    assert set(STATUS.values()) | {200, 400} <= told


def test_the_document_says_who_needs_a_token(county: County) -> None:
    said = document(county)
    scheme = said["components"]["securitySchemes"]["token"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    open_to_all = {"/v1/enrol", "/v1/time", "/v1/health", "/metrics"}
    for path, methods in said["paths"].items():
        for operation in methods.values():
            assert operation.get("security", []) == ([] if path in open_to_all else [{"token": []}]), path
            assert not [one for one in operation.get("parameters", []) if one["name"].lower() == "authorization"]


def test_a_token_does_not_pass_for_another_after_all_that(county: County) -> None:
    with county.store.change() as connection:
        mine = (kiosks.c.region == REGION) & (kiosks.c.kiosk == county.west.said.kiosk)
        connection.execute(update(kiosks).where(mine).values(revoked_ms=1))
    assert county.west.fault(county.west.message()) == (403, "revoked")
