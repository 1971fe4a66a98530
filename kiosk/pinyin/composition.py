"""What somebody is typing in Pinyin: letters, what was chosen for the first of them, and what may be meant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kiosk.pinyin.candidates import LONGEST, Candidate, Pinyin, Wanted

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True)
class Composition:
    """One state; each act returns the next. `chosen` are texts with the letters that they were chosen for.

    `is_name` says that the line is for a person's name, `before` what stands there already. `text` is what has become
    of it when nothing is left to choose.
    """

    pinyin: Pinyin
    is_name: bool = False
    before: str = ""
    letters: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    has_just_chosen: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.letters and not self.chosen

    @property
    def chosen_text(self) -> str:
        """What was chosen, without the letters that are left."""
        return "".join(text for text, _ in self.chosen)

    @property
    def shown(self) -> str:
        """What stands in the line, underlined."""
        return self.chosen_text + self.letters

    @property
    def is_done(self) -> bool:
        """Whether all letters have become a text, which is to be written."""
        return bool(self.chosen) and not self.letters

    @cached_property
    def candidates(self) -> list[Candidate]:
        """What the letters may mean, the likeliest first; the letters themselves where they mean nothing."""
        if not self.letters:
            return []
        return self.pinyin.candidates(self.letters, self._wanted) or [Candidate(self.letters, len(self.letters))]

    @property
    def _wanted(self) -> Wanted:
        if not self.is_name:
            return Wanted.WORDS
        written = (self.before + self.chosen_text).strip()
        if not written:
            return Wanted.NAME
        return Wanted.GIVEN_NAME if self.pinyin.is_surname(written) else Wanted.WORDS

    def typed(self, letter: str) -> Composition:
        """One more letter, a to z, or an apostrophe between two syllables; no more than `LONGEST`."""
        is_wanted = letter in LETTERS or (letter == "'" and self.letters and not self.letters.endswith("'"))
        if not is_wanted or len(self.letters) >= LONGEST:
            return self
        return self._next(letters=self.letters + letter, chosen=self.chosen)

    def erased(self) -> Composition:
        """Without the last letter; right after something was chosen, that is taken back."""
        if self.chosen and (self.has_just_chosen or not self.letters):
            return self._next(letters=self.chosen[-1][1] + self.letters, chosen=self.chosen[:-1])
        return self._next(letters=self.letters[:-1], chosen=self.chosen)

    def choosing(self, candidate: Candidate) -> Composition:
        """With one of the `candidates` for its letters; the rest goes on."""
        ours = (candidate.text, self.letters[: candidate.letters])
        return self._next(letters=self.letters[candidate.letters :], chosen=(*self.chosen, ours), has_just_chosen=True)

    def choosing_all(self) -> Composition:
        """With the likeliest for everything that is left."""
        state = self
        while state.letters:
            state = state.choosing(state.candidates[0])
        return state

    def _next(self, *, letters: str, chosen: tuple[tuple[str, str], ...], has_just_chosen: bool = False) -> Composition:
        return Composition(
            pinyin=self.pinyin, is_name=self.is_name, before=self.before,
            letters=letters, chosen=chosen, has_just_chosen=has_just_chosen,
        )  # fmt: skip
