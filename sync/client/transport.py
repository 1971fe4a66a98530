"""HTTP to central: few bytes, no byte for half a minute means the link is dead, and nothing is believed unsigned."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from kiosk.store.durable import files_told
from sync.client.report import Outcome

STALL_S = 30.0
"""No byte for so long means that the line is dead (sync.md); a slow line that still brings some may take all day."""
PIECE_BYTES = 16 * 1024
MOST_REFUSAL_BYTES = 4096
LONGEST_WORD = 40
BEHIND_CODES = frozenset({502, 503, 504})
"""What a proxy answers by itself where the server behind it does not run."""
NO_SUCH_FILE = 404
NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST"})
"""OpenSSL's reasons where whoever answers knows no TLS."""
STATUS_LINE = "HTTP/1."
NO_CHECK_TIME = 0x200000
"""OpenSSL's X509_V_FLAG_NO_CHECK_TIME, which Python does not name."""
CLOCK_CODES = frozenset({9, 10})
"""OpenSSL's "certificate is not yet valid" and "has expired": more often than not the clock is wrong."""
MEANINGS = {
    "revoked": Outcome.REVOKED,
    "unknown-token": Outcome.REVOKED,
    "central-set-back": Outcome.SET_BACK,
    "busy": Outcome.BUSY,
}
"""What central's words come to; any other is a refusal."""


class LinkFailed(Exception):
    """Central was not reached, or not heard to the end. `word` says how, for `sync-state-*`."""

    word = "offline"


class CutShort(LinkFailed):
    """The line broke off in the middle of an answer: it was there, and is there again before long."""

    word = "cut"


class Unanswered(LinkFailed):
    """The network is there, and where central should be nobody answers: its program does not run, or is being begun."""

    word = "unanswered"


class NotCentral(LinkFailed):
    """Somebody answered who is not central: a captive portal, a proxy, another server."""

    word = "portal"


class NotThere(NotCentral):
    """No such file, says a server that is not central, or a portal that knows no file of central's."""


class SaidNo(LinkFailed):
    """Central said no; its own word is the message, and may be anybody's, as nothing vouches for it."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.word = MEANINGS.get(said, Outcome.REFUSED).value


class WrongCertificate(LinkFailed):
    word = "certificate"


class WrongClock(LinkFailed):
    """The certificate would be good at another time than this machine's clock says."""

    word = "clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. `error` is the word of a fault that the other end told; nothing vouches for it."""

    body: bytes
    error: str = ""


class Transport:
    """One connection to one central, kept open from one request to the next; made when it is needed."""

    def __init__(
        self, url: str, *, certificate: str = "", token: bytes = b"", stall_s: float = STALL_S, check_time: bool = True
    ) -> None:
        """`certificate`: PEM of the county's own authority; empty for those that the machine trusts."""
        self._url, self._certificate, self._stall_s, self._check_time = urlsplit(url), certificate, stall_s, check_time
        self._authorization = ""
        self.token(token)
        self._connection: http.client.HTTPConnection | None = None
        self._central_ahead_s: float | None = None
        """Of this machine's monotonic clock; None as long as nothing is known of central's time."""

    def token(self, token: bytes) -> None:
        """Speak as who this token belongs to, from the next request on."""
        self._authorization = f"Bearer {urlsafe_b64encode(token).decode().rstrip('=')}" if token else ""

    def post(self, path: str, body: bytes, *, most: int, headers: Mapping[str, str] | None = None) -> Answer:
        """Send `body` and return the answer, of at most `most` bytes. Raises `LinkFailed`."""
        return self._asked("POST", path, body, most=most, headers=headers)

    def get(self, path: str, *, most: int) -> Answer:
        """Raises `LinkFailed`."""
        return self._asked("GET", path, None, most=most)

    def download(self, path: str, file: Path, *, size: int) -> None:
        """Bring `file` to `size` bytes, going on where an earlier try broke off.

        Raises `LinkFailed`, which is `SaidNo` where central does not give it; `StoreError` where it cannot be written.
        """
        with files_told():
            have = file.stat().st_size if file.exists() else 0
        if have >= size:
            return
        try:
            with _told():
                self._bring(path, file, have=have, size=size)
        except BaseException:
            self.close()  # the rest of the answer is not to be taken for the next one
            raise

    def _bring(self, path: str, file: Path, *, have: int, size: int) -> None:
        response = self._send("GET", path, None, {"Range": f"bytes={have}-"} if have else {})
        if response.status not in (200, 206):
            raise refusal(response.status, _read(response, MOST_REFUSAL_BYTES))
        if _is_web_page(response):
            raise NotCentral("a web page")
        if have and response.status == 200:
            have = 0  # whoever answered knows no ranges
        if response.length not in (None, size - have):
            _read(response, MOST_REFUSAL_BYTES)  # a head that was cut off in the middle of the size tells another one
            raise NotCentral("a file of another size")
        piece = _piece(response, size - have)
        if not have and piece.lstrip()[:1] == b"<":
            raise NotCentral("a web page")
        with _kept(file, have) as out:
            while have < size:
                piece = piece or _piece(response, size - have)
                if not piece:
                    raise CutShort("file")
                out(piece)
                have, piece = have + len(piece), b""
        if response.read(1):
            raise NotCentral("more than the file")

    @property
    def ignores_time(self) -> bool:
        """Whether a certificate is taken although this machine's clock says that its time is not now."""
        return not self._check_time

    def hold_against(self, moment_ms: int) -> None:
        """From now on take only certificates that hold at central's own time, which is now `moment_ms` (Unix).

        Raises `WrongCertificate` where the one that was shown does not.
        """
        self._central_ahead_s = moment_ms / 1000 - time.monotonic()
        if self._connection is not None and self._connection.sock is not None:
            self._judge(self._connection.sock)

    def _judge(self, sock: socket.socket) -> None:
        if self._central_ahead_s is None or not isinstance(sock, ssl.SSLSocket):
            return
        shown = sock.getpeercert()
        if not shown:
            raise WrongCertificate("none was shown")
        begin, end = (ssl.cert_time_to_seconds(str(shown[name])) for name in ("notBefore", "notAfter"))
        if not begin <= self._central_ahead_s + time.monotonic() <= end:
            raise WrongCertificate("not at central's own time")

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _asked(
        self, method: str, path: str, body: bytes | None, *, most: int, headers: Mapping[str, str] | None = None
    ) -> Answer:
        try:
            with _told():
                response = self._send(method, path, body, headers or {})
                if response.status != 200:
                    raise refusal(response.status, _read(response, MOST_REFUSAL_BYTES))
                if _is_web_page(response):
                    raise NotCentral("a web page")
                if (data := _read(response, most + 1)) and len(data) <= most:
                    return Answer(body=data)
                raise NotCentral("too long") if data else CutShort("head")  # central says something, or nothing at all
        except SaidNo as no:
            if not response.isclosed():
                self.close()
            return Answer(body=b"", error=str(no))
        except BaseException:
            self.close()
            raise

    def _send(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        connection = self._connected()
        connection.putrequest(method, self._url.path.rstrip("/") + path, skip_accept_encoding=True)
        if self._authorization:
            connection.putheader("Authorization", self._authorization)
        for name, value in headers.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        return connection.getresponse()

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            host, port = self._url.hostname or "", self._url.port
            if self._url.scheme == "https":
                context = ssl.create_default_context(cadata=self._certificate or None)
                if not self._check_time:
                    context.verify_flags |= NO_CHECK_TIME  # an int of OpenSSL's
                self._connection = _JudgedConnection(
                    host, port, timeout=self._stall_s, context=context, judge=self._judge
                )
            else:
                self._connection = http.client.HTTPConnection(host, port, timeout=self._stall_s)
        return self._connection


class _JudgedConnection(http.client.HTTPSConnection):
    """Each time that it connects, which it may do by itself, somebody else judges the other end before it is told."""

    def __init__(self, *where: Any, judge: Callable[[socket.socket], None], **how: Any) -> None:
        super().__init__(*where, **how)
        self._judge = judge

    def connect(self) -> None:
        super().connect()
        self._judge(self.sock)


def _read(response: http.client.HTTPResponse, most: int) -> bytes:
    """Return an answer's body, of a longer one its beginning. Raises `CutShort` where it ends before it should."""
    announced = response.length
    data = response.read(most)
    if announced is not None and len(data) < min(most, announced):
        raise CutShort("answer")
    return data


def _piece(response: http.client.HTTPResponse, most: int) -> bytes:
    return response.read1(min(PIECE_BYTES, most))


def _is_web_page(response: http.client.HTTPResponse) -> bool:
    """Tell whether an answer is for people to look at: central sends none, portals send nothing else."""
    return response.headers.get_content_type() in ("text/html", "application/xhtml+xml")


@contextmanager
def _kept(file: Path, have: int) -> Iterator[Callable[[bytes], None]]:
    """Go on writing `file` after its first `have` bytes, piece by piece. Raises `DiskFull`, `StoreError`."""

    def write(piece: bytes) -> None:
        with files_told():
            out.write(piece)
            out.flush()

    with files_told():
        out = file.open("r+b" if have else "wb")
        out.seek(have)
    try:
        yield write
    finally:
        with suppress(OSError):
            out.close()


def refusal(status: int, body: bytes) -> LinkFailed:
    """Return what an answer without success means: central's own word, that it does not run, that it is not central."""
    with suppress(ValueError, RecursionError):
        said = json.loads(body)
        if status >= 400 and isinstance(said, dict) and isinstance(word := said.get("error"), str) and word:
            return SaidNo(word[:LONGEST_WORD])
    if status in BEHIND_CODES:
        return Unanswered(f"status {status}")
    return NotThere("status 404") if status == NO_SUCH_FILE else NotCentral(f"status {status}")


class _told:  # noqa: N801  used like a function
    """Turn what sockets, TLS and HTTP raise into `LinkFailed`."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        match error:
            case LinkFailed() | None:
                return
            case ssl.SSLCertVerificationError():
                failure = WrongClock if error.verify_code in CLOCK_CODES else WrongCertificate
                raise failure(error.verify_message) from error
            case ssl.SSLError() if error.reason in NO_TLS:
                raise NotCentral("no TLS") from error
            case ConnectionRefusedError():
                raise Unanswered("refused") from error
            case ConnectionError() | http.client.IncompleteRead() | ssl.SSLEOFError():
                raise CutShort(type(error).__name__) from error
            case http.client.BadStatusLine() if _is_cut(str(error)):
                raise CutShort("status") from error
            case http.client.BadStatusLine():
                raise NotCentral("no HTTP") from error
            case OSError() | http.client.HTTPException() | socket.timeout() | ValueError():
                raise LinkFailed(type(error).__name__) from error


def _is_cut(line: str) -> bool:
    """Tell whether a first line of HTTP was cut off; one that is none at all was written by somebody else."""
    return not line.endswith("\n") and line[: len(STATUS_LINE)] == STATUS_LINE[: len(line)]
