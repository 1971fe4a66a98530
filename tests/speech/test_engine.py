"""The speech process: what it renders, and what becomes of it when it dies, hangs, lies or is left alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.domain.tongue import Tongue
from kiosk.errors import NoVoice, VoiceFailed
from kiosk.speech.engine import EngineProcess, engine_argv
from kiosk.speech.pace import RATES
from kiosk.speech.sound import read_sound
from kiosk.speech.syllables import syllables
from tests.processes import is_running

ZH, EN = Tongue.MANDARIN, Tongue.ENGLISH
SENTENCE = "今天在青河镇摘苹果，一百八十元一天，早上七点半上工，中午管饭"

Broken = Callable[[str], EngineProcess]
Eventually = Callable[[Callable[[], bool]], None]


def render(engine: EngineProcess, words: str, into: Path, *, tongue: Tongue = ZH, rate: float = 1.0) -> float:
    return engine.render(words, tongue=tongue, rate=rate, into=into).seconds


def test_the_report_is_what_the_file_holds(engine: EngineProcess, tmp_path: Path) -> None:
    report = engine.render("早上好", tongue=ZH, rate=1.0, into=tmp_path / "a.wav")
    sound = read_sound(tmp_path / "a.wav")
    assert sound.sample_rate == report.sample_rate == 22050
    assert sound.seconds == pytest.approx(report.seconds)
    assert sound.rms == pytest.approx(report.rms)
    assert report.rms > 0.03


def test_a_comfortable_voice_says_four_characters_a_second(engine: EngineProcess, tmp_path: Path) -> None:
    assert syllables(SENTENCE) / render(engine, SENTENCE, tmp_path / "a.wav") == pytest.approx(4.0, rel=0.12)


@pytest.mark.parametrize(
    ("tongue", "words"),
    [(ZH, SENTENCE), (EN, "picking apples in Green River town, lunch included, starts at half past seven")],
)
def test_each_rate_takes_its_share_of_the_time(
    engine: EngineProcess, tmp_path: Path, tongue: Tongue, words: str
) -> None:
    normal = render(engine, words, tmp_path / "a.wav", tongue=tongue)
    for rate in RATES:
        seconds = render(engine, words, tmp_path / "a.wav", tongue=tongue, rate=rate)
        assert normal / seconds == pytest.approx(rate, rel=0.08), f"rate {rate}"


def test_a_clip_sounds_the_same_whatever_was_said_before(engine: EngineProcess, tmp_path: Path) -> None:
    lengths: dict[tuple[str, float], set[float]] = {}
    for turn in range(40):
        words, tongue = (("早来去坐饭", ZH), ("work today", EN))[turn % 2]
        rate = RATES[turn * 3 % 7]
        seconds = render(engine, words, tmp_path / "a.wav", tongue=tongue, rate=rate)
        lengths.setdefault((words, rate), set()).add(seconds)
    assert all(max(found) - min(found) < 0.02 for found in lengths.values()), lengths


def test_silence_around_the_words_is_cut_off(engine: EngineProcess, tmp_path: Path) -> None:
    render(engine, "早", tmp_path / "a.wav")
    samples = read_sound(tmp_path / "a.wav").samples
    edge = 22050 // 40
    assert max(map(abs, samples[:edge])) > 300
    assert max(map(abs, samples[-edge:])) > 300


@pytest.mark.parametrize("words", ["", "……", "，。", "—", "😀", "\0", "啊" * 3000])
def test_what_cannot_be_said_is_refused_and_leaves_no_file(engine: EngineProcess, tmp_path: Path, words: str) -> None:
    with pytest.raises(VoiceFailed):
        render(engine, words, tmp_path / "a.wav")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words", ["早\0上好", "早\x1b[2J上", "<speak>早</speak>", "[[h@l'oU]]早", "早" * 300, "\ud800早", "-早", "../早"]
)
def test_hostile_words_are_said_or_refused_and_the_next_ones_are_said(
    engine: EngineProcess, tmp_path: Path, words: str
) -> None:
    try:
        render(engine, words, tmp_path / "a.wav")
    except VoiceFailed:
        assert not (tmp_path / "a.wav").exists()
    assert render(engine, "早上好", tmp_path / "b.wav") > 0.3


def test_a_voice_that_is_not_installed_is_no_voice(tmp_path: Path) -> None:
    engine = EngineProcess(argv=(*engine_argv(), "cmn=nowhere/nothing"))
    with pytest.raises(NoVoice):
        render(engine, "早上好", tmp_path / "a.wav")
    engine.close()


@pytest.mark.parametrize("fault", ["silent", "one beep", "no file", "dies", "hangs"])
def test_a_clip_without_its_words_is_never_reported_as_speech(
    broken_engine: Broken, tmp_path: Path, fault: str
) -> None:
    with pytest.raises(VoiceFailed):
        render(broken_engine(fault), "今天在青河镇摘苹果", tmp_path / "a.wav")
    assert not (tmp_path / "a.wav").exists()


def test_an_engine_that_hangs_once_is_replaced_and_asked_again(broken_engine: Broken, tmp_path: Path) -> None:
    assert render(broken_engine("hangs once"), "早上好", tmp_path / "a.wav") == 1.0


def test_noise_and_stale_answers_are_not_taken_for_the_answer(broken_engine: Broken, tmp_path: Path) -> None:
    assert render(broken_engine("noise"), "早上好", tmp_path / "a.wav") == 1.0


def test_an_engine_that_grows_is_replaced(broken_engine: Broken, tmp_path: Path) -> None:
    engine = broken_engine("eats memory")
    render(engine, "早上好", tmp_path / "a.wav")
    assert engine.pid is None
    assert render(engine, "早上好", tmp_path / "a.wav") == 1.0


@pytest.mark.alone
@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP])
def test_speech_is_back_within_three_seconds(
    engine: EngineProcess, tmp_path: Path, eventually: Eventually, harm: signal.Signals
) -> None:
    render(engine, "早上好", tmp_path / "a.wav")
    victim = engine.pid
    assert victim is not None
    os.kill(victim, harm)
    began = time.monotonic()
    assert render(engine, "早上好", tmp_path / "b.wav") > 0.3
    assert time.monotonic() - began < 3.0
    eventually(lambda: not Path(f"/proc/{victim}").exists())


def test_a_full_disk_is_a_failure_and_not_a_hang(engine: EngineProcess) -> None:
    with pytest.raises(VoiceFailed):
        render(engine, "早上好", Path("/dev/full/a.wav"))


@pytest.mark.parametrize("state", ["idle", "stopped"])
def test_the_engine_dies_with_its_parent(tmp_path: Path, eventually: Eventually, state: str) -> None:
    script = (
        "import os, signal\nfrom pathlib import Path\nfrom kiosk.domain.tongue import Tongue\n"
        "from kiosk.speech.engine import EngineProcess\nengine = EngineProcess()\n"
        f"engine.render('早', tongue=Tongue.MANDARIN, rate=1.0, into=Path({str(tmp_path / 'a.wav')!r}))\n"
        + ("os.kill(engine.pid, signal.SIGSTOP)\n" if state == "stopped" else "")
        + "print(engine.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    pid = int(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False).stdout)
    eventually(lambda: not is_running(pid))


def test_closing_leaves_no_process(tmp_path: Path) -> None:
    engine = EngineProcess()
    render(engine, "早", tmp_path / "a.wav")
    pid = engine.pid
    engine.close()
    assert not Path(f"/proc/{pid}").exists()
    with pytest.raises(VoiceFailed):
        render(engine, "早", tmp_path / "a.wav")
