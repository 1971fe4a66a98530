"""The parent's side of the speech process: asks, waits no longer than it may, checks, kills and starts again."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue

from kiosk.domain.tongue import Tongue
from kiosk.errors import NoVoice, VoiceFailed
from kiosk.speech.child import Child, Message, module_argv
from kiosk.speech.syllables import least_seconds, syllables
from kiosk.speech.voice import ClipReport
from kiosk.versions import installed_version

FROZEN_FLAG = "--speech-engine"
RENDERING = 2
"""Raised when clips come to sound different for the same words, rate and voice: older clips are then made again."""

START_WITHIN_S = 5.0
ANSWER_WITHIN_S = 1.2
"""eSpeak takes 30 ms for 21 s of Mandarin; two tries and a start in between stay under the 3 s of a recovery."""
ANSWER_PER_SYLLABLE_S = 0.004

SILENCE_RMS = 0.003
LARGEST_RSS_KB = 120_000
LONGEST_WORDS = 2000

log = logging.getLogger(__name__)


def engine_argv() -> tuple[str, ...]:
    """Return the command that starts the speech process of this program."""
    return module_argv("kiosk.speech.engine_process", frozen_flag=FROZEN_FLAG)


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run of the child, with its answers: an answer of an earlier run can never be taken for one of this."""

    child: Child
    answers: SimpleQueue[Message]
    ready: bool = False
    last_id: int = field(default=0)


class EngineProcess:
    """The voice of `engine_process`; a `Voice`. Starts the process when it is first asked; one wish at a time."""

    def __init__(self, *, argv: Sequence[str] | None = None, answer_within_s: float = ANSWER_WITHIN_S) -> None:
        self._argv = tuple(argv or engine_argv())
        self._answer_within_s = answer_within_s
        self._run: _Run | None = None
        self._lock = threading.Lock()
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process id of the engine that runs now."""
        run = self._run
        return run.child.pid if run else None

    def identity(self, tongue: Tongue) -> str:
        """Name engine, version and voice; see `Voice`."""
        return f"{_versions()} {RENDERING} {' '.join(self._argv[1:])} {tongue}"

    def render(self, words: str, *, tongue: Tongue, rate: float, into: Path) -> ClipReport:
        """Write `words` to `into`; see `Voice`. Tries twice: a child that died, hung or wrote nothing is replaced."""
        if len(words) > LONGEST_WORDS or not syllables(words):
            raise VoiceFailed
        with self._lock:
            try:
                return self._ask(words, tongue=tongue, rate=rate, into=into)
            except VoiceFailed:
                self._drop()
                return self._ask(words, tongue=tongue, rate=rate, into=into)

    def close(self) -> None:
        """End the process; a render in progress fails."""
        self._closed = True
        run = self._run
        if run is not None:
            run.child.close()

    def _ask(self, words: str, *, tongue: Tongue, rate: float, into: Path) -> ClipReport:
        run = self._running()
        run.last_id += 1
        wish = {"id": run.last_id, "words": words, "tongue": tongue, "rate": rate, "into": str(into)}
        run.child.send(wish)
        answer = self._answer(run, within_s=self._answer_within_s + ANSWER_PER_SYLLABLE_S * syllables(words))
        if answer.get("rss_kb", 0) > LARGEST_RSS_KB:
            self._drop()
        if answer.get("fault") == "absent":
            raise NoVoice
        return _checked(answer, words, rate=rate, tongue=tongue, clip=into)

    def _running(self) -> _Run:
        if self._closed:
            raise VoiceFailed
        if self._run is None or (self._run.ready and self._run.child.pid is None):
            answers: SimpleQueue[Message] = SimpleQueue()
            child = Child(self._argv, heard=answers.put, ended=lambda code: answers.put({"is": "ended", "code": code}))
            self._run = _Run(child=child, answers=answers)
        run = self._run
        if not run.ready:
            self._answer(run, within_s=START_WITHIN_S)
            run.ready = True
        return run

    def _answer(self, run: _Run, *, within_s: float) -> Message:
        """Return the answer to the last wish, or the child's "ready" before the first."""
        until = time.monotonic() + within_s
        while True:
            try:
                message = run.answers.get(timeout=max(0.001, until - time.monotonic()))
            except Empty:
                log.warning("the speech process did not answer within %.1f s", within_s)
                raise VoiceFailed from None
            if message.get("is") == "ended":
                level = logging.INFO if self._closed else logging.WARNING
                log.log(level, "the speech process ended (code %s)", message["code"])
                raise VoiceFailed
            if message.get("id", 0) == run.last_id:
                return message

    def _drop(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            run.child.kill()


def _checked(answer: Message, words: str, *, rate: float, tongue: Tongue, clip: Path) -> ClipReport:
    """Return the report of a clip that holds speech long enough for its words; raise `VoiceFailed` for any other."""
    if "fault" in answer:
        log.warning("the speech process failed: %s", answer["fault"])
        raise VoiceFailed
    report = ClipReport(seconds=answer["seconds"], sample_rate=answer["sample_rate"], rms=answer["rms"])
    if report.rms < SILENCE_RMS or report.seconds < least_seconds(words, rate=rate, tongue=tongue) or not clip.exists():
        log.warning("a clip of %.2f s, rms %.4f is no speech for its text", report.seconds, report.rms)
        clip.unlink(missing_ok=True)
        raise VoiceFailed
    return report


@cache
def _versions() -> str:
    versions = {package: installed_version(package) for package in ("pyttsx3", "espeakng-loader")}
    return " ".join(f"{package} {version}" if version else package for package, version in versions.items())
