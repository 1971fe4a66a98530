"""Answers that were recorded, words that nobody signed, and promises that come to nothing."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from sync.client.engine import Engine
from sync.client.report import Outcome, Report
from sync.client.state import Central
from sync.client.status import sync_folder
from sync.client.transport import Transport, WrongClock
from sync.protocol.wire import SyncReply, write_reply
from tests.client.test_one_market import posting, save, settle
from tests.faults.town import Kiosk
from tests.faults.wire import WireTransport, as_signed

IDLE_BYTES = 90
"""Of a request's body: with all headers both ways, an idle poll has 500."""


class OldCertificate(WireTransport):
    """A line whose certificate does not fit this machine's clock, and holds at central's own time."""

    tried = 0

    @property
    def ignores_time(self) -> bool:
        return True

    def hold_against(self, moment_ms: int) -> None:
        OldCertificate.tried += 1


def behind(kiosk: Kiosk) -> Engine:
    """The engine of a kiosk whose clock does not fit the certificate."""

    def connect(central: Central) -> Transport:
        raise WrongClock("certificate has expired")

    return Engine(
        kiosk.station.database,
        folder=sync_folder(kiosk.places.data) / "pages",
        machine=lambda: kiosk.machine,
        connect=connect,
        connect_any_time=lambda central: OldCertificate(kiosk.central.application, kiosk.line, token=central.token),
        signing_seed=kiosk.station.stations.signing_seed,
    )


@pytest.fixture
def calm(kiosk) -> Kiosk:
    """A kiosk with nothing to say and nothing to hear."""
    one = kiosk("one")
    save(one, posting(headcount=3))
    settle(one)
    one.sync()
    one.line.heard.clear()
    return one


def state(kiosk: Kiosk) -> list[tuple[object, ...]]:
    return [
        *kiosk.rows("select confirmed_seq, confirmed_mark, grant_no, fork from central"),
        *kiosk.rows("select scope, position from sync_scopes order by scope"),
        *kiosk.rows("select count(*) from operations"),
    ]


def test_an_idle_poll_is_never_the_same_and_always_short(calm) -> None:
    for _ in range(3):
        assert calm.sync().agrees
    asked = [heard.body for heard in calm.line.heard]
    assert len(set(asked)) == 3
    assert max(map(len, asked)) <= IDLE_BYTES


def test_a_recorded_answer_to_an_idle_poll_is_none(calm) -> None:
    """It would tell of a county without news, and of a time long ago."""
    assert calm.sync().outcome is Outcome.DONE
    old = calm.line.heard[-1].said
    calm.line.stranger = lambda method, path, body: (200, old)
    report = calm.sync()
    assert (report.outcome, report.central_ms, report.agrees) == (Outcome.PORTAL, 0, None)


def test_a_recorded_answer_does_not_vouch_for_an_old_certificate(calm) -> None:
    """And whoever shows one is told no token before."""
    engine = behind(calm)
    OldCertificate.tried = 0
    assert engine.sync().outcome is Outcome.DONE
    assert OldCertificate.tried == 1
    assert [heard.path.partition("?")[0] for heard in calm.line.heard][:2] == ["/v1/time", "/v1/sync"]
    assert ["Authorization" in heard.headers for heard in calm.line.heard][:2] == [False, True]
    first = calm.line.heard[0]
    calm.line.stranger = lambda method, path, body: (200, first.said)
    assert engine.sync().outcome is Outcome.PORTAL
    assert OldCertificate.tried == 1


def test_nobody_s_word_that_central_was_set_back_has_a_station_tell_nothing_again(calm) -> None:
    before, again = state(calm), []

    def forged(method: str, path: str, body: bytes) -> tuple[int, bytes] | None:
        again.append(path)
        return (409, b'{"error":"central-set-back","detail":""}') if path == "/v1/sync" else None

    calm.line.stranger = forged
    assert calm.sync().outcome is Outcome.PORTAL
    assert again == ["/v1/sync", "/v1/again"]  # central itself is asked, and remembers all
    assert state(calm) == before
    calm.line.heal()
    assert calm.sync().agrees


def promising(central, kiosk: Kiosk, *, through: tuple[int, str] | None = None) -> Callable[..., tuple[int, bytes]]:
    """A central that always has more, and never says what."""
    known = kiosk.rows("select confirmed_seq, confirmed_mark from central")[0]
    grant_no = kiosk.rows("select grant_no from central")[0][0]
    positions = dict(kiosk.rows("select scope, position from sync_scopes"))
    head = [positions.get("region", 0), positions.get("station", 0), grant_no]

    def answer(method: str, path: str, body: bytes) -> tuple[int, bytes]:
        asked = as_signed(body)
        reply = SyncReply(now=1, head=head, sum="A" * 22, through=through or known, more=True)
        return 200, write_reply(reply, [], asked=asked, signer=central.signer)

    return answer


def syncs(kiosk: Kiosk) -> tuple[Report, int]:
    kiosk.line.requests = 0
    return kiosk.sync(), kiosk.line.requests


def test_a_central_that_promises_more_and_brings_nothing_is_not_asked_again(calm, central) -> None:
    """Once more is said than it confirms, either: the next poll tries again."""
    calm.line.stranger = promising(central, calm)
    assert syncs(calm)[0].rounds == 1
    save(calm, posting("没人收"))
    assert syncs(calm)[0].rounds == 1
    calm.engine._upload_bytes = 1  # what waits takes several requests
    save(calm, posting("也没人收"))
    assert syncs(calm)[0].rounds == 1


def test_a_round_that_tells_of_wishes_for_slots_is_progress(calm, central) -> None:
    """What central gives for them may come with the next reply."""
    calm.station.database.execute(
        "insert into slot_wants (posting_id, wishes, last_wish) select id, 1, 'a' from postings"
    )
    stranger, asked = promising(central, calm), []

    def first_only(method: str, path: str, body: bytes) -> tuple[int, bytes] | None:
        if path != "/v1/sync":
            return None
        asked.append(json.loads(as_signed(body)))
        return stranger(method, path, body) if len(asked) == 1 else None

    calm.line.stranger = first_only
    assert calm.sync().rounds == 2
    assert ["wants" in said for said in asked] == [True, False]
    assert calm.sync().agrees
