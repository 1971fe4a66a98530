"""What is likely to be touched next is made ready before it is touched, in pieces between which the screen lives."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer


class Foresight(QObject):
    """Takes one piece of work in each turn of the event loop; a piece should be shorter than a frame."""

    def begin(
        self, pieces: Iterator[None], *, while_wanted: Callable[[], bool], then: Callable[[], None] = lambda: None
    ) -> None:
        """Take `pieces` to their end, or until they are not wanted any more; then call `then`."""
        if while_wanted() and next(pieces, self) is None:
            QTimer.singleShot(0, self, lambda: self.begin(pieces, while_wanted=while_wanted, then=then))
        else:
            then()
