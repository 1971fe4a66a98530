"""What stands between the station and central, examined without asking anybody: ways, and when it was last heard."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.domain.finding import Light
from sync.client.doctor import check_central, check_certificate, check_last_sync, check_network, not_known
from sync.client.report import Outcome, Report
from sync.client.status import sync_folder, write_status
from tests.client.test_doctor import central_at
from tests.doctor.told import assert_told

BY_ETH0 = "Iface\tDestination\tGateway\neth0\t00000000\t010011AC\neth0\t000011AC\t00000000\n"
BY_NOTHING = "Iface\tDestination\tGateway\neth0\t000011AC\t00000000\n"
V6 = "{to} 00 00000000000000000000000000000000 00 {zero} 00000400 00000001 00000000 00000003 {card}\n"
ZERO = "0" * 32


def test_a_station_on_its_own_is_not_enrolled(tmp_path: Path) -> None:
    here = Places(data=tmp_path / "data", keys=tmp_path / "keys")
    assert_told(check_central(None), Light.AMBER, "not-enrolled")
    assert_told(check_certificate(None, now=local_now()), Light.AMBER, "not-enrolled")
    assert_told(check_last_sync(here, None, now=local_now()), Light.AMBER, "not-enrolled")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("check", ["central", "certificate", "last-sync"])
def test_where_the_database_is_shut_nobody_says_that_the_station_is_not_enrolled(check: str) -> None:
    assert_told(not_known(check), Light.AMBER, "not-known")


KNOWN = central_at("http://central")


@pytest.fixture
def here(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", keys=tmp_path / "keys")


def synced(here: Places, outcome: Outcome = Outcome.DONE, *, refused: int = 0, agrees: bool | None = True) -> None:
    central_ms = int(local_now().timestamp() * 1000) if outcome is Outcome.DONE else 0
    report = Report(outcome=outcome, central_ms=central_ms, heard_at_s=time.monotonic(), agrees=agrees)
    write_status(here.data, here.central_time, report, waiting=4, refused=refused)


@pytest.mark.parametrize(
    ("ago", "light", "case", "details"),
    [
        (timedelta(0), Light.GREEN, "ok", {"hours": 0, "waiting": 4}),
        (timedelta(days=6), Light.GREEN, "ok", {"hours": 144}),
        (timedelta(days=8), Light.AMBER, "long-ago", {"days": 8}),
        (timedelta(days=-300), Light.GREEN, "ok", {"hours": 0}),
    ],
    ids=str,
)
def test_when_central_was_last_heard_decides(
    here: Places, ago: timedelta, light: Light, case: str, details: dict[str, int]
) -> None:
    synced(here)
    now = local_now() + ago + timedelta(seconds=1)
    assert_told(check_last_sync(here, KNOWN, now=now), light, case, **details)


def test_what_does_not_mend_itself_is_told_first(here: Places) -> None:
    assert_told(check_last_sync(here, KNOWN, now=local_now()), Light.AMBER, "never")
    synced(here, Outcome.OFFLINE)
    assert_told(check_last_sync(here, KNOWN, now=local_now()), Light.AMBER, "never")
    synced(here, agrees=False)
    assert_told(check_last_sync(here, KNOWN, now=local_now()), Light.AMBER, "differs")
    synced(here, refused=3)
    assert_told(check_last_sync(here, KNOWN, now=local_now()), Light.AMBER, "refused", count=3)
    synced(here, Outcome.REVOKED)
    assert_told(check_last_sync(here, KNOWN, now=local_now()), Light.RED, "revoked")
    synced(here)
    assert_told(check_last_sync(here, KNOWN, now=local_now()), Light.GREEN, "ok")


@pytest.mark.parametrize("words", [b"", b"\xff", b"null", b'{"outcome": "well", "heard_ms": 9}', b"[" * 100_000])
def test_a_status_that_is_garbage_is_none(here: Places, words: bytes) -> None:
    sync_folder(here.data).mkdir(parents=True)
    (sync_folder(here.data) / "status.json").write_bytes(words)
    assert_told(check_last_sync(here, KNOWN, now=local_now()), Light.AMBER, "never")


@pytest.mark.parametrize(
    ("v4", "v6", "cards"),
    [
        (BY_ETH0, None, "eth0"),
        (BY_ETH0 + BY_ETH0.splitlines()[1].replace("eth0", "wlan0"), "", "eth0, wlan0"),
        (BY_NOTHING, V6.format(to=ZERO, zero=ZERO, card="wwan0"), "wwan0"),
        (BY_ETH0, V6.format(to=ZERO, zero=ZERO, card="eth0") + V6.format(to=ZERO, zero=ZERO, card="lo"), "eth0"),
    ],
)
def test_a_way_to_anywhere_is_a_network(tmp_path: Path, v4: str, v6: str | None, cards: str) -> None:
    assert_told(check_network(routes(tmp_path, v4, v6)), Light.GREEN, "by", cards=cards)


@pytest.mark.parametrize(
    ("v4", "v6"),
    [
        (BY_NOTHING, None),
        ("", ""),
        ("\xff\0\n\n0\n", "lo"),
        (
            BY_NOTHING,
            V6.format(to=ZERO, zero=ZERO, card="lo") + V6.format(to="fe80" + "0" * 28, zero=ZERO, card="eth0"),
        ),
    ],
)
def test_a_way_to_the_neighbours_or_to_oneself_is_none(tmp_path: Path, v4: str, v6: str | None) -> None:
    assert_told(check_network(routes(tmp_path, v4, v6)), Light.AMBER, "none")


def test_where_the_system_lists_no_ways_an_address_of_its_own_decides(tmp_path: Path) -> None:
    found = check_network((tmp_path / "none",))
    assert found.case in ("ok", "none")
    assert_told(found, found.light, found.case)


def routes(folder: Path, v4: str, v6: str | None) -> tuple[Path, ...]:
    (folder / "route").write_text(v4, "latin-1")
    if v6 is not None:
        (folder / "ipv6_route").write_text(v6, "latin-1")
    return folder / "route", folder / "ipv6_route"
