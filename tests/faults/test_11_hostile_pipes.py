"""Property 11: whoever sits in the pipe changes nothing, and acknowledges nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sync.client.report import Outcome
from sync.protocol.signing import Signer, new_seed
from sync.protocol.wire import SyncReply, write_reply
from tests.faults.town import Kiosk

Answer = Callable[[str, str, bytes], tuple[int, bytes] | None]
UNTOUCHED = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name"


def everything(kiosk: Kiosk) -> dict[str, list[tuple[object, ...]]]:
    return {str(name): kiosk.rows(f'select * from "{name}"') for (name,) in kiosk.rows(UNTOUCHED)}


@pytest.fixture
def busy(kiosk, offer, offer_centrally) -> Kiosk:
    """A kiosk with work to send and news to take, that has synced before."""
    one = kiosk("one")
    for number in range(3):
        offer(one, f"{number}")
    one.sync()
    offer_centrally(3)
    one.sync()
    offer(one, "还没说的")
    offer_centrally(60)
    return one


def asked(said: str | bytes, status: int = 200) -> Answer:
    return lambda method, path, body: (status, said.encode() if isinstance(said, str) else said)


def forged(seed: bytes) -> Answer:
    """Somebody else's central acknowledges everything."""

    def answer(method: str, path: str, body: bytes) -> tuple[int, bytes]:
        reply = SyncReply(now=1, head=[9, 9, 9], sum="A" * 22, through=(99, "ffffffff"))
        return 200, write_reply(reply, [], asked=body, signer=Signer(seed))

    return answer


PIPES = {
    "a portal's page": asked("<html><form action=/login></form></html>"),
    "a portal's page, packed": asked(b"\x1f\x8b\x08\x00"),
    "nothing": asked(b""),
    "a redirect": asked(b"", 302),
    "a proxy's error": asked("<h1>Bad Gateway</h1>", 502),
    "somebody's JSON": asked('{"error": {"deep": []}}', 400),
    "an endless number": asked(b"9" * 100_000),
    "another central": forged(new_seed()),
}


@pytest.mark.parametrize("pipe", PIPES)
def test_a_stranger_s_answer_changes_nothing(busy: Kiosk, pipe: str) -> None:
    before = everything(busy)
    busy.line.stranger = PIPES[pipe]
    assert busy.sync().outcome in (Outcome.PORTAL, Outcome.REFUSED, Outcome.OFFLINE, Outcome.UNANSWERED)
    assert everything(busy) == before
    busy.line.heal()
    assert busy.sync().agrees


@pytest.mark.parametrize("kept", [0, 1, 63, 64, 100, -1])
def test_a_truncated_answer_changes_nothing(busy: Kiosk, kept: int) -> None:
    before = everything(busy)
    busy.line.changed = lambda said: said[:kept]
    assert busy.sync().outcome is not Outcome.DONE
    assert everything(busy) == before


def test_every_flipped_bit_of_an_answer_is_seen(busy: Kiosk) -> None:
    before = everything(busy)
    for place in (0, 30, 63, 64, 80, 200, -2, -1):
        busy.line.changed = lambda said, place=place: _with_flip(said, place)
        assert busy.sync().outcome is not Outcome.DONE
        busy.line.heal()
        assert everything(busy) == before


def test_an_answer_to_an_earlier_request_acknowledges_nothing(busy: Kiosk) -> None:
    before, heard = everything(busy), [old for old in busy.line.heard if old.path == "/v1/sync"]
    assert heard
    for old in heard:
        busy.line.stranger = lambda method, path, body, old=old: (200, old.said)
        assert busy.sync().outcome is Outcome.PORTAL
        assert everything(busy) == before


def test_a_stale_page_is_not_taken_for_another(busy: Kiosk) -> None:
    """A cache gives the first page that it ever saw, whatever page is asked for."""

    def answer(method: str, path: str, body: bytes) -> tuple[int, bytes] | None:
        return (200, b"YZP1" + bytes(5000)) if path.startswith("/v1/pages/") else None

    rows = busy.rows("select count(*) from postings")
    busy.line.stranger = answer
    assert busy.sync().outcome is not Outcome.DONE
    assert busy.rows("select count(*) from postings") == rows
    busy.line.heal()
    assert busy.sync().outcome is Outcome.DONE
    assert busy.sync().agrees


def test_what_a_late_copy_of_a_request_says_is_heard_once(busy: Kiosk, central) -> None:
    busy.sync()
    last = busy.line.heard[0]
    for old in (*busy.line.heard, last):
        central.application.ask(old.method, old.path, old.body, old.headers)
    assert busy.sync().agrees
    assert busy.rows("select fork from central") == [("",)]


def _with_flip(said: bytes, place: int) -> bytes:
    changed = bytearray(said)
    changed[place] ^= 4
    return bytes(changed)
