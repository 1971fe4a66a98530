"""The same text in each tongue: the words that a person would say are heard, and all are equally loud."""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.domain.tongue import Tongue
from kiosk.speech.clips import ClipStore
from kiosk.speech.engine import EngineProcess, engine_argv
from kiosk.speech.loudness import TARGET_DB
from kiosk.speech.scratch import Scratch
from kiosk.speech.sound import read_sound
from tests.ui.conftest import Unexpected
from tests.ui.sound.booth import Booth, heard_in_one_of_three
from tests.ui.sound.ear import RATE, Ear, Server, find, level_db, running_server
from ui.sound.speaker import BELL, Phrase, Speaker

pytestmark = pytest.mark.sound

SATURDAY = date(2026, 11, 21)
RECORDED_BEFORE_NS = 100_000_000
"""Where one sound takes over from another, the recording loses some milliseconds: the new one seems to begin before it
was asked for."""
SAID = {
    Tongue.MANDARIN: (
        ("摘苹果180元/天", "摘苹果，一百八十元一天"),
        ("明天早上7:30上工", "明天早上七点半上工"),
        ("电话13800125678", "电话，幺三八，零零幺二，五六七八"),
        ("这个活儿先还钱", "这个活先环钱"),
        ("最长一分钟，留30天就删", "最长一分钟，留三十天就删"),
    ),
    Tongue.CANTONESE: (
        ("摘苹果180元/天", "摘苹果，一百八十蚊一日"),
        ("明天早上7:30上工", "听日朝早七点半开工"),
        ("电话13800125678", "电话，一三八，零零一二，五六七八"),
        ("这个活儿先还钱", "呢个工先还钱"),
    ),
    Tongue.ENGLISH: (
        ("Picking apples ¥180/day", "Picking apples, one hundred and eighty yuan a day"),
        ("Tomorrow at 7:30", "Tomorrow at half past seven in the morning"),
        ("Phone 13800125678", "Phone, one three eight, zero zero one two, five six seven eight"),
        ("Call 12333", "Call one two three three three"),
        ("It is erased after 30 days", "It is erased after thirty days"),
    ),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("run")) as server:
        yield server


@pytest.fixture(scope="module")
def ear(server: Server) -> Iterator[Ear]:
    with closing(Ear(server)) as ear:
        yield ear


def opened(tmp_path: Path, engine: EngineProcess) -> Booth:
    """A speaker with the product's own wording, ready at full volume."""
    (tmp_path / "memory").mkdir()
    scratch = Scratch([tmp_path / "memory"])
    clips = tmp_path / "clips"
    speaker = Speaker(clips=clips, today=lambda: SATURDAY, voice=engine, scratch=scratch, lexicon=tmp_path / "own.toml")
    booth = Booth(speaker, engine, scratch, ClipStore(clips))
    booth.wait(lambda: booth.has_told("sound_available", True))
    booth.speaker.set_volume(99)
    booth.run_for(0.5)
    return booth


@pytest.fixture
def booth(qapp: QCoreApplication, server: Server, ear: Ear, tmp_path: Path) -> Iterator[Booth]:
    booth = opened(tmp_path, EngineProcess())
    yield booth
    booth.speaker.close()


@pytest.mark.parametrize(
    ("tongue", "shown", "words"), [(tongue, *each) for tongue, said in SAID.items() for each in said]
)
@heard_in_one_of_three
def test_what_is_heard_are_the_words_of_the_tongue_all_equally_loud(
    booth: Booth, ear: Ear, tongue: Tongue, shown: str, words: str
) -> None:
    began = time.monotonic_ns()
    booth.speaker.say([Phrase(shown)], tongue)
    booth.wait(lambda: booth.has_told("finished"))
    booth.run_for(0.3)
    heard, clip = ear.since(began), booth.clip(words, tongue=tongue)
    at, alike, loudness = find(clip, heard)
    assert alike > 0.98
    assert loudness == pytest.approx(1.0, rel=0.05)
    assert level_db(heard[at : at + len(clip)]) == pytest.approx(TARGET_DB, abs=1.0)


@heard_in_one_of_three
def test_the_bell_is_as_loud_as_the_words_behind_it(booth: Booth, ear: Ear) -> None:
    began = time.monotonic_ns()
    booth.speaker.say([Phrase("摘苹果")], Tongue.CANTONESE, after_bell=True)
    booth.wait(lambda: booth.has_told("finished"))
    booth.run_for(0.2)
    heard, bell = ear.since(began), read_sound(BELL)
    at, _, _ = find(booth.clip("摘苹果", tongue=Tongue.CANTONESE), heard)
    rung = heard[max(0, at - len(bell.samples) - RATE // 5) : at]
    assert level_db(rung) == pytest.approx(TARGET_DB, abs=1.0)


@heard_in_one_of_three
def test_another_tongue_takes_over_in_mid_sentence_and_is_heard_whole(booth: Booth, ear: Ear) -> None:
    booth.speaker.say([Phrase("明天摘苹果"), Phrase("早上好")], Tongue.MANDARIN)
    booth.wait(lambda: booth.has_told("phrase_started", 0))
    for tongue, words in ((Tongue.CANTONESE, "听日摘苹果"), (Tongue.MANDARIN, "明天摘苹果")):
        began = time.monotonic_ns()
        booth.told.clear()
        booth.speaker.say([Phrase("明天摘苹果")], tongue)
        booth.wait(lambda: booth.has_told("finished"))
        booth.run_for(0.3)
        assert find(booth.clip(words, tongue=tongue), ear.since(began - RECORDED_BEFORE_NS))[1] > 0.95


@heard_in_one_of_three
def test_cantonese_begins_as_soon_as_mandarin_fresh_and_kept(booth: Booth) -> None:
    delays: dict[str, list[float]] = {"fresh": [], "kept": []}
    for kind in delays:
        for number in "一二三四五六七":
            booth.told.clear()
            touched = time.monotonic_ns()
            booth.speaker.say([Phrase(f"第{number}间房，有床位"), Phrase("再看看别的")], Tongue.CANTONESE)
            booth.wait(lambda: any(event[0] == "handed" for event in booth.told))
            delays[kind].append((next(ns for name, _, ns in booth.told if name == "handed") - touched) / 1e6)
            booth.run_for(0.05)
    fresh, kept = (sorted(delays[kind])[3] for kind in ("fresh", "kept"))
    print(f"fresh {fresh:.1f} ms, kept {kept:.1f} ms")
    assert fresh <= 200
    assert kept <= 30


def test_where_the_machine_has_no_cantonese_mandarin_is_heard(
    qapp: QCoreApplication, server: Server, ear: Ear, tmp_path: Path, unexpected: Unexpected
) -> None:
    unexpected.allow("kiosk.speech")
    booth = opened(tmp_path, EngineProcess(argv=(*engine_argv(), "yue=nowhere/nothing")))
    began = time.monotonic_ns()
    booth.speaker.say([Phrase("明天摘苹果")], Tongue.CANTONESE)
    booth.wait(lambda: booth.has_told("finished"))
    booth.run_for(0.2)
    assert find(booth.clip("明天摘苹果"), ear.since(began))[1] > 0.95
    assert booth.speaker.is_available
    booth.speaker.close()
