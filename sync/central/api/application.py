"""The FastAPI application: enrolment, pages, repairs, sounds, health and metrics, each described in its OpenAPI."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import FastAPI, Header, Path, Query, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.security import HTTPBearer
from sqlalchemy import select
from starlette.exceptions import HTTPException

from sync.central.bodies import STALL_S, read_body
from sync.central.enrolment import Enrolment
from sync.central.front import DATABASE_FAULTS, IS_HEAD, STATUS, SYNC, Front, WrongMethod, whose
from sync.central.journal import LOGGER, Metrics, tell
from sync.central.looking import Seen, looked
from sync.central.published import MOST_NAME, Part, PublishedFiles
from sync.central.repairs import Repairs, RowsRequest
from sync.central.rings import Rings
from sync.central.sounds import MOST_PIECE_BYTES, SoundPiece, Sounds
from sync.central.store.database import Store, check_connection, now_ms
from sync.central.store.tables import pages
from sync.central.throttle import Throttle
from sync.protocol.canonical import encode
from sync.protocol.digest import BUCKETS
from sync.protocol.enrolment import MOST_ENROL_BYTES, AgainRequest, Enrolled, body_of
from sync.protocol.faults import BadMessage, ProtocolFault, UnknownProtocol
from sync.protocol.kinds import Scope
from sync.protocol.page import is_page_name
from sync.protocol.signing import Purpose, Signer
from sync.protocol.version import KNOWN
from sync.protocol.wire import Message, Moment, Operation, SyncReply, SyncRequest, validated

FOR_EVER = "public, max-age=31536000, immutable"
FOR_ONE = "private, max-age=31536000, immutable"
NOT_KEPT = "no-store"
BYTES = "application/octet-stream"
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
ENROL_WITHIN_S = 60.0
"""Who enrols has no token yet: a stranger who trickles 8 KB may not hold a connection all day."""
PROMETHEUS = "text/plain; version=0.0.4"
FAULT = {"$ref": "#/components/schemas/Fault"}
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"description": "One plain error", "content": {"application/json": {"schema": FAULT}}}
    for status in sorted({400, *STATUS.values()})
}
ANSWERS: dict[int | str, dict[str, Any]] = {200: {"description": "Bytes", "content": {BYTES: {}}}, **ERRORS}
PARTS: dict[int | str, dict[str, Any]] = {
    **ANSWERS,
    206: {"description": "A part", "content": {BYTES: {}}},
    304: {"description": "It is what the asker has"},
}


class Fault(Message):
    """What is answered to whatever is not: `error` is a word for machines, `detail` holds no personal data."""

    error: str
    detail: str


class OtherScope(ProtocolFault):
    """A token speaks only for its own region and station."""

    key = "other-scope"


class NotFound(ProtocolFault):
    key = "not-found"


class NoSuchRange(ProtocolFault):
    """What is asked for begins behind the end; `detail` is how many bytes there are."""

    key = "no-such-range"


TOKEN = HTTPBearer(auto_error=False, scheme_name="token", description="What a kiosk got when it was enrolled.")


async def who(request: Request, _token: Annotated[object, Security(TOKEN)]) -> Seen:
    """The kiosk whose token a request carries."""
    front: Front = request.app.state.front
    return await front.who(request.scope)


Asking = Annotated[Seen, Security(who)]
SoundName = Annotated[str, Path(max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]


def build(
    store: Store,
    signer: Signer,
    *,
    throttle: Throttle | None = None,
    stall_s: float = STALL_S,
    updates: FilePath | None = None,
) -> Front:
    """Return the whole ASGI application on one database; a request without a byte for `stall_s` is given up.

    `updates`: the folder of programs for stations, None for none.
    """
    metrics = Metrics()
    app = FastAPI(
        title="Yizhan central",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        redirect_slashes=False,  # it would send people wherever the request's own `Host` says
    )
    front = Front(store, signer, app, metrics, throttle=throttle, stall_s=stall_s)
    enrolment, repairs, sounds = Enrolment(store, signer.public_key), Repairs(store), Sounds(store)
    programs, rings = PublishedFiles(updates), Rings(store)
    app.state.front = front
    _answer_faults(app, metrics)

    @app.post("/v1/enrol", responses=ANSWERS, response_class=Response)
    async def enrol(request: Request) -> Response:
        """A kiosk comes with a one-time code. Body and answer: 32 bytes of keyed hash, then JSON."""
        body = await read_body(request.scope, request.receive, most=MOST_ENROL_BYTES, within_s=ENROL_WITHIN_S)
        answer = await _in_thread(enrolment.enrol, body)
        enrolled = Enrolled.model_validate_json(body_of(answer))
        tell("enrolled", region=enrolled.region, station=enrolled.station, kiosk=enrolled.kiosk)
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
        request: Request,
        region: Annotated[str, Path(max_length=6)],
        scope: Scope,
        name: Annotated[str, Path(max_length=64)],
        seen: Asking,
        range_: Annotated[str, Header(alias="Range", max_length=100)] = "",
        have: Annotated[str, Header(alias="If-None-Match", max_length=1000)] = "",
        of: Annotated[str, Header(alias="If-Range", max_length=100)] = "",
    ) -> Response:
        """One page, or a part of it (`Range: bytes=N-`). It never changes: its name is its content, and its `ETag`."""
        if region != seen.region:
            raise OtherScope
        if not is_page_name(name):
            raise NotFound
        owner = "" if scope is Scope.REGION else seen.station
        data = await _in_thread(_page_bytes, store, region, owner, name)
        if data is None:
            raise NotFound
        tag = f'"{name}"'
        headers = {
            "cache-control": FOR_EVER if scope is Scope.REGION else FOR_ONE,
            "accept-ranges": "bytes",
            "etag": tag,
        }
        if _is_among(tag, have):
            return Response(status_code=304, headers=headers)
        answer = _part(data, range_ if of in ("", tag) else "", headers)
        if IS_HEAD not in request.scope:
            metrics.page_bytes.inc(len(answer.body))
        return answer

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
        """A recording, or a part of it."""
        data = await _in_thread(sounds.data, seen.region, seen.station, name)
        if data is None:
            raise NotFound
        return _part(data, range_, {"cache-control": FOR_ONE, "accept-ranges": "bytes"})

    @app.get("/v1/updates/offer", responses=ANSWERS, response_class=Response)
    async def update_offer(request: Request, seen: Asking) -> Response:
        """The ring that the kiosk's station is in, and the version that it may have, as a signed `UpdateOffer`."""
        offer = await _in_thread(rings.offer, seen.region, seen.station)
        return _signed(signer, _asked(request), encode(offer.model_dump()).encode())

    @app.get("/v1/updates/{part}/{name}", responses=PARTS, response_class=Response)
    async def update_file(
        part: Part,
        name: Annotated[str, Path(max_length=MOST_NAME)],
        seen: Asking,
        range_: Annotated[str, Header(alias="Range", max_length=100)] = "",
    ) -> Response:
        """A program, or what its signatures stand in, or a part of it. Signed by the county, not by this server."""
        found = await _in_thread(programs.found, part, name)
        if found is None:
            raise NotFound
        headers = {"cache-control": FOR_ONE if part is Part.TARGETS else NOT_KEPT, "accept-ranges": "bytes"}
        start, end = _range(range_, found.size) if found.size else (0, 0)
        headers["content-length"] = str(end - start)
        if is_part := (start, end) != (0, found.size):
            headers["content-range"] = f"bytes {start}-{end - 1}/{found.size}"
        return StreamingResponse(found.pieces(start, end), 206 if is_part else 200, headers, media_type=BYTES)

    @app.get("/v1/time", responses=ANSWERS, response_class=Response)
    async def time(request: Request, once: Annotated[str, Query(max_length=64)]) -> Response:
        """What time it is, as a signed `Moment`: a kiosk whose clock is wrong asks before it tells its token."""
        return _signed(signer, _asked(request), encode(Moment(now=now_ms()).model_dump()).encode())

    @app.get("/v1/health", responses={503: ERRORS[503]})
    async def health() -> dict[str, str]:
        """Whether this process can reach its database."""
        await _in_thread(looked, partial(check_connection, store))
        return {"status": "ok"}

    @app.get("/metrics", responses={200: {"content": {PROMETHEUS: {}}}}, response_class=Response)
    async def numbers() -> Response:
        """Counters for Prometheus, of all processes that were started together."""
        return Response(await _in_thread(metrics.text), media_type=PROMETHEUS)

    app.openapi = lambda: _document(app)  # type: ignore[method-assign]
    return front


def _answer_faults(app: FastAPI, metrics: Metrics) -> None:
    def refused(request: Request, key: str, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
        metrics.requests.labels("other", key).inc()
        tell("refused", error=key, path=_place(request), **whose(request.scope))
        return JSONResponse(
            {"error": key, "detail": detail}, STATUS.get(key, 400), {"cache-control": NOT_KEPT, **(headers or {})}
        )

    @app.exception_handler(ProtocolFault)
    async def fault(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, ProtocolFault)
        size = {"content-range": f"bytes */{error.detail}"} if isinstance(error, NoSuchRange) else None
        return refused(request, error.key, error.detail, size)

    @app.exception_handler(HTTPException)
    async def nothing_there(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        key = WrongMethod.key if error.status_code == STATUS[WrongMethod.key] else NotFound.key
        return refused(request, key, "", error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: Exception) -> JSONResponse:
        return refused(request, BadMessage.key, "parameters")

    async def database(request: Request, error: Exception) -> JSONResponse:
        metrics.requests.labels("other", "busy").inc()
        LOGGER.error("database", exc_info=error)
        return JSONResponse({"error": "busy", "detail": ""}, STATUS["busy"], {"cache-control": NOT_KEPT})

    for fault_of_database in DATABASE_FAULTS:
        app.add_exception_handler(fault_of_database, database)


def _place(request: Request) -> str:
    """Return the path as it stands in the document, for the log: in the request's own anything may be written."""
    return getattr(request.scope.get("route"), "path", "unknown")


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
    """Return first byte and end of what is asked for; all where it is not understood (RFC 9110, 14.1 and 14.2).

    Raises `NoSuchRange`.
    """
    match = RANGE.fullmatch(asked.strip())
    if not match or match[0] == "bytes=-":
        return 0, size
    if not match[1]:  # the last so many bytes
        start, end = max(0, size - int(match[2])), size
    else:
        start, end = int(match[1]), min(int(match[2]) + 1, size) if match[2] else size
        if match[2] and int(match[2]) < start:
            return 0, size
    if start >= size:
        raise NoSuchRange(str(size))
    return start, end


def _part(data: bytes, asked: str, headers: dict[str, str]) -> Response:
    start, end = _range(asked, len(data))
    if start == 0 and end == len(data):
        return Response(data, media_type=BYTES, headers=headers)
    headers["content-range"] = f"bytes {start}-{end - 1}/{len(data)}"
    return Response(data[start:end], status_code=206, media_type=BYTES, headers=headers)


def _is_among(tag: str, have: str) -> bool:
    """Tell whether an `If-None-Match` names a tag (RFC 9110, 13.1.2)."""
    return have.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in have.split(","))


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
    document["paths"][SYNC] = {
        "post": {
            "summary": "Sync",
            "operationId": "sync",
            "description": SyncRequest.__doc__,
            "security": [{TOKEN.scheme_name: []}],
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
