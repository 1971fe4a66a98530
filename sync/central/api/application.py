"""The FastAPI application: enrolment, pages, repairs, sounds, health and metrics, each described in its OpenAPI."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from sqlalchemy import select

from sync.central.enrolment import Enrolment
from sync.central.front import DATABASE_FAULTS, STATUS, Front, read_body
from sync.central.journal import LOGGER, Metrics, tell
from sync.central.looking import Seen
from sync.central.repairs import Repairs, RowsRequest
from sync.central.sounds import MOST_PIECE_BYTES, SoundPiece, Sounds
from sync.central.store.database import Store, check_connection
from sync.central.store.tables import pages
from sync.central.throttle import Throttle
from sync.protocol.canonical import encode
from sync.protocol.digest import BUCKETS
from sync.protocol.enrolment import MOST_ENROL_BYTES, AgainRequest
from sync.protocol.faults import BadMessage, ProtocolFault, UnknownProtocol
from sync.protocol.kinds import Scope
from sync.protocol.page import is_page_name
from sync.protocol.signing import Purpose, Signer
from sync.protocol.version import KNOWN
from sync.protocol.wire import Message, Operation, SyncReply, SyncRequest, validated

FOR_EVER = "public, max-age=31536000, immutable"
FOR_ONE = "private, max-age=31536000, immutable"
NOT_KEPT = "no-store"
BYTES = "application/octet-stream"
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
PROMETHEUS = "text/plain; version=0.0.4"
FAULT = {"$ref": "#/components/schemas/Fault"}
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"description": "One plain error", "content": {"application/json": {"schema": FAULT}}}
    for status in (400, 401, 403, 404, 409, 413, 503)
}
ANSWERS: dict[int | str, dict[str, Any]] = {200: {"description": "Bytes", "content": {BYTES: {}}}, **ERRORS}
PARTS: dict[int | str, dict[str, Any]] = {**ANSWERS, 206: {"description": "The rest", "content": {BYTES: {}}}}


class Fault(Message):
    """What is answered to whatever is not: `error` is a word for machines, `detail` holds no personal data."""

    error: str
    detail: str


class OtherScope(ProtocolFault):
    """A token speaks only for its own region and station."""

    key = "other-scope"


class NotFound(ProtocolFault):
    key = "not-found"


async def who(request: Request, authorization: Annotated[str, Header()] = "") -> Seen:
    """The kiosk whose token a request carries."""
    front: Front = request.app.state.front
    return await front.who(request.scope)


Asking = Annotated[Seen, Depends(who)]
SoundName = Annotated[str, Path(max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]


def build(store: Store, signer: Signer, *, throttle: Throttle | None = None) -> Front:
    """Return the whole ASGI application on one database."""
    metrics = Metrics()
    app = FastAPI(title="Yizhan central", version="1", docs_url=None, redoc_url=None, openapi_url="/v1/openapi.json")
    front = Front(store, signer, app, metrics, throttle=throttle)
    enrolment, repairs, sounds = Enrolment(store, signer.public_key), Repairs(store), Sounds(store)
    app.state.front = front
    _answer_faults(app, metrics)

    @app.post("/v1/enrol", responses=ANSWERS, response_class=Response)
    async def enrol(request: Request) -> Response:
        """A kiosk comes with a one-time code. Body and answer: 32 bytes of keyed hash, then JSON."""
        body = await read_body(request.scope, request.receive, most=MOST_ENROL_BYTES)
        answer = await _in_thread(enrolment.enrol, body)
        tell("enrolled")
        return _bytes(answer)

    @app.post("/v1/again", responses=ANSWERS, response_class=Response)
    async def again(request: Request, seen: Asking) -> Response:
        """A kiosk whose identity is in use elsewhere asks for one of its own. The answer is signed."""
        body = await read_body(request.scope, request.receive, most=MOST_ENROL_BYTES)
        asked = validated(AgainRequest, body)
        _check_protocol(asked.v)
        enrolled = await _in_thread(enrolment.again, seen.region, seen.kiosk, asked)
        tell("again", region=seen.region, kiosk=enrolled.kiosk)
        return _signed(signer, body, enrolled.model_dump_json().encode())

    @app.get("/v1/pages/{region}/{scope}/{name}", responses=PARTS, response_class=Response)
    async def page(
        region: Annotated[str, Path(max_length=6)],
        scope: Scope,
        name: Annotated[str, Path(max_length=64)],
        seen: Asking,
        range_: Annotated[str, Header(alias="Range", max_length=100)] = "",
    ) -> Response:
        """One page, or the rest of it from a byte on (`Range: bytes=N-`). It never changes."""
        if region != seen.region:
            raise OtherScope
        if not is_page_name(name):
            raise NotFound
        owner = "" if scope is Scope.REGION else seen.station
        data = await _in_thread(_page_bytes, store, region, owner, name)
        if data is None:
            raise NotFound
        headers = {"cache-control": FOR_EVER if scope is Scope.REGION else FOR_ONE, "accept-ranges": "bytes"}
        metrics.page_bytes.inc(len(data))
        return _part(data, range_, headers)

    @app.get("/v1/sums", responses=ANSWERS, response_class=Response)
    async def sums(request: Request, seen: Asking) -> Response:
        """The digests of the kiosk's records by bucket: 16 bytes each, signed."""
        return _signed(signer, _asked(request), await _in_thread(repairs.sums, seen.region, seen.station))

    @app.get("/v1/sums/{bucket}", responses=ANSWERS, response_class=Response)
    async def bucket(request: Request, bucket: Annotated[int, Path(ge=0, lt=BUCKETS)], seen: Asking) -> Response:
        """Kind, id and hash of each record of one bucket, as signed JSON."""
        rows = await _in_thread(repairs.bucket, seen.region, seen.station, bucket)
        return _signed(signer, _asked(request), encode(rows).encode())

    @app.post("/v1/rows", responses=ANSWERS, response_class=Response)
    async def rows(request: Request, seen: Asking) -> Response:
        """Single records as they are now: a signed page without a header."""
        body = await read_body(request.scope, request.receive)
        asked = validated(RowsRequest, body)
        _check_protocol(asked.v)
        packed = await _in_thread(repairs.rows, seen.region, seen.station, asked.rows)
        return _signed(signer, body, packed)

    @app.post("/v1/sounds/{name}", responses=ANSWERS, response_class=Response)
    async def add_sound(
        request: Request,
        name: SoundName,
        piece: Annotated[SoundPiece, Query()],
        seen: Asking,
    ) -> Response:
        """One more piece of a recording; the answer is how many bytes of it are here, signed."""
        body = await read_body(request.scope, request.receive, most=MOST_PIECE_BYTES)
        have = await _in_thread(sounds.add, seen.region, seen.station, name, piece, body)
        return _signed(signer, _asked(request) + b"\n" + body, encode({"have": have}).encode())

    @app.get("/v1/sounds/{name}/about", responses=ANSWERS, response_class=Response)
    async def about_sound(request: Request, name: SoundName, seen: Asking) -> Response:
        """Size, form, length and hash of a recording that this kiosk may hear, signed."""
        about = await _in_thread(sounds.about, seen.region, seen.station, name)
        if about is None:
            raise NotFound
        return _signed(signer, _asked(request), encode(about).encode())

    @app.get("/v1/sounds/{name}", responses=PARTS, response_class=Response)
    async def sound(
        name: SoundName,
        seen: Asking,
        range_: Annotated[str, Header(alias="Range", max_length=100)] = "",
    ) -> Response:
        """A recording, or the rest of it from a byte on."""
        data = await _in_thread(sounds.data, seen.region, seen.station, name)
        if data is None:
            raise NotFound
        return _part(data, range_, {"cache-control": FOR_ONE, "accept-ranges": "bytes"})

    @app.get("/v1/health", responses={503: ERRORS[503]})
    async def health() -> dict[str, str]:
        """Whether this process can reach its database."""
        await _in_thread(check_connection, store)
        return {"status": "ok"}

    @app.get("/metrics", responses={200: {"content": {PROMETHEUS: {}}}}, response_class=Response)
    async def numbers() -> Response:
        """Counters of this process for Prometheus."""
        return Response(metrics.text(), media_type=PROMETHEUS)

    app.openapi = lambda: _document(app)  # type: ignore[method-assign]
    return front


def _answer_faults(app: FastAPI, metrics: Metrics) -> None:
    @app.exception_handler(ProtocolFault)
    async def fault(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, ProtocolFault)
        metrics.requests.labels("other", error.key).inc()
        tell("refused", error=error.key)
        return JSONResponse({"error": error.key, "detail": error.detail}, STATUS.get(error.key, 400))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: Exception) -> JSONResponse:
        metrics.requests.labels("other", BadMessage.key).inc()
        tell("refused", error=BadMessage.key)
        return JSONResponse({"error": BadMessage.key, "detail": "parameters"}, 400)

    async def database(request: Request, error: Exception) -> JSONResponse:
        metrics.requests.labels("other", "busy").inc()
        LOGGER.error("database", exc_info=error)
        return JSONResponse({"error": "busy", "detail": ""}, 503)

    for fault_of_database in DATABASE_FAULTS:
        app.add_exception_handler(fault_of_database, database)


async def _in_thread(work: Callable[..., Any], *arguments: Any) -> Any:
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(work, *arguments)


def _page_bytes(store: Store, region: str, owner: str, name: str) -> bytes | None:
    with store.look() as connection:
        found = connection.execute(
            select(pages.c.data).where(pages.c.region == region, pages.c.owner == owner, pages.c.name == name)
        ).scalar()
    return None if found is None else bytes(found)


def _range(asked: str, size: int) -> tuple[int, int]:
    """Return first byte and end of what is asked for; all where it is not understood (RFC 9110, 14.2)."""
    match = RANGE.fullmatch(asked.strip())
    if not match:
        return 0, size
    start = int(match[1])
    end = min(int(match[2]) + 1, size) if match[2] else size
    return (start, end) if start < end else (0, size)


def _part(data: bytes, asked: str, headers: dict[str, str]) -> Response:
    start, end = _range(asked, len(data))
    if start == 0 and end == len(data):
        return Response(data, media_type=BYTES, headers=headers)
    headers["content-range"] = f"bytes {start}-{end - 1}/{len(data)}"
    return Response(data[start:end], status_code=206, media_type=BYTES, headers=headers)


def _check_protocol(number: int) -> None:
    if number not in KNOWN:
        raise UnknownProtocol(str(number)[:20])


def _asked(request: Request) -> bytes:
    """What a signed answer without a request body is bound to: path, and a word that the kiosk chose."""
    return f"{request.url.path}?{request.url.query}".encode()[:500]


def _bytes(data: bytes) -> Response:
    return Response(data, media_type=BYTES, headers={"cache-control": NOT_KEPT})


def _signed(signer: Signer, asked: bytes, rest: bytes) -> Response:
    return _bytes(signer.sign(Purpose.REPLY, asked, rest) + rest)


def _document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the sync round trip in it, which does not go through FastAPI."""
    if app.openapi_schema:
        return app.openapi_schema
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    for methods in document["paths"].values():
        for operation in methods.values():
            operation["responses"].pop("422", None)  # a wrong parameter gets the same plain error as all else
    place = "#/components/schemas/{model}"
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    for model in (SyncRequest, SyncReply, Operation, AgainRequest, RowsRequest, Fault):
        schema = model.model_json_schema(ref_template=place)
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    token = [{"name": "authorization", "in": "header", "required": True, "schema": {"type": "string"}}]
    document["paths"]["/v1/sync"] = {
        "post": {
            "summary": "Sync",
            "operationId": "sync",
            "description": SyncRequest.__doc__,
            "parameters": token,
            "requestBody": _json_body("SyncRequest"),
            "responses": {
                "200": {"description": "Signature, a line of SyncReply, inline pages", "content": {BYTES: {}}},
                **{str(status): said for status, said in ERRORS.items()},
            },
        }
    }
    document["paths"]["/v1/again"]["post"]["requestBody"] = _json_body("AgainRequest")
    document["paths"]["/v1/rows"]["post"]["requestBody"] = _json_body("RowsRequest")
    for path in ("/v1/enrol", "/v1/sounds/{name}"):
        document["paths"][path]["post"]["requestBody"] = {
            "required": True,
            "content": {BYTES: {"schema": {"type": "string", "format": "binary"}}},
        }
    app.openapi_schema = document
    return document


def _json_body(model: str) -> dict[str, Any]:
    return {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{model}"}}},
    }
