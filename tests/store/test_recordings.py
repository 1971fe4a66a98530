"""Recordings are kept as they were made, told by their headers, and erased only when nothing plays them."""

from __future__ import annotations

import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.recording import LONGEST_MS, MOST_BYTES, SoundForm, form_of
from kiosk.errors import Refused, UnknownThing
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.store.recordings import RecordingStore

NOW_MS = 1_795_000_000_000


def wav(samples: int = 160) -> bytes:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(2 * samples))
    return sound.getvalue()


def page(packet: bytes) -> bytes:
    """A page of an Ogg stream (RFC 3533, 6) with one packet; its checksum is nobody's business here."""
    return b"OggS\0\2" + struct.pack("<qIIIB", 0, 1, 0, 0, 1) + bytes([len(packet)]) + packet


def opus() -> bytes:
    return page(b"OpusHead\1\1" + bytes(9)) + page(b"OpusTags" + bytes(8)) + page(bytes(40))


@pytest.fixture
def recordings(database) -> RecordingStore:
    return RecordingStore(database, clock_ms=lambda: NOW_MS)


@pytest.mark.parametrize(("sound", "form"), [(wav(), SoundForm.WAV), (opus(), SoundForm.OPUS)])
def test_a_sound_comes_back_as_it_was_made(recordings, sound, form) -> None:
    made = recordings.add(sound, form=form, duration_ms=2_500, made_by="staff-1")
    assert recordings.get(made.id) == made
    assert (made.form, made.duration_ms, made.made_at_ms, made.made_by) == (form, 2_500, NOW_MS, "staff-1")
    assert recordings.sound(made.id) == sound


def test_a_form_is_told_by_the_header() -> None:
    assert form_of(wav()) is SoundForm.WAV
    assert form_of(opus()) is SoundForm.OPUS


@pytest.mark.parametrize(
    "sound",
    [
        b"",
        b"RIFF",
        b"RIFF\0\0\0\0WAVE",
        wav(0),
        wav()[:44],
        b"OggS\0" + bytes(40),
        opus()[:60],
        b"\xff\xfb\x90\x00" + bytes(100),
        b"<!DOCTYPE html>",
    ],
)
def test_what_is_no_sound_is_refused(recordings, database, sound) -> None:
    for form in SoundForm:
        with pytest.raises(Refused, match="refused-recording-unreadable"):
            recordings.add(sound, form=form, duration_ms=1)
    assert database.value("select count(*) from recordings") == 0


def test_a_sound_under_a_wrong_name_is_refused(recordings) -> None:
    with pytest.raises(Refused):
        recordings.add(wav(), form=SoundForm.OPUS, duration_ms=1)
    with pytest.raises(Refused):
        recordings.add(wav(), form=SoundForm.WAV, duration_ms=-1)


def test_a_sound_of_two_megabytes_is_kept_and_a_larger_one_refused(recordings) -> None:
    head = len(wav(0))
    recordings.add(wav((MOST_BYTES - head) // 2), form=SoundForm.WAV, duration_ms=LONGEST_MS)
    with pytest.raises(Refused, match="refused-recording-too-long"):
        recordings.add(wav(MOST_BYTES // 2), form=SoundForm.WAV, duration_ms=1)
    with pytest.raises(Refused, match="refused-recording-too-long"):
        recordings.add(wav(), form=SoundForm.WAV, duration_ms=LONGEST_MS + 1)


@given(st.binary(max_size=200), st.sampled_from([b"", b"RIFF\0\0\0\0WAVEfmt ", b"OggS\0", opus()[:30]]))
def test_no_bytes_at_all_confuse_the_reader(tail, beginning) -> None:
    form_of(beginning + tail)


def test_central_is_told_of_a_recording_but_not_in_this_way_of_its_sound(recordings, database) -> None:
    made = recordings.add(wav(), form=SoundForm.WAV, duration_ms=7)
    (told,) = Outbox(database).waiting()
    assert (told.kind, told.row_id) == (OperationKind.RECORDING_SAVED, made.id)
    assert "sound" not in told.fields


def test_a_recording_can_be_erased_when_nothing_plays_it(recordings, postings, posting, save) -> None:
    played, unplayed = (recordings.add(wav(), form=SoundForm.WAV, duration_ms=1) for _ in range(2))
    save(posting(voice=played.id))
    recordings.drop(unplayed.id)
    with pytest.raises(UnknownThing):
        recordings.sound(unplayed.id)
    with pytest.raises(Refused, match="refused-recording-used"):
        recordings.drop(played.id)
    with pytest.raises(UnknownThing):
        recordings.drop(unplayed.id)
    (each,) = postings.all()
    assert each.voice == played.id


def test_old_recordings_that_nothing_plays_are_swept_out(recordings, posting, save) -> None:
    played, unplayed = (recordings.add(wav(), form=SoundForm.WAV, duration_ms=1) for _ in range(2))
    save(posting(voice=played.id))
    assert recordings.drop_unused(made_before_ms=NOW_MS) == 0
    assert recordings.drop_unused(made_before_ms=NOW_MS + 1) == 1
    assert recordings.get(played.id)
    with pytest.raises(UnknownThing):
        recordings.get(unplayed.id)


def test_what_is_not_there_is_unknown(recordings) -> None:
    for ask in (recordings.get, recordings.sound, recordings.drop):
        with pytest.raises(UnknownThing):
            ask("nothing")
