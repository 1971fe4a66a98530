"""The printer itself: its buffer, what it is doing now, what it says, everything that can be wrong with it."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from paper import Paper
from stream import (
    AT_ONCE,
    DLE_EOT,
    LONGEST_AT_ONCE,
    Ask,
    Cut,
    Feed,
    Letter,
    Picture,
    Reset,
    TellChanges,
    next_command,
)

BUFFER_BYTES = 65_536
BOARD_BYTES = 4096
"""The interface board holds some more, and looks through it for real-time commands, when the buffer is full."""
ROWS_A_SECOND = 8_000
"""A real one of 150 mm/s prints 1,200; tests have no time."""


@dataclass(slots=True)
class Wrong:
    """What is wrong with the printer; nothing, as it is made."""

    is_off: bool = False
    cover_open: bool = False
    error: bool = False
    offline: bool = False
    hung: bool = False
    mute: bool = False
    garbage: bool = False
    late_s: float = 0.0
    paper_low: bool = False


class Machine:
    """Takes bytes with `take`, prints in `work`, and has its answers in `answers`.

    One that is not `obeys_at_once` knows no real-time commands, as cheap ones do not: it answers nothing but GS r, and
    nothing empties its buffer.
    """

    def __init__(self, paper: Paper, *, told: Callable[[dict[str, object]], None], obeys_at_once: bool = True) -> None:
        self.paper, self.wrong = paper, Wrong()
        self.rows_a_second = ROWS_A_SECOND
        self.buffer_bytes = BUFFER_BYTES
        self.received = 0
        self.trap: tuple[int, Callable[[], None]] | None = None
        """After so many more bytes something goes wrong."""
        self._told, self._obeys_at_once = told, obeys_at_once
        self._buffer = bytearray()
        self._last = b""
        self._picture: Picture | None = None
        self._rows_done = 0
        self._feed = 0
        self._tells_changes = False
        self._answers: deque[tuple[float, bytes]] = deque()
        self._dice = random.Random(20261121)
        self._now = 0.0
        self._worked_until = 0.0

    @property
    def room(self) -> int:
        """How many bytes it takes now; 0 while it is off or hung."""
        if self.wrong.is_off or self.wrong.hung:
            return 0
        room = self.buffer_bytes + BOARD_BYTES - len(self._buffer)
        return room if self.trap is None else min(room, self.trap[0])

    @property
    def can_print(self) -> bool:
        wrong = self.wrong
        return not (
            wrong.is_off or wrong.hung or wrong.cover_open or wrong.error or wrong.offline or self.paper.has_ended
        )

    @property
    def is_busy(self) -> bool:
        """Whether time alone will change something."""
        waits = bool(self._answers) and not self.wrong.hung
        return waits or (self.can_print and (self._feed > 0 or bool(self._buffer)))

    def take(self, data: bytes, now: float) -> None:
        """Take bytes from the line; what jumps the queue is obeyed before they are looked at."""
        self._now = now
        if not self.is_busy:
            self._worked_until = now
        self.received += len(data)
        self._buffer += data
        if self._obeys_at_once:
            self._obey_at_once(data)
        self._spring(len(data))

    def work(self, now: float) -> None:
        """Print what can have been printed by `now`."""
        self._now = now
        rows = int((now - self._worked_until) * self.rows_a_second)
        if rows <= 0:
            return
        self._worked_until = now
        while rows > 0 and self.can_print and (took := self._step()) is not None:
            rows -= took

    def answers_due(self, now: float) -> bytes:
        """Return what it has to say by now."""
        said = b""
        while self._answers and self._answers[0][0] <= now and not self.wrong.hung:
            said += self._answers.popleft()[1]
        return said

    def switch_off(self, *, keeps_buffer: bool) -> None:
        """Power goes, and with it the buffer, but for those that keep it."""
        self.wrong.is_off = True
        self._answers.clear()
        self._tells_changes = False
        if not keeps_buffer:
            self._drop(0)

    def line_was_reset(self) -> None:
        """The interface board forgets what the buffer has not taken from it yet."""
        del self._buffer[self.buffer_bytes :]

    def changed(self) -> None:
        """Say by itself what has changed, if it was told to (GS a)."""
        if self._tells_changes:
            self._say(self._four_bytes())

    def _spring(self, count: int) -> None:
        if self.trap is not None:
            left, deed = self.trap[0] - count, self.trap[1]
            self.trap = (left, deed) if left > 0 else None
            if self.trap is None:
                deed()

    def _obey_at_once(self, data: bytes) -> None:
        """Commands may come in two pieces: the end of the last piece is looked at again."""
        before = self._last[-(LONGEST_AT_ONCE - 1) :]
        seen = before + data
        for found in AT_ONCE.finditer(seen):
            if found.end() <= len(before):
                continue
            if found[0].startswith(DLE_EOT):
                self._say(bytes([self._status(found[0][2])]))
            else:
                self._drop(len(seen) - found.end())
        self._last = seen[-(LONGEST_AT_ONCE - 1) :]

    def _drop(self, keep: int) -> None:
        """Forget what is not printed yet, but for the last `keep` bytes that came."""
        self._buffer = self._buffer[len(self._buffer) - keep :] if keep else bytearray()
        self._picture, self._rows_done, self._feed = None, 0, 0
        self.paper.forget_line()

    def _step(self) -> int | None:
        """Do the next thing, and return how many rows of time it took; None where it waits for bytes."""
        if self._feed:
            self._feed -= 1
            self.paper.put(b"")
            return 1
        if self._picture is not None:
            return self._burn(self._picture)
        if not self._buffer:
            return None
        found = next_command(bytes(self._buffer[:16]))
        if found is None:
            return None
        command, size = found
        del self._buffer[:size]
        self._obey(command)
        return 0

    def _burn(self, picture: Picture) -> int | None:
        if len(self._buffer) < picture.row_bytes:
            return None
        self.paper.put(bytes(self._buffer[: picture.row_bytes]))
        del self._buffer[: picture.row_bytes]
        self._rows_done += 1
        if self._rows_done == picture.rows:
            self._picture, self._rows_done = None, 0
        return 1

    def _obey(self, command: object) -> None:
        match command:
            case Picture():
                self.paper.end_line()
                self._picture = command
            case Feed(rows):
                self.paper.end_line()
                self._feed = rows
            case Cut(rows):
                if self.paper.rows_out or rows:
                    self._told({"slip": str(self.paper.cut())})
            case Letter(code):
                self.paper.letter(code)
            case Reset():
                self.paper.forget_line()
                self._tells_changes = False
            case Ask(what):
                self._say(bytes([self._paper_bits(low=0x03, end=0x0C) if what in (1, 49) else 0]))
            case TellChanges(on):
                self._tells_changes = on
                self.changed()

    def _say(self, answer: bytes) -> None:
        if self.wrong.mute or self.wrong.is_off:
            return
        if self.wrong.garbage:
            answer = self._dice.randbytes(self._dice.randint(1, 6))
        self._answers.append((self._now + self.wrong.late_s, answer))

    def _status(self, question: int) -> int:
        """DLE EOT 1 to 4: the printer, why it is offline, its error, the paper."""
        wrong, fixed = self.wrong, 0x12
        is_offline = wrong.cover_open or wrong.error or wrong.offline or self.paper.has_ended
        match question:
            case 1:
                return fixed | (0x08 if is_offline else 0)
            case 2:
                cover, end = 0x04 if wrong.cover_open else 0, 0x20 if self.paper.has_ended else 0
                return fixed | cover | end | (0x40 if wrong.error else 0)
            case 3:
                return fixed | (0x08 if wrong.error else 0)
        return fixed | self._paper_bits(low=0x0C, end=0x60)

    def _paper_bits(self, *, low: int, end: int) -> int:
        has_ended = self.paper.has_ended
        return (low if self.wrong.paper_low or has_ended else 0) | (end if has_ended else 0)

    def _four_bytes(self) -> bytes:
        """GS a, automatic status back."""
        first = 0x10 | (self._status(1) & 0x08) | (0x20 if self.wrong.cover_open else 0)
        return bytes([first, 0x08 if self.wrong.error else 0, self._paper_bits(low=0x03, end=0x0C), 0])
