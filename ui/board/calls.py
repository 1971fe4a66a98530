"""Which calls are new: only those are spoken, each once, and none of those that were there when the board began."""

from __future__ import annotations

from itertools import takewhile

from kiosk.domain.arrival import Board, Called


class Calls:
    """Compares each state of the board with the ones before."""

    def __init__(self) -> None:
        self._seen: frozenset[tuple[int, int]] | None = None

    def new_in(self, board: Board) -> tuple[int, ...]:
        """Return the numbers called since the last state, oldest first; a number called again is new again.

        A call that was taken back lets an older one move up: that one is not new, as it stands behind known ones.
        """
        known = frozenset(map(_which, board.called))
        if self._seen is None:
            self._seen = known
            return ()
        seen = self._seen
        fresh = [called.running for called in takewhile(lambda called: _which(called) not in seen, board.called)]
        self._seen = seen | known if board.called else known
        return tuple(reversed(fresh))


def _which(called: Called) -> tuple[int, int]:
    return called.running, called.at_ms
