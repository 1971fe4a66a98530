"""Recordings between stations: whose voice is heard where."""

from __future__ import annotations

import io
import wave
from datetime import date, timedelta

import pytest

from kiosk.domain.complaint import ComplaintKind, NewComplaint
from kiosk.domain.recording import Sound, SoundForm
from kiosk.domain.staff import Actor, Role

HEAD = Actor(role=Role.HEAD, device="desk", staff_id="staff-1", name="王站长")


@pytest.fixture
def voice() -> Sound:
    memory = io.BytesIO()
    with wave.open(memory, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(16_000)
        writer.writeframes(bytes(range(250)) * 400)
    return Sound(data=memory.getvalue(), form=SoundForm.WAV, duration_ms=3125)


def saved(kiosk, posting):
    from kiosk.store.postings import NewPosting

    kiosk.station.postings.save_new([NewPosting(posting=posting)])
    return posting


@pytest.fixture
def posting():
    from kiosk.domain.pay import Pay, PayUnit
    from kiosk.domain.posting import Posting, Source

    today = date.today()
    return Posting(
        id="01a217ca-a468-717f-91c4-de1ffa7e49e0",
        trade="tea_picker",
        title="采茶",
        employer_id="",
        employer_name="清明茶园",
        pay=Pay(amount_minor=15000, unit=PayUnit.DAY),
        headcount=6,
        first_day=today,
        last_day=today + timedelta(days=3),
        place="南山村",
        contact_phone="13900000000",
        source=Source.STATION,
        verified_by="staff-1",
        verified_at_ms=1,
    )


def test_a_postings_voice_is_heard_at_another_station(kiosk, posting, voice) -> None:
    here, there = kiosk("here"), kiosk("there")
    saved(here, posting)
    kept = here.station.desk(HEAD).recordings.keep(voice)
    here.station.postings.change(posting.id, voice=kept.id)
    here.sync()
    assert there.sync().agrees
    assert there.station.spoken(there.station.postings.get(posting.id)) == voice.data


def test_a_voice_that_comes_after_its_posting_is_played_from_then_on(kiosk, posting, voice) -> None:
    here, there = kiosk("here"), kiosk("there")
    saved(here, posting)
    kept = here.station.desk(HEAD).recordings.keep(voice)
    here.station.postings.change(posting.id, voice=kept.id)
    here.line.cut_received = 3000  # rows pass, the answers to pieces too; the line dies in the first long thing
    here.line.cut_sent = 9000
    here.sync()
    there.sync()
    assert there.station.spoken(there.station.postings.get(posting.id)) is None
    here.line.cut_sent = here.line.cut_received = None
    here.sync()
    assert there.sync().agrees
    assert there.station.spoken(there.station.postings.get(posting.id)) == voice.data


def test_a_complaints_voice_is_heard_by_its_own_station_alone(kiosk, posting, voice, central) -> None:
    here, beside, there = kiosk("here"), kiosk("beside", station="here"), kiosk("there")
    desk = here.station.desk(HEAD)
    kept = desk.recordings.keep(voice)
    desk.complaints.open(NewComplaint(kind=ComplaintKind.OTHER, words="说了很久", recording_id=kept.id))
    here.sync()
    assert beside.sync().agrees
    there.sync()
    assert beside.rows("select sound from recordings") == [(voice.data,)]
    token = there.rows("select token from central")[0][0]
    line = there._transport(bytes(token))
    for path in (f"/v1/sounds/{kept.id}", f"/v1/sounds/{kept.id}/about"):
        assert line.get(path, most=1_000_000).error == "not-found"


def test_a_recording_that_was_thrown_away_is_thrown_away_at_central(kiosk, voice, central) -> None:
    from sqlalchemy import select

    from sync.central.store.tables import sounds

    here = kiosk("here")
    kept = here.station.desk(HEAD).recordings.keep(voice)
    here.sync()
    with central.store.look() as connection:
        assert connection.execute(select(sounds.c.size)).scalars().all() == [len(voice.data)]
    here.station.desk(HEAD).recordings.erase(kept.id)
    here.sync()
    with central.store.look() as connection:
        assert connection.execute(select(sounds.c.size)).scalars().all() == []
