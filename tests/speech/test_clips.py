"""Kept clips: whole or not there, bounded, and no reason to stop when the disk is full."""

import os
from array import array
from pathlib import Path

import pytest

from kiosk.domain.tongue import Tongue
from kiosk.speech.clips import ClipKey, ClipStore
from kiosk.speech.sound import Sound, TornSound, is_whole, read_sound, write_sound


def key(words: str, *, rate: float = 1.0, tongue: Tongue = Tongue.MANDARIN, voice: str = "a") -> ClipKey:
    return ClipKey(voice=voice, tongue=tongue, rate=rate, words=words)


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    path = tmp_path / "made.wav"
    write_sound(Sound(samples=array("h", range(-500, 500)), sample_rate=22050), path)
    return path.read_bytes()


@pytest.fixture
def clips(tmp_path: Path) -> ClipStore:
    return ClipStore(tmp_path / "clips")


def test_a_kept_clip_is_found_again_also_by_the_next_program(clips: ClipStore, content: bytes, tmp_path: Path) -> None:
    assert clips.find(key("早")) is None
    kept = clips.keep(key("早"), content)
    assert kept is not None
    assert ClipStore(tmp_path / "clips").find(key("早")) == kept
    assert kept.read_bytes() == content


def test_other_words_rates_languages_and_voices_are_other_clips(clips: ClipStore, content: bytes) -> None:
    clips.keep(key("早"), content)
    others = (key("晚"), key("早", rate=0.5), key("早", tongue=Tongue.ENGLISH), key("早", voice="b"))
    assert [clips.find(other) for other in others] == [None] * 4


def test_a_file_name_tells_nothing_of_the_words(clips: ClipStore, content: bytes) -> None:
    kept = clips.keep(key("wang"), content)
    assert kept is not None
    assert "wang" not in kept.name


def test_a_clip_torn_or_changed_at_any_place_is_removed_and_not_played(clips: ClipStore, content: bytes) -> None:
    kept = clips.keep(key("早"), content)
    assert kept is not None
    for size in range(0, len(content), 97):
        kept.write_bytes(content[:size])
        assert clips.find(key("早")) is None, f"cut off after {size} bytes"
        assert not kept.exists()
    for place in range(44, len(content), 97):
        kept.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert clips.find(key("早")) is None, f"bit flipped in byte {place}"


def test_what_was_not_played_for_longest_goes_first(tmp_path: Path, content: bytes) -> None:
    clips = ClipStore(tmp_path / "clips", limit_bytes=10 * len(content))
    for number in range(10):
        kept = clips.keep(key(str(number)), content)
        assert kept is not None
        os.utime(kept, (number, number))
    assert clips.find(key("0")) is not None
    clips.keep(key("new"), content)
    assert clips.size_bytes() <= 10 * len(content)
    assert clips.find(key("0")) is not None
    assert clips.find(key("new")) is not None
    assert clips.find(key("1")) is None


def test_a_disk_that_takes_nothing_is_an_answer_and_not_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").touch()
    assert ClipStore(tmp_path / "file").keep(key("早"), content) is None
    assert ClipStore(tmp_path / "file").find(key("早")) is None


def test_half_written_clips_of_a_power_cut_are_cleared_away(tmp_path: Path, content: bytes) -> None:
    old, young = tmp_path / "clips" / "a.wav.1.part", tmp_path / "clips" / "b.wav.1.part"
    old.parent.mkdir()
    old.touch()
    young.touch()
    os.utime(old, (0, 0))
    ClipStore(tmp_path / "clips").keep(key("早"), content)
    assert not old.exists()
    assert young.exists()


@pytest.mark.parametrize("content", [b"", b"RIFF", b"\0" * 100, b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0"])
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    assert not is_whole(path)
    with pytest.raises(TornSound):
        read_sound(path)


def test_trimming_keeps_the_sound_and_drops_the_silence_around_it() -> None:
    sound = Sound(samples=array("h", [0] * 22050 + [9000, -9000] * 1000 + [0] * 22050), sample_rate=22050)
    assert sound.trimmed().seconds == pytest.approx(2000 / 22050 + 0.02, abs=0.01)
    assert Sound(samples=array("h", [20] * 22050), sample_rate=22050).trimmed().seconds == 0
