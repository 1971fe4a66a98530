"""Where clips are made: what a person waits for first, then what comes next, then what may be wanted some day."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from pathlib import Path
from queue import PriorityQueue

from kiosk.domain.tongue import Tongue
from kiosk.errors import NoVoice, VoiceError, VoiceFailed
from kiosk.speech.clips import ClipKey, ClipStore
from kiosk.speech.scratch import Scratch
from kiosk.speech.script import Script, Wording, read_out
from kiosk.speech.selftest import VoiceHealth, examine
from kiosk.speech.syllables import syllables
from kiosk.speech.voice import Voice

log = logging.getLogger(__name__)

IDLE_FAILURES = 3
LAST = -1
CLOSED_WITHIN_S = 2.0


class Urgency(IntEnum):
    """How soon a clip is wanted; the lowest goes first."""

    URGENT = 0
    """A person waits for it."""
    SOON = 1
    """It follows on what is being said."""
    IDLE = 2
    """Somebody may ask for it later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A sound to play. A passing one lies in memory and is to be given back by `Studio.release`."""

    path: Path
    passing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToSay:
    """The text holds nothing that can be spoken: a dash, a row of dots."""


Result = Clip | NothingToSay | VoiceError


@dataclass(eq=False, slots=True, kw_only=True)
class Order:
    """A clip that was asked for. `done` gets the result once, in a thread of the studio, unless it is cancelled."""

    text: str
    tongue: Tongue
    """The one asked for; the one that stands in for it once no voice was found."""
    rate: float
    urgency: Urgency
    fleeting: bool
    done: Callable[[Result], None]
    script: Script = ()
    cancelled: bool = False

    def cancel(self) -> None:
        """Call the order off: `done` is not called any more, unless it is being called right now."""
        self.cancelled = True


@dataclass(order=True, slots=True)
class _Work:
    urgency: int
    number: int
    do: Callable[[], None] | None = field(compare=False)


class Studio:
    """Makes clips in a thread of its own, with another that only looks up what is there already.

    A clip that exists is delivered while another is being rendered; one being rendered for idle times delays a waiting
    person by no more than itself. Fleeting texts are rendered to the private folder and never kept. Where no voice
    speaks a tongue, the one that stands in for it does.
    """

    def __init__(self, *, voice: Voice, clips: ClipStore, scratch: Scratch, wording: Wording) -> None:
        self._voice, self._clips, self._scratch, self._wording = voice, clips, scratch, wording
        self._health: dict[Tongue, VoiceHealth] = {}
        self._numbers = count()
        self._finding: PriorityQueue[_Work] = PriorityQueue()
        self._making: PriorityQueue[_Work] = PriorityQueue()
        self._lock = threading.Lock()
        self._passing: set[Path] = set()
        self._wipes = 0
        self._threads = [
            threading.Thread(target=self._serve, args=(queue,), name=name, daemon=True)
            for queue, name in ((self._finding, "clips found"), (self._making, "clips made"))
        ]
        for thread in self._threads:
            thread.start()

    def order(
        self,
        text: str,
        *,
        tongue: Tongue,
        rate: float,
        urgency: Urgency,
        done: Callable[[Result], None],
        fleeting: bool = False,
    ) -> Order:
        """Ask for `text` as a clip; returns at once."""
        order = Order(text=text, tongue=tongue, rate=rate, urgency=urgency, fleeting=fleeting, done=done)
        self._put(self._finding, urgency, lambda: self._guarded(order, self._find))
        return order

    def prepare(self, texts: Iterable[str], *, tongue: Tongue, rate: float) -> None:
        """Make and keep clips of `texts` in idle times, each drawn when the one before is done.

        Gives up when the disk takes no more, and after three failures in a row.
        """
        self._prepare_next(iter(texts), tongue=tongue, rate=rate, failures=0)

    def health(self, tongue: Tongue) -> VoiceHealth:
        """What the last self-test of this tongue's voice found."""
        return self._health.get(tongue, VoiceHealth.UNTESTED)

    def test(self, tongue: Tongue, *, done: Callable[[VoiceHealth], None]) -> None:
        """Put the voice of `tongue` to the test between other work; a voice that fails it speaks no more."""
        into = self._scratch.new_path()
        self._examine_on(tongue, examine(self._voice, tongue, into=into), done)

    def release(self, clip: Clip) -> None:
        """Give a clip back that was played or is no longer wanted."""
        if clip.passing:
            with self._lock:
                self._passing.discard(clip.path)
            clip.path.unlink(missing_ok=True)

    def wipe(self) -> None:
        """Remove every clip from the private folder, also one that is being rendered now."""
        with self._lock:
            self._wipes += 1
            passing, self._passing = self._passing, set()
        for path in passing:
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """End the engine and both threads, and remove the private folder."""
        for queue in (self._finding, self._making):
            queue.put(_Work(LAST, next(self._numbers), None))
        self._voice.close()
        for thread in self._threads:
            thread.join(CLOSED_WITHIN_S)
        self._scratch.close()

    def _prepare_next(self, texts: Iterator[str], *, tongue: Tongue, rate: float, failures: int) -> None:
        def done(result: Result) -> None:
            if isinstance(result, Clip) and result.passing:
                self.release(result)
                return
            failed = failures + 1 if isinstance(result, VoiceError) else 0
            if failed < IDLE_FAILURES:
                self._prepare_next(texts, tongue=tongue, rate=rate, failures=failed)

        def draw() -> None:
            text = next(texts, None)
            if text is not None:
                self.order(text, tongue=tongue, rate=rate, urgency=Urgency.IDLE, done=done)

        self._put(self._finding, Urgency.IDLE, draw)

    def _serve(self, queue: PriorityQueue[_Work]) -> None:
        while (work := queue.get()).do is not None:
            work.do()

    def _find(self, order: Order) -> None:
        if not self.health(order.tongue).may_speak and order.tongue.stand_in is not None:
            order.tongue = order.tongue.stand_in
        order.script = self._wording(order.text, order.tongue)
        if not any(syllables(part.words) for part in order.script):
            self._deliver(order, NothingToSay())
        elif not all(self.health(part.tongue).may_speak for part in order.script):
            self._deliver(order, NoVoice())
        elif not order.fleeting and (path := self._clips.find(self._key(order))) is not None:
            self._deliver(order, Clip(path=path, passing=False))
        else:
            self._put(self._making, order.urgency, lambda: self._guarded(order, self._make))

    def _put(self, queue: PriorityQueue[_Work], urgency: Urgency, do: Callable[[], None]) -> None:
        queue.put(_Work(urgency, next(self._numbers), do))

    def _examine_on(
        self,
        tongue: Tongue,
        exam: Generator[None, None, VoiceHealth],
        done: Callable[[VoiceHealth], None],
    ) -> None:
        try:
            next(exam)
        except StopIteration as end:
            self._health[tongue] = end.value
            done(end.value)
        else:
            self._put(self._making, Urgency.SOON, lambda: self._examine_on(tongue, exam, done))

    def _guarded(self, order: Order, work: Callable[[Order], None]) -> None:
        """Do `work` for an order; a mistake of ours costs this phrase and not the thread."""
        try:
            if not order.cancelled:
                work(order)
        except NoVoice as error:
            if order.tongue.stand_in is None:
                self._deliver(order, error)
            else:
                self._health[order.tongue] = VoiceHealth.ABSENT
                self._put(self._finding, order.urgency, lambda: self._guarded(order, self._find))
        except VoiceError as error:
            self._deliver(order, error)
        except Exception:
            log.exception("a phrase could not be made")
            self._deliver(order, VoiceFailed())

    def _make(self, order: Order) -> None:
        if not order.fleeting and (path := self._clips.find(self._key(order))) is not None:
            self._deliver(order, Clip(path=path, passing=False))
            return
        wipes = self._wipes
        clip = Clip(path=self._scratch.new_path(), passing=True)
        read_out(order.script, voice=self._voice, rate=order.rate, into=clip.path)
        content = clip.path.read_bytes()  # before a wipe can know of the clip and remove it
        with self._lock:
            wiped = wipes != self._wipes and order.fleeting
            if not wiped:
                self._passing.add(clip.path)
        if wiped or order.cancelled:
            self.release(clip)
            return
        self._hand_over(order, clip, content)

    def _hand_over(self, order: Order, clip: Clip, content: bytes) -> None:
        """Deliver a fresh clip, and keep it; from memory first when somebody waits, so that no slow disk delays it."""
        if order.fleeting:
            self._deliver(order, clip)
            return
        if order.urgency is Urgency.URGENT:
            self._deliver(order, clip)
            self._clips.keep(self._key(order), content)
        elif (kept := self._clips.keep(self._key(order), content)) is None:
            self._deliver(order, clip)
        else:
            self.release(clip)
            self._deliver(order, Clip(path=kept, passing=False))

    def _deliver(self, order: Order, result: Result) -> None:
        if not order.cancelled:
            order.done(result)
        elif isinstance(result, Clip):
            self.release(result)

    def _key(self, order: Order) -> ClipKey:
        voices = " ".join(self._voice.identity(part.tongue) for part in order.script)
        words = "\n".join(part.words for part in order.script)
        return ClipKey(voice=voices, tongue=order.tongue, rate=order.rate, words=words)
