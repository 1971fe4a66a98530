"""Everything that the kiosk needs for sound dies or hangs: the screen never waits, says so, and sound comes back."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from tests.processes import is_running
from tests.ui.sound.booth import Booth
from tests.ui.sound.ear import Ear, Server, share_heard
from ui.sound.speaker import Phrase, Speaker

pytestmark = pytest.mark.alone
"""What a fault costs is counted in seconds that a visitor waits: other programs may not add to them."""

ZH = Language.ZH_CN
TEXT = "在青河镇摘苹果"


def heard_again(booth: Booth, ear: Ear, text: str = "摘苹果") -> None:
    """Have something said, and hear it.

    What hangs here hangs for seconds: half of one tells it from a busy machine;
    `test_speaker` holds the 16 ms.
    """
    booth.told.clear()
    said = time.monotonic_ns()
    booth.speaker.say([Phrase(text)], ZH)
    assert time.monotonic_ns() - said < 500e6, "the screen waited for what does not answer"
    booth.wait(lambda: booth.has_told("finished"))
    booth.run_for(0.2)
    assert share_heard(booth.clip(text), ear.since(said)) > 0.6


@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP])
def test_a_dead_or_hung_player_is_replaced_and_the_phrase_is_said_again(
    booth: Booth, ear: Ear, harm: signal.Signals
) -> None:
    booth.speaker.say([Phrase(TEXT), Phrase("去看看")], ZH)
    booth.wait(lambda: booth.has_told("phrase_started", 0))
    victim = booth.speaker.player.pid
    assert victim is not None
    hurt = time.monotonic_ns()
    os.kill(victim, harm)
    booth.wait(lambda: booth.has_told("sound_available", False), 3.0)
    booth.wait(lambda: booth.told[-1][0] == "handed" and booth.told[-1][2] > hurt, 3.0)
    assert booth.speaker.player.pid != victim
    assert time.monotonic_ns() - hurt < 3e9
    booth.wait(lambda: booth.has_told("finished"))
    booth.run_for(0.2)
    assert share_heard(booth.clip(TEXT), ear.since(hurt)) > 0.6
    assert not Path(f"/proc/{victim}").exists()


@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP])
def test_a_dead_or_hung_engine_is_replaced(booth: Booth, ear: Ear, harm: signal.Signals) -> None:
    victim = booth.engine.pid
    assert victim is not None
    os.kill(victim, harm)
    hurt = time.monotonic_ns()
    booth.speaker.say([Phrase("这句话还没有说过")], ZH)
    booth.wait(lambda: booth.has_told("handed", 0), 3.0)
    assert time.monotonic_ns() - hurt < 3e9
    booth.wait(lambda: booth.has_told("finished"))
    assert booth.speaker.is_available
    heard_again(booth, ear)
    assert not Path(f"/proc/{victim}").exists()


def test_an_engine_that_cannot_be_had_is_told_as_no_sound_until_it_can(
    server: Server, make_booth: Callable[[], Booth]
) -> None:
    booth = make_booth()
    booth.wait(lambda: booth.has_told("sound_available", True))
    stopped: list[int | None] = [None]

    def stop_each_engine() -> bool:
        if (pid := booth.engine.pid) not in stopped:
            assert pid is not None
            os.kill(pid, signal.SIGSTOP)
            stopped.append(pid)
        return booth.has_told("sound_available", False)

    stop_each_engine()
    booth.speaker.say([Phrase("这句话还没有说过")], ZH)
    booth.wait(stop_each_engine, 3.0)
    booth.wait(lambda: booth.has_told("finished"))
    booth.told.clear()
    booth.speaker.say([Phrase("现在能说了")], ZH)
    booth.wait(lambda: booth.has_told("handed", 0) or booth.has_told("phrase_started", 0), 3.0)
    booth.wait(lambda: booth.speaker.is_available, 1.0)


def test_a_sound_server_that_dies_is_told_and_sound_is_back_when_it_is(
    server: Server, make_booth: Callable[[], Booth]
) -> None:
    booth = make_booth()
    booth.wait(lambda: booth.has_told("sound_available", True))
    booth.speaker.set_volume(99)
    booth.speaker.say([Phrase(TEXT)], ZH)
    booth.wait(lambda: booth.has_told("phrase_started", 0))
    booth.told.clear()
    server.hurt(signal.SIGKILL)
    booth.wait(lambda: booth.has_told("sound_available", False), 3.0)
    booth.run_for(0.7)
    assert not booth.has_told("sound_available", True)
    server.start()
    booth.told.clear()
    booth.wait(lambda: booth.has_told("sound_available", True), 3.0)
    with closing(Ear(server)) as ear:
        heard_again(booth, ear)


def test_a_sound_server_that_hangs_is_told_and_sound_is_back_when_it_goes_on(
    server: Server, booth: Booth, ear: Ear
) -> None:
    booth.speaker.say([Phrase(TEXT)], ZH)
    booth.wait(lambda: booth.has_told("phrase_started", 0))
    server.hurt(signal.SIGSTOP)
    booth.speaker.say([Phrase("去看看")], ZH)
    booth.wait(lambda: booth.has_told("sound_available", False), 3.0)
    booth.run_for(1.0)
    booth.told.clear()
    server.hurt(signal.SIGCONT)
    booth.wait(lambda: booth.has_told("sound_available", True), 3.0)
    heard_again(booth, ear)


def test_without_a_sound_server_there_is_no_sound_until_one_comes(
    server: Server, make_booth: Callable[[], Booth]
) -> None:
    server.stop()
    booth = make_booth()
    booth.wait(lambda: booth.has_told("sound_available", False), 3.0)
    booth.speaker.say([Phrase(TEXT)], ZH)
    booth.run_for(0.5)
    assert not booth.has_told("phrase_started", 0)
    server.start()
    booth.wait(lambda: booth.has_told("sound_available", True), 3.0)
    booth.wait(lambda: booth.has_told("finished"))


def test_a_device_that_is_pulled_out_and_put_back_is_noticed(server: Server, booth: Booth) -> None:
    server.control("unload-module", "module-null-sink")
    booth.wait(lambda: booth.has_told("sound_available", False), 3.0)
    booth.told.clear()
    server.control("load-module", "module-null-sink", "sink_name=ear", "rate=22050", "channels=1")
    booth.wait(lambda: booth.has_told("sound_available", True), 3.0)
    with closing(Ear(server)) as ear:
        heard_again(booth, ear)


def test_closing_leaves_no_process_and_no_file(server: Server, make_booth: Callable[[], Booth], tmp_path: Path) -> None:
    booth = make_booth()
    booth.wait(lambda: booth.has_told("sound_available", True))
    booth.speaker.say([Phrase(TEXT)], ZH)
    booth.wait(lambda: booth.has_told("phrase_started", 0))
    pids = booth.engine.pid, booth.speaker.player.pid
    began = time.monotonic()
    booth.speaker.close()
    assert time.monotonic() - began < 3
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert not booth.scratch.folder.exists()


ABANDON = """
import os, signal, sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.sound.speaker import Speaker
application = QCoreApplication([])
speaker = Speaker(clips=Path(sys.argv[1]), today=date.today)
def die(available):
    children = Path(f"/proc/self/task").glob("*/children")
    print(" ".join(path.read_text() for path in children), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
speaker.sound_available.connect(die)
application.exec()
"""


def test_no_process_outlives_a_killed_kiosk(server: Server, tmp_path: Path) -> None:
    kiosk = subprocess.run(
        [sys.executable, "-c", ABANDON, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
    )
    pids = [int(pid) for pid in kiosk.stdout.split()]
    assert pids
    until = time.monotonic() + 60
    while any(is_running(pid) for pid in pids):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_the_player_takes_little_memory(booth: Booth) -> None:
    booth.wait(lambda: booth.speaker.player.rss_kb > 0)
    print(f"player: {booth.speaker.player.rss_kb} kB")
    assert booth.speaker.player.rss_kb < 60_000
    assert isinstance(booth.speaker, Speaker)
