"""Answers kept for questions that are asked again: the same screen comes back many times a visit."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import islice
from typing import Any, TypeVar

Answer = TypeVar("Answer")
MOST = 900


class Answers:
    """Keeps what a pure question was answered; forgets the older half when there is too much."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}

    def get(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """Return the kept answer to `question`, or ask `answer` and keep it."""
        if question not in self._kept:
            if len(self._kept) >= MOST:
                for old in list(islice(self._kept, MOST // 2)):
                    del self._kept[old]
            self._kept[question] = answer()
        kept: Answer = self._kept[question]
        return kept
