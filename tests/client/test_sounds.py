"""Recordings between stations: whose voice is heard where."""

from __future__ import annotations

import io
import json
import wave
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.domain.complaint import ComplaintKind, NewComplaint
from kiosk.domain.recording import Sound, SoundForm
from kiosk.domain.staff import Actor, Role
from kiosk.store.outbox import wall_clock_ms
from sync.client.report import Outcome
from sync.client.sounds import AGAIN_MS, AT_ONCE
from sync.protocol.signing import Purpose

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


TROUBLES = "select kind, row_id, fields from sync_troubles"


def spoken_badly(kiosk, posting, voice: Sound, central, *, data: bytes = b"not a sound at all" * 10) -> str:
    """Have a posting at `kiosk` and a recording of it at central that is no sound, however it came there."""
    from sqlalchemy import update

    from sync.central.store.tables import sounds

    saved(kiosk, posting)
    kept = kiosk.station.desk(HEAD).recordings.keep(voice)
    kiosk.station.postings.change(posting.id, voice=kept.id)
    assert kiosk.sync().outcome is Outcome.DONE
    with central.store.change() as connection:
        connection.execute(update(sounds).where(sounds.c.id == kept.id).values(data=data, size=len(data)))
    return str(kept.id)


def another(posting, number: int):
    return replace(posting, id=f"01a217ca-a468-717f-91c4-de1ffa7e4{number:03d}", title=f"采茶{number}")


def test_a_recording_that_is_none_is_set_aside_and_keeps_nothing_else_from_coming(
    kiosk, posting, voice, central
) -> None:
    here, there = kiosk("here"), kiosk("there")
    bad = spoken_badly(here, posting, voice, central)
    good = another(posting, 1)
    saved(here, good)
    kept = here.station.desk(HEAD).recordings.keep(voice)
    here.station.postings.change(good.id, voice=kept.id)
    here.sync()
    report = there.sync()
    assert (report.outcome, report.agrees) == (Outcome.DONE, True)
    assert there.station.spoken(there.station.postings.get(good.id)) == voice.data
    assert there.rows(TROUBLES) == [("recording", bad, "{}")]
    asked = _asked_for(there)
    assert there.sync().agrees
    assert _asked_for(there) == asked  # it may be long, and is no better the next minute


def test_a_recording_that_was_set_aside_is_tried_again_after_a_day(kiosk, posting, voice, central) -> None:
    from sqlalchemy import update

    from sync.central.store.tables import sounds

    here, there = kiosk("here"), kiosk("there")
    bad = spoken_badly(here, posting, voice, central)
    there.sync()
    assert there.rows(TROUBLES) == [("recording", bad, "{}")]
    with central.store.change() as connection:
        mended = {"data": voice.data, "size": len(voice.data)}
        connection.execute(update(sounds).where(sounds.c.id == bad).values(**mended))
    there.sync()
    assert there.station.spoken(there.station.postings.get(posting.id)) is None
    there.station.database.execute("update sync_troubles set at_ms = ?", (wall_clock_ms() - AGAIN_MS,))
    there.sync()
    assert there.station.spoken(there.station.postings.get(posting.id)) == voice.data
    assert there.rows(TROUBLES) == []


@pytest.mark.parametrize(
    "changed", [{"form": "mp3"}, {"size": 1 << 40}, {"duration_ms": -1}, {"duration_ms": 1 << 70}, {"form": None}]
)
def test_nonsense_that_central_says_of_a_recording_is_set_aside(
    kiosk, posting, voice, central, changed: dict[str, object]
) -> None:
    """Central signed it, so somebody wrote it there."""
    here, there = kiosk("here"), kiosk("there")
    bad = spoken_badly(here, posting, voice, central, data=voice.data)

    def nonsense(method: str, path: str, body: bytes) -> tuple[int, bytes] | None:
        if not path.startswith(f"/v1/sounds/{bad}/about"):
            return None
        about = {"size": len(voice.data), "form": "wav", "duration_ms": 1, "made_at_ms": 1, "hash": "", **changed}
        said = json.dumps(about).encode()
        return 200, central.signer.sign(Purpose.REPLY, path.encode(), said) + said

    there.line.stranger = nonsense
    assert there.sync().outcome is Outcome.DONE
    assert there.rows(TROUBLES) == [("recording", bad, "{}")]


@pytest.mark.parametrize("name", ["../../station", "名", "a b", "x" * 65, ""])
def test_a_name_that_no_recording_has_is_not_asked_for(kiosk, posting, voice, name: str) -> None:
    here, there = kiosk("here"), kiosk("there")
    saved(here, posting)
    kept = here.station.desk(HEAD).recordings.keep(voice)
    here.station.postings.change(posting.id, voice=kept.id)
    here.sync()
    there.station.database.execute("insert into sounds_wanted values (?, 'posting', 'p')", (name,))
    assert there.sync().outcome is Outcome.DONE
    assert there.station.spoken(there.station.postings.get(posting.id)) == voice.data
    assert there.rows(TROUBLES) == [("recording", name, "{}")]


def test_bytes_of_somebody_else_are_not_taken_for_a_recording_and_the_next_sync_brings_it(
    kiosk, posting, voice, central
) -> None:
    here, there = kiosk("here"), kiosk("there")
    good = spoken_badly(here, posting, voice, central, data=voice.data)
    there.line.stranger = lambda method, path, body: (200, b"<html>") if path == f"/v1/sounds/{good}" else None
    assert there.sync().outcome is Outcome.DONE
    assert there.rows(TROUBLES) == []
    there.line.heal()
    (there.places.data / "sync" / "pages" / f"{good}.sound").write_bytes(b"<html>")
    assert there.sync().outcome is Outcome.DONE
    assert there.station.spoken(there.station.postings.get(posting.id)) == voice.data


def test_recordings_that_never_come_do_not_keep_others_waiting_for_ever(kiosk, posting, voice, central) -> None:
    here, there = kiosk("here"), kiosk("there")
    spoken_badly(here, posting, voice, central, data=voice.data)
    there.station.database.execute_many(
        "insert into sounds_wanted values (?, 'posting', 'p')", [(f"00{number}",) for number in range(2 * AT_ONCE)]
    )
    for _ in range(60):
        there.sync()
        if there.station.spoken(there.station.postings.get(posting.id)) == voice.data:
            return
    pytest.fail("the one that is there was never asked for")


def test_a_recording_that_central_does_not_take_is_sent_again_after_a_day_alone(kiosk, posting, voice) -> None:
    here = kiosk("here")
    saved(here, posting)
    kept = here.station.desk(HEAD).recordings.keep(voice)
    sent: list[str] = []

    def refusing(method: str, path: str, body: bytes) -> tuple[int, bytes] | None:
        if method == "POST" and path.startswith("/v1/sounds/"):
            sent.append(path)
            return 400, b'{"error":"bad-message","detail":""}'
        return None

    here.line.stranger = refusing
    assert here.sync().outcome is here.sync().outcome is Outcome.DONE
    assert len(sent) == 1
    assert here.rows(TROUBLES) == [("recording", kept.id, "{}")]
    here.line.heal()
    here.station.database.execute(
        "update sync_troubles set at_ms = ?", (wall_clock_ms() + 2 * AGAIN_MS,)
    )  # a clock jumped
    here.sync()
    assert here.rows("select is_told from recordings") == [(1,)]
    assert here.rows(TROUBLES) == []


def test_somebody_else_s_answers_about_recordings_take_nothing_from_a_sync_that_went_well(
    kiosk, posting, voice, central
) -> None:
    here, there = kiosk("here"), kiosk("there")
    spoken_badly(here, posting, voice, central, data=voice.data)
    there.line.stranger = lambda method, path, body: (200, bytes(200)) if "/about" in path else None
    report = there.sync()
    assert (report.outcome, report.agrees) == (Outcome.DONE, True)
    assert there.rows(TROUBLES) == []


def _asked_for(kiosk) -> int:
    return sum(heard.path.startswith("/v1/sounds/") for heard in kiosk.line.heard)
