"""Answers kept for questions that are asked again: the same screen comes back many times a visit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Answer = TypeVar("Answer")
MOST = 1200


class Answers:
    """Keeps what a pure question was answered; forgets what was not asked for the longest time when there is too much.

    One goes as one comes: to forget half at once would make the memory swing and the next screens slow.
    """

    def __init__(self, *, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()

    def get(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """Return the kept answer to `question`, or ask `answer` and keep it."""
        if question in self._kept:
            self._kept.move_to_end(question)
        else:
            self._kept[question] = answer()
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        kept: Answer = self._kept[question]
        return kept
