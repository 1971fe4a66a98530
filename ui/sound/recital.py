"""One utterance at a time, phrase by phrase: what has been ordered, what is ready, what is being heard."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kiosk.domain.tongue import Tongue
from kiosk.errors import VoiceError
from kiosk.speech.child import Message
from kiosk.speech.studio import Clip, NothingToSay, Order, Result, Studio, Urgency
from ui.sound.player import Player

BEFORE_ALL = -1
"""The index of the sound that comes before the first phrase."""
AHEAD = 2
"""Phrases made ready behind the one that is heard. More would be made in vain when the next touch comes, and while the
screen is being drawn."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is said in one breath and highlighted as one, as it is shown. Nothing of a fleeting phrase stays.

    `recording` is somebody's own voice, the bytes of a WAV file, that is played instead of the text, at its own pace.
    """

    text: str
    fleeting: bool = False
    recording: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseStarted:
    utterance: int
    index: int
    handed_ns: int
    """When its first sample went to the device, on the machine's monotonic clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    utterance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceWorked:
    worked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceThere:
    there: bool


Event = PhraseStarted | Finished | VoiceWorked | DeviceThere


@dataclass(slots=True)
class _Line:
    """One phrase of the utterance and how far it has come."""

    phrase: Phrase
    ordered: bool = False
    order: Order | None = None
    clip: Clip | None = None
    skipped: bool = False
    sent: bool = False
    started: bool = False
    ended: bool = False
    lost: bool = False
    """Its clip vanished before it was played; it is made once more, and not again."""

    @property
    def is_ready(self) -> bool:
        """Whether there is something to play."""
        return self.clip is not None or bool(self.phrase.recording)


class Recital:
    """Says phrases in their order; a new utterance, a stop or a wipe takes the place of what was being said.

    Events come from the screen, the studio and the player, each in its own thread, and are taken one at a time.
    """

    def __init__(
        self,
        *,
        studio: Studio,
        player: Callable[[Callable[[Message], None]], Player],
        tell: Callable[[Event], None],
    ) -> None:
        """`player` makes the player that reports to the function it is given; `tell` is called from any thread."""
        self._studio, self._tell = studio, tell
        self._lock = threading.RLock()
        self._utterance = 0
        self._lines: list[_Line] = []
        self._tongue = Tongue.MANDARIN
        self._rate = 1.0
        self._paused = False
        self._is_ringing = False
        self._player = player(self._heard)

    @property
    def player(self) -> Player:
        return self._player

    @property
    def utterance(self) -> int:
        """The number of what is being said now; what is told of another number is past."""
        return self._utterance

    @property
    def is_waiting(self) -> bool:
        """Whether a phrase is due and its clip is not there yet."""
        with self._lock:
            current = self._current()
            return current < len(self._lines) and not self._lines[current].is_ready

    def say(self, phrases: Sequence[Phrase], tongue: Tongue, *, after: Path | None = None) -> None:
        """Say `phrases` instead of whatever is being said, `after` a sound if one is given."""
        with self._lock:
            self._drop()
            if after is not None:
                self._is_ringing = True
                self._player.play(after, utterance=self._utterance, index=BEFORE_ALL)
            self._tongue, self._paused = tongue, False
            self._lines = [_Line(phrase) for phrase in phrases]
            self._go_on()

    def stop(self) -> None:
        """Fall silent and forget what was to be said."""
        with self._lock:
            self._drop()

    def pause(self, *, paused: bool) -> None:
        """Hold the voice in the middle of a word, or let it go on."""
        with self._lock:
            self._paused = paused
            if paused:
                self._player.pause()
            else:
                self._player.resume()

    def set_rate(self, rate: float) -> None:
        """Go on at `rate`: the phrase that is being said changes as soon as it is rendered, some 30 ms later."""
        with self._lock:
            if rate != self._rate:
                self._rate = rate
                self._order_again(self._current())

    def _drop(self) -> None:
        if self._is_ringing or any(line.sent and not line.ended for line in self._lines):
            self._player.stop()
        self._is_ringing = False
        for line in self._lines:
            self._let_go(line)
        self._lines = []
        self._utterance += 1

    def _let_go(self, line: _Line) -> None:
        if line.order is not None:
            line.order.cancel()
        if line.clip is not None:
            self._studio.release(line.clip)
        line.order = line.clip = None

    def _current(self) -> int:
        """The first phrase that has not been said."""
        ends = (index for index, line in enumerate(self._lines) if not (line.ended or line.skipped))
        return next(ends, len(self._lines))

    def _within_reach(self) -> int:
        """The index behind the last phrase to be ordered by now: the current one, and more once it is heard."""
        current = self._current()
        ahead = AHEAD if current < len(self._lines) and self._lines[current].started else 0
        left = [index for index, line in enumerate(self._lines) if index >= current and not line.skipped]
        return left[ahead] + 1 if ahead < len(left) else len(self._lines)

    def _order_within_reach(self) -> None:
        for index in range(self._within_reach()):
            if not self._lines[index].ordered:
                self._order(index)

    def _order_again(self, first: int) -> None:
        """Order what was ordered before, from `first` on: at another rate, or because its clip is gone."""
        for index, line in enumerate(self._lines[first:], first):
            if line.skipped or not line.ordered:
                continue
            if line.order is not None:
                line.order.cancel()
            if not line.sent:
                self._let_go(line)
            self._order(index)

    def _order(self, index: int) -> None:
        line = self._lines[index]
        line.ordered = True
        if line.phrase.recording:
            return
        line.order = self._studio.order(
            line.phrase.text,
            tongue=self._tongue,
            rate=self._rate,
            urgency=Urgency.URGENT if index == self._current() else Urgency.SOON,
            fleeting=line.phrase.fleeting,
            done=partial(self._made, self._utterance, index, self._rate),
        )

    def _made(self, utterance: int, index: int, rate: float, result: Result) -> None:
        with self._lock:
            if (utterance, rate) != (self._utterance, self._rate):
                if isinstance(result, Clip):
                    self._studio.release(result)
                return
            line = self._lines[index]
            line.order = None
            match result:
                case Clip():
                    self._take(line, index, result)
                    self._tell(VoiceWorked(worked=True))
                case NothingToSay():
                    line.skipped = True
                case VoiceError():
                    line.skipped = not line.sent
                    self._tell(VoiceWorked(worked=False))
            self._go_on()

    def _take(self, line: _Line, index: int, clip: Clip) -> None:
        old, line.clip = line.clip, clip
        if line.sent and not line.ended:
            self._player.exchange(clip.path, utterance=self._utterance, index=index)
        if old is not None and old.path != clip.path:
            self._studio.release(old)

    def _go_on(self) -> None:
        """Order what comes next, send what is ready, and tell when nothing is left to be said."""
        self._order_within_reach()
        for index, line in enumerate(self._lines):
            if line.skipped or line.sent:
                continue
            if not line.is_ready:
                return
            line.sent = True
            self._send(line, index)
        if self._current() == len(self._lines):
            for line in self._lines:
                self._let_go(line)
            self._lines = []
            self._tell(Finished(utterance=self._utterance))

    def _send(self, line: _Line, index: int) -> None:
        if line.clip is not None:
            self._player.play(line.clip.path, utterance=self._utterance, index=index)
        else:
            self._player.play_sound(line.phrase.recording, utterance=self._utterance, index=index)

    def _heard(self, message: Message) -> None:
        with self._lock:
            if message["is"] == "device":
                self._tell(DeviceThere(there=message["there"]))
                if message["there"]:
                    self._repeat()
            elif message.get("utterance") != self._utterance:
                return
            elif message["index"] == BEFORE_ALL:
                self._is_ringing = message["is"] == "started"
            elif message["index"] < len(self._lines):
                self._progress(message["is"], message["index"], message.get("ns", 0))

    def _progress(self, event: str, index: int, monotonic_ns: int) -> None:
        line = self._lines[index]
        match event:
            case "started":
                line.started = True
                self._tell(PhraseStarted(utterance=self._utterance, index=index, handed_ns=monotonic_ns))
                self._go_on()
            case "finished":
                line.ended = True
                self._let_go(line)
                self._go_on()
            case "unreadable":
                self._let_go(line)
                line.sent, line.skipped, line.lost = False, line.lost, True
                self._order_again(index)
                self._go_on()

    def _repeat(self) -> None:
        """Send the current phrase and those behind it to a player that knows nothing of them."""
        if self._lines:
            self._player.stop()
            for line in self._lines[self._current() :]:
                line.sent = False
            self._go_on()
            if self._paused:
                self._player.pause()
