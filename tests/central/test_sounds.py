"""Recordings at central: only what can be played is kept, and nothing that nobody may hear any more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from sqlalchemy import select, update

from kiosk.domain.ids import new_id
from sync.central.sounds import sounds_named
from sync.central.store.database import Store, now_ms
from sync.central.store.tables import sounds
from sync.central.upkeep import DAY_MS, faults, prune
from tests.central.county import REGION, County, RawKiosk, error_in

WAV = b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\x3e\0\0\0\x7d\0\0\2\0\x10\0data\x08\0\0\0" + bytes(8)
NO_SOUND = b"RIFF" + bytes(len(WAV) - 4)
NO_WAV = "bad-message: no wav sound"
HALF = len(WAV) // 2


@pytest.fixture
def county(store: Store) -> Iterator[County]:
    county = County(store)
    yield county
    county.close()


def said(kiosk: RawKiosk, name: str, data: bytes, *, at: int = 0, size: int = len(WAV), **also: object) -> str:
    """Send one piece; return how many bytes are there then, or the error."""
    about = {"size": size, "at": at, "form": "wav", "duration_ms": 1, "made_at_ms": now_ms(), **also}
    status, body = kiosk.county.post(f"/v1/sounds/{name}?{urlencode(about)}", data, token=kiosk.token)
    return str(json.loads(body[64:])["have"]) if status == 200 else f"{error_in(body)}: {json.loads(body)['detail']}"


def kept(store: Store) -> dict[str, bytes]:
    with store.look() as connection:
        return {row.id: bytes(row.data) for row in connection.execute(select(sounds))}


def is_heard(kiosk: RawKiosk, name: str) -> bool:
    status, body = kiosk.county.get(f"/v1/sounds/{name}", token=kiosk.token)
    return (status, body) == (200, WAV)


# What is no sound


@pytest.mark.parametrize(
    ("data", "form"), [(NO_SOUND, "wav"), (WAV, "ogg"), (WAV[:44] + b"", "wav")], ids=["none", "another", "empty"]
)
def test_what_is_not_the_sound_that_it_was_said_to_be_is_refused_and_not_kept(
    county: County, data: bytes, form: str
) -> None:
    name = new_id()
    assert said(county.east, name, data, size=len(data), form=form) == f"bad-message: no {form} sound"
    assert kept(county.store) == {}
    assert said(county.east, name, data[:HALF], size=len(data), form=form) == str(HALF)
    assert said(county.east, name, data[HALF:], at=HALF, size=len(data), form=form) == f"bad-message: no {form} sound"
    assert kept(county.store)[name] == b""
    assert not is_heard(county.east, name)
    assert said(county.east, name, WAV[:HALF]) == str(HALF), "a good one may come in its place"
    assert said(county.east, name, WAV[HALF:], at=HALF) == str(len(WAV))
    assert is_heard(county.east, name)


def test_a_voice_of_a_posting_is_public_though_a_bad_one_came_first(county: County) -> None:
    name = new_id()
    county.east.posting(voice=name)
    assert said(county.east, name, NO_SOUND) == NO_WAV
    assert not is_heard(county.west, name)
    assert said(county.east, name, WAV) == str(len(WAV))
    assert is_heard(county.west, name)


def test_a_whole_sound_is_not_spoilt_by_what_is_said_of_it_afterwards(county: County) -> None:
    name = new_id()
    assert said(county.east, name, WAV) == str(len(WAV))
    for also in ({"form": "ogg"}, {"at": len(WAV), "form": "ogg"}, {"at": len(WAV)}):
        assert said(county.east, name, b"", **{"at": 0, **also}) == str(len(WAV))
    assert is_heard(county.east, name)


# What is to be forgotten


class Complaint:
    """Somebody complained in her own voice at a kiosk; another kiosk of the station is there too."""

    def __init__(self, county: County) -> None:
        self.county, self.here = county, county.east
        self.beside = county.kiosk(county.central.enrolment.add_code(REGION, self.here.station))
        self.person, self.row, self.voice = new_id(), new_id(), new_id()
        assert self.here.refused(self.here.operation("person-saved", row=self.person, name="张翠花")) == []
        self.save(self.here, recording=self.voice, person_id=self.person, number="A2-T-1", day="2026-11-26")
        assert said(self.here, self.voice, WAV) == str(len(WAV))

    def save(self, kiosk: RawKiosk, *, is_new: bool = True, base: tuple[int, int] = (0, 0), **fields: object) -> None:
        saved = kiosk.operation("complaint-saved", row=self.row, new=is_new, base=base, state="open", **fields)
        assert kiosk.refused(saved) == []

    def forget(self, kiosk: RawKiosk) -> None:
        forgotten = kiosk.operation("person-forgotten", row=self.person, new=False, base=(9, 9), forgotten_at_ms=5)
        assert kiosk.refused(forgotten) == []


@pytest.mark.parametrize("how", ["it is named still", "it was named once", "it lost against another"])
def test_a_voice_goes_with_the_person_though_its_kiosk_is_gone(county: County, how: str) -> None:
    told = Complaint(county)
    other = new_id()
    assert said(told.here, other, WAV) == str(len(WAV))
    county.central.enrolment.replace(REGION, told.here.station, kiosk=told.here.said.kiosk)
    told.beside.send()
    match how:
        case "it was named once":
            told.save(told.beside, is_new=False, base=(99, 99), recording=None)
        case "it lost against another":
            told.save(told.beside, is_new=False, base=(0, 1), recording="another")
    if how != "it was named once":  # no history knows of it then
        assert prune(county.store, days=30, at_ms=now_ms() + 400 * DAY_MS).changes > 0
        told.beside.at = [0, 0, 0]
        told.beside.send()
    assert told.voice in kept(county.store)
    told.forget(told.beside)
    assert told.voice not in kept(county.store)
    assert how != "it was named once" or kept(county.store) == {other: WAV}
    assert not is_heard(told.beside, told.voice)
    assert list(faults(county.store)) == []


# What nobody names


def test_a_recording_that_no_row_names_goes_when_it_is_old(county: County) -> None:
    names = {
        kind: new_id() for kind in ("voice", "complaint", "notice", "lost", "nobody's", "new", "of tomorrow", "parts")
    }
    east = county.east
    employer = east.employer()
    for name, made in ((names["new"], now_ms()), (names["of tomorrow"], now_ms() + 40 * 365 * DAY_MS)):
        assert said(east, name, WAV, made_at_ms=made) == str(len(WAV))
    for kind in ("voice", "complaint", "notice", "lost", "nobody's"):
        assert said(east, names[kind], WAV, made_at_ms=1) == str(len(WAV))
    assert said(east, names["parts"], WAV[:9], made_at_ms=1) == "9"
    east.posting(employer=employer, voice=names["voice"])
    complaint = new_id()
    other = county.kiosk(county.central.enrolment.add_code(REGION, east.station))
    about = {"number": "A2-T-1", "day": "2026-11-26", "state": "open"}
    assert east.refused(
        east.operation("complaint-saved", row=complaint, recording=names["lost"], **about),
        east.operation("notice-saved", title="通知", recording=names["notice"]),
    ) == []  # fmt: skip
    saved = other.operation("complaint-saved", row=complaint, new=False, base=(0, 1), recording=names["complaint"])
    assert other.refused(saved) == []
    assert prune(county.store, days=30).sounds == 3
    gone = {names["nobody's"], names["of tomorrow"], names["parts"]}
    assert set(kept(county.store)) == set(names.values()) - gone
    assert prune(county.store, days=30, at_ms=now_ms() + 60 * DAY_MS).sounds == 1
    assert names["new"] not in kept(county.store)
    assert is_heard(county.west, names["voice"])


def test_recordings_of_other_counties_stay(county: County) -> None:
    name = new_id()
    county.far.posting(voice=name)
    assert said(county.far, name, WAV, made_at_ms=1) == str(len(WAV))
    with county.store.change() as connection:
        connection.execute(update(sounds).values(made_at_ms=1))
    assert prune(county.store, days=30).sounds == 0
    assert is_heard(county.far, name)


@pytest.mark.parametrize("lost", ["", "{", "[" * 100_000, "[]", '"x"', '{"value": 1}', '{"value": "a\\u0000"}', None])
def test_what_a_station_writes_in_place_of_a_conflict_names_nothing(lost: str | None) -> None:
    assert sounds_named("conflict", {"kind": "complaint", "field": "recording", "lost": lost}) == set()
    assert sounds_named("conflict", {"kind": "station", "field": "hotline", "lost": '{"value": "12333"}'}) == set()
    assert sounds_named("conflict", {"kind": "complaint", "field": "recording", "kept": '{"value": "a"}'}) == {"a"}
