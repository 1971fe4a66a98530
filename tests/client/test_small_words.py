"""When a station syncs, what it says of itself, and how it says when it was heard last."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from kiosk.texts.catalogue import Texts
from sync.client.enrolling import code_and_url
from sync.client.health import EVERY_S, Health
from sync.client.report import Outcome, Report
from sync.client.schedule import FIRST_RETRY_S, LONGEST_RETRY_S, Schedule
from sync.client.sentences import heard_sentence, status_sentences
from sync.client.status import Status, ask_now, asked_at, read_status, write_status

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
NOW = 1_800_000_000_000


def test_what_a_station_says_of_itself_is_said_once_in_six_hours(tmp_path: Path) -> None:
    now = [0.0]
    health = Health(tmp_path, clock=lambda: now[0])
    said = health()
    assert said is not None
    assert set(said) == {"version", "schema", "free_mib"}
    assert health() is None
    now[0] = EVERY_S
    assert health() is not None


def test_polls_are_spread_and_failures_are_tried_ever_later() -> None:
    schedule = Schedule(every_s=100.0, chance=random.Random(3))
    waits = [schedule.after_s(Report(outcome=Outcome.DONE)) for _ in range(200)]
    assert 80 <= min(waits) < 85 < 115 < max(waits) <= 120
    failed = [schedule.after_s(Report(outcome=Outcome.OFFLINE)) for _ in range(12)]
    assert FIRST_RETRY_S / 2 <= failed[0] <= FIRST_RETRY_S
    assert LONGEST_RETRY_S / 2 <= failed[-1] <= LONGEST_RETRY_S
    schedule.after_s(Report(outcome=Outcome.DONE))
    assert schedule.after_s(Report(outcome=Outcome.PORTAL)) <= FIRST_RETRY_S


def test_a_busy_central_is_left_alone_as_long_as_it_says() -> None:
    schedule = Schedule(chance=random.Random(3))
    waits = [schedule.after_s(Report(outcome=Outcome.BUSY, backoff_s=300)) for _ in range(50)]
    assert 300 <= min(waits) <= max(waits) <= 360
    assert schedule.failures == 0


@pytest.mark.parametrize(
    ("ago", "chinese"),
    [
        (0, "刚和县里通过话。"),
        (5 * MINUTE, "5 分钟前和县里通过话。"),
        (3 * HOUR, "3 小时前和县里通过话。"),
        (9 * DAY, "9 天没和县里通话了。"),
        (-DAY, "和县里通过话。"),
    ],
)
def test_when_the_county_was_heard_is_said_in_plain_words(ago: int, chinese: str) -> None:
    status = Status(outcome="done", heard_ms=NOW - ago)
    assert heard_sentence(status, Texts(Language.ZH_CN), now_ms=NOW) == chinese


def test_what_waits_and_what_was_refused_is_said_too() -> None:
    status = Status(outcome="offline", heard_ms=NOW, waiting=3, refused=2, central_ahead_ms=DAY)
    said = status_sentences(status, Texts(Language.EN), now_ms=NOW)
    assert len(said) == 5
    assert status_sentences(Status(), Texts(Language.EN)) == [Texts(Language.EN)("sync-state-not-enrolled")]


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"outcome": "odd"}', '{"outcome": 3}'])
def test_a_torn_status_is_none(tmp_path: Path, torn: str) -> None:
    (tmp_path / "sync").mkdir()
    (tmp_path / "sync" / "status.json").write_text(torn)
    assert read_status(tmp_path) == Status()


def test_a_failure_keeps_what_was_heard_before(tmp_path: Path) -> None:
    clock = tmp_path / "sync" / "clock.json"
    heard = write_status(
        tmp_path, clock, Report(outcome=Outcome.DONE, central_ms=NOW, agrees=True), waiting=0, refused=0
    )
    later = write_status(tmp_path, clock, Report(outcome=Outcome.OFFLINE), waiting=4, refused=0)
    assert (later.heard_ms, later.agrees, later.waiting, later.outcome) == (heard.heard_ms, True, 4, "offline")
    assert read_status(tmp_path) == later


def test_who_asks_for_a_sync_is_noticed(tmp_path: Path) -> None:
    before = asked_at(tmp_path)
    ask_now(tmp_path)
    assert asked_at(tmp_path) != before


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("yizhan:enrol?url=https%3A%2F%2Fcounty.example&code=ABCD-EFGH", ("https://county.example", "ABCD-EFGH")),
        ("https://county.example", None),
        ("yizhan:enrol?url=https%3A%2F%2Fcounty.example", None),
        ("", None),
    ],
)
def test_a_scanned_code_holds_address_and_code(text: str, found: tuple[str, str] | None) -> None:
    assert code_and_url(text) == found
