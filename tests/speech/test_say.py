"""`yizhan-kiosk say`: a file with speech, or a sentence why not."""

import os
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.speech.sound import read_sound


def test_the_file_holds_the_words_at_the_asked_rate(tmp_path: Path) -> None:
    seconds = {}
    for rate in ("0.5", "1", "2"):
        out = tmp_path / f"{rate}.wav"
        assert main(["say", "摘苹果，180元/天，早上7:30上工，中午管饭", "--out", str(out), "--rate", rate]) == 0
        sound = read_sound(out)
        assert sound.rms > 0.03
        seconds[rate] = sound.seconds
    assert seconds["0.5"] / seconds["1"] == pytest.approx(2, rel=0.12)
    assert seconds["2"] / seconds["1"] == pytest.approx(0.5, rel=0.12)


def test_english_is_spoken_too(tmp_path: Path) -> None:
    assert main(["say", "Picking apples, ¥180/day", "--lang", "en", "--out", str(tmp_path / "a.wav")]) == 0
    assert read_sound(tmp_path / "a.wav").seconds > 1


def test_nothing_to_say_is_said_and_leaves_an_old_file_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.wav"
    out.write_bytes(b"old")
    assert main(["say", "……", "--out", str(out)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert out.read_bytes() == b"old"


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "早", "--out", str(tmp_path / "missing" / "a.wav")]) == 2
    assert str(tmp_path / "missing" / "a.wav") in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_what_is_no_ordinary_file_is_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for out in (str(pipe), str(tmp_path), ""):
        assert main(["say", "早", "--out", out]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert pipe.is_fifo()


@pytest.mark.parametrize("rate", ["0.49", "2.1", "nan", "fast"])
def test_a_rate_out_of_bounds_is_refused(tmp_path: Path, rate: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["say", "早", "--out", str(tmp_path / "a.wav"), "--rate", rate])
    assert ended.value.code == 2


def test_each_tongue_reads_the_same_text_in_its_own_way(tmp_path: Path) -> None:
    said = {}
    for tongue in ("mandarin", "cantonese"):
        out = tmp_path / f"{tongue}.wav"
        assert main(["say", "摘苹果，180元/天", "--out", str(out), "--tongue", tongue]) == 0
        said[tongue] = read_sound(out)
    assert said["mandarin"].seconds == pytest.approx(said["cantonese"].seconds, rel=0.3)
    assert said["mandarin"].samples != said["cantonese"].samples


def test_a_file_begins_with_the_silence_that_screens_swallow(tmp_path: Path) -> None:
    assert main(["say", "早", "--out", str(tmp_path / "a.wav")]) == 0
    sound = read_sound(tmp_path / "a.wav")
    begins = next(at for at, sample in enumerate(sound.samples) if abs(sample) > 330)
    assert begins / sound.sample_rate == pytest.approx(0.3, abs=0.02)


def test_a_stations_own_words_are_used(tmp_path: Path) -> None:
    seconds = []
    for own in ("", '[mandarin]\n"早" = "早上好早上好早上好"\n'):
        (tmp_path / "lexicon.toml").write_text(own, "utf-8")
        out = tmp_path / "a.wav"
        assert main(["--data", str(tmp_path), "say", "早", "--out", str(out)]) == 0
        seconds.append(read_sound(out).seconds)
    assert seconds[1] > 3 * seconds[0]
