"""The studio: who waits goes first, what is fleeting leaves nothing, and a mistake costs one phrase."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

import pytest

from kiosk.domain.tongue import Tongue
from kiosk.errors import NoVoice, VoiceFailed
from kiosk.speech.clips import ClipStore
from kiosk.speech.engine import EngineProcess, engine_argv
from kiosk.speech.scratch import Scratch
from kiosk.speech.script import Part, Script
from kiosk.speech.selftest import VoiceHealth
from kiosk.speech.sound import read_sound
from kiosk.speech.studio import Clip, NothingToSay, Order, Result, Studio, Urgency
from kiosk.speech.voice import ClipReport

ZH = Tongue.MANDARIN
PATIENCE_S = 60.0


@dataclass
class SlowVoice:
    """A voice that renders each clip only when it is let go, and remembers in which order."""

    real: EngineProcess
    rendered: list[str] = field(default_factory=list)
    begun: SimpleQueue[str] = field(default_factory=SimpleQueue)
    go: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def identity(self, tongue: Tongue) -> str:
        return self.real.identity(tongue)

    def render(self, words: str, *, tongue: Tongue, rate: float, into: Path) -> ClipReport:
        self.begun.put(words)
        assert self.go.acquire(timeout=PATIENCE_S)
        self.rendered.append(words)
        return self.real.render(words, tongue=tongue, rate=rate, into=into)

    def close(self) -> None:
        for _ in range(20):
            self.go.release()
        self.real.close()


def as_shown(text: str, tongue: Tongue) -> Script:
    if text == "boom":
        raise ZeroDivisionError
    return (Part(tongue=tongue, words=text),)


@pytest.fixture
def voice(engine: EngineProcess) -> SlowVoice:
    return SlowVoice(engine)


@pytest.fixture
def studio(voice: SlowVoice, scratch: Scratch, tmp_path: Path) -> Iterator[Studio]:
    studio = Studio(voice=voice, clips=ClipStore(tmp_path / "clips"), scratch=scratch, wording=as_shown)
    yield studio
    studio.close()


@dataclass
class Desk:
    """Orders clips and waits for them."""

    studio: Studio
    results: SimpleQueue[tuple[str, Result]] = field(default_factory=SimpleQueue)

    def order(self, text: str, urgency: Urgency = Urgency.URGENT, *, fleeting: bool = False) -> Order:
        return self.studio.order(
            text,
            tongue=ZH,
            rate=1.0,
            urgency=urgency,
            fleeting=fleeting,
            done=lambda result: self.results.put((text, result)),
        )

    def result(self, text: str) -> Result:
        got, result = self.results.get(timeout=PATIENCE_S)
        assert got == text
        return result

    def clip(self, text: str) -> Clip:
        result = self.result(text)
        assert isinstance(result, Clip)
        assert read_sound(result.path).seconds > 0.2
        return result


@pytest.fixture
def desk(studio: Studio) -> Desk:
    return Desk(studio)


def test_who_waits_comes_before_what_is_next_and_that_before_what_may_be_wanted(desk: Desk, voice: SlowVoice) -> None:
    desk.order("饭菜", Urgency.IDLE)
    voice.begun.get(timeout=PATIENCE_S)
    for text, urgency in (("钱", Urgency.IDLE), ("家里", Urgency.SOON), ("早上", Urgency.URGENT)):
        desk.order(text, urgency)
    desk.order("……")
    desk.result("……")
    for _ in range(4):
        voice.go.release()
    for text in ("饭菜", "早上", "家里", "钱"):
        desk.clip(text)
    assert voice.rendered == ["饭菜", "早上", "家里", "钱"]


def test_a_kept_clip_is_delivered_while_another_is_being_rendered(desk: Desk, voice: SlowVoice) -> None:
    voice.go.release()
    desk.order("早上", Urgency.IDLE)
    desk.clip("早上")
    desk.order("饭菜", Urgency.IDLE)
    voice.begun.get(timeout=PATIENCE_S)
    desk.order("早上")
    assert not desk.clip("早上").passing
    voice.go.release()
    desk.clip("饭菜")


def test_what_was_called_off_is_not_rendered(desk: Desk, voice: SlowVoice) -> None:
    desk.order("饭菜")
    voice.begun.get(timeout=PATIENCE_S)
    desk.order("早上").cancel()
    desk.order("家里")
    voice.go.release()
    voice.go.release()
    desk.clip("饭菜")
    desk.clip("家里")
    assert voice.rendered == ["饭菜", "家里"]


def test_nothing_of_a_fleeting_phrase_stays(desk: Desk, voice: SlowVoice, scratch: Scratch, tmp_path: Path) -> None:
    voice.go.release()
    desk.order("王师傅", fleeting=True)
    clip = desk.clip("王师傅")
    assert clip.passing
    assert clip.path.parent == scratch.folder
    desk.studio.wipe()
    assert not list(scratch.clips())
    assert not list(tmp_path.glob("clips/*"))


def test_a_fleeting_phrase_in_the_making_does_not_survive_a_wipe(
    desk: Desk, voice: SlowVoice, scratch: Scratch
) -> None:
    desk.order("王师傅", fleeting=True)
    voice.begun.get(timeout=PATIENCE_S)
    desk.studio.wipe()
    voice.go.release()
    voice.go.release()
    desk.order("早上", Urgency.SOON)
    desk.clip("早上")
    assert not list(scratch.clips())


def test_a_full_disk_costs_the_keeping_and_not_the_saying(
    engine: EngineProcess, scratch: Scratch, tmp_path: Path
) -> None:
    (tmp_path / "full").touch()
    desk = Desk(Studio(voice=engine, clips=ClipStore(tmp_path / "full"), scratch=scratch, wording=as_shown))
    desk.order("早上", Urgency.SOON)
    assert desk.clip("早上").passing
    desk.studio.close()


def test_a_mistake_of_ours_costs_one_phrase(desk: Desk, voice: SlowVoice, caplog: pytest.LogCaptureFixture) -> None:
    desk.order("boom")
    assert isinstance(desk.result("boom"), VoiceFailed)
    assert "ZeroDivisionError" in caplog.text
    voice.go.release()
    desk.order("早上")
    desk.clip("早上")


def test_signs_are_nothing_to_say_and_no_failure(desk: Desk) -> None:
    desk.order("——")
    assert desk.result("——") == NothingToSay()


def test_a_voice_that_failed_its_test_speaks_no_more(
    broken_engine: Callable[[str], EngineProcess], scratch: Scratch, tmp_path: Path
) -> None:
    voice = broken_engine("babbles")
    desk = Desk(Studio(voice=voice, clips=ClipStore(tmp_path / "clips"), scratch=scratch, wording=as_shown))
    found: SimpleQueue[VoiceHealth] = SimpleQueue()
    desk.studio.test(ZH, done=found.put)
    assert found.get(timeout=PATIENCE_S) is VoiceHealth.FOREIGN
    desk.order("早上")
    assert isinstance(desk.result("早上"), NoVoice)
    desk.studio.close()


def test_prepared_texts_are_drawn_one_by_one_and_kept(desk: Desk, voice: SlowVoice, tmp_path: Path) -> None:
    drawn: list[str] = []

    def texts() -> Iterator[str]:
        for text in ("早上", "饭菜", "家里"):
            drawn.append(text)
            yield text

    desk.studio.prepare(texts(), tongue=ZH, rate=1.0)
    assert voice.begun.get(timeout=PATIENCE_S) == "早上"
    assert drawn == ["早上"]
    for _ in range(3):
        voice.go.release()
    assert voice.begun.get(timeout=PATIENCE_S) == "饭菜"
    assert voice.begun.get(timeout=PATIENCE_S) == "家里"
    voice.go.release()
    desk.order("好", Urgency.SOON)
    desk.clip("好")
    assert len(list(tmp_path.glob("clips/*.wav"))) == 4


def test_english_words_with_a_chinese_name_are_said_by_both_voices(engine: EngineProcess, tmp_path: Path) -> None:
    from kiosk.speech.script import read_out

    parts = (Part(tongue=Tongue.ENGLISH, words="work today in"), Part(tongue=ZH, words="青河镇"))
    read_out(parts, voice=engine, rate=1.0, into=tmp_path / "both.wav")
    seconds = []
    for part in parts:
        read_out((part,), voice=engine, rate=1.0, into=tmp_path / "one.wav")
        seconds.append(read_sound(tmp_path / "one.wav").seconds)
    assert read_sound(tmp_path / "both.wav").seconds == pytest.approx(sum(seconds) + 0.06, abs=0.03)


def test_where_no_voice_speaks_cantonese_mandarin_stands_in(scratch: Scratch, tmp_path: Path) -> None:
    engine = EngineProcess(argv=(*engine_argv(), "yue=nowhere/nothing"))
    worded: list[Tongue] = []

    def wording(text: str, tongue: Tongue) -> Script:
        worded.append(tongue)
        return as_shown(text, tongue)

    studio = Studio(voice=engine, clips=ClipStore(tmp_path / "clips"), scratch=scratch, wording=wording)
    results: SimpleQueue[Result] = SimpleQueue()
    for _ in range(2):
        studio.order("早上", tongue=Tongue.CANTONESE, rate=1.0, urgency=Urgency.URGENT, done=results.put)
        assert isinstance(results.get(timeout=PATIENCE_S), Clip)
    assert worded == [Tongue.CANTONESE, Tongue.MANDARIN, Tongue.MANDARIN]
    assert studio.health(Tongue.CANTONESE) is VoiceHealth.ABSENT
    studio.order("早上", tongue=Tongue.MANDARIN, rate=1.0, urgency=Urgency.URGENT, done=results.put)
    assert isinstance(results.get(timeout=PATIENCE_S), Clip)
    assert len(list(tmp_path.glob("clips/*.wav"))) == 1
    studio.close()


def test_each_tongue_has_clips_of_its_own(desk: Desk, voice: SlowVoice, tmp_path: Path) -> None:
    for tongue in (Tongue.MANDARIN, Tongue.CANTONESE):
        voice.go.release()
        desk.studio.order(
            "早上",
            tongue=tongue,
            rate=1.0,
            urgency=Urgency.SOON,
            done=lambda result: desk.results.put(("早上", result)),
        )
        desk.clip("早上")
    assert voice.rendered == ["早上", "早上"]
    assert len(list(tmp_path.glob("clips/*.wav"))) == 2
