"""Which trade a file's words mean: by its name in any language or an alias, longest first, also inside a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kiosk.desk.exchange.folding import fold, loose
from kiosk.domain.language import Language
from kiosk.domain.trade import OTHER_TRADE, TRADES, Trade
from kiosk.texts.catalogue import Texts


class TradeFinder:
    """Knows the catalogue of trades by all their words."""

    def __init__(self, trades: Iterable[Trade] = TRADES, names: Iterable[Texts] | None = None) -> None:
        texts = tuple(Texts(language) for language in Language) if names is None else tuple(names)
        self._exact: dict[str, str] = {}
        for trade in trades:
            for word in (*trade.aliases, trade.id, *(text(f"trade-{trade.id}") for text in texts)):
                self._exact.setdefault(fold(word), trade.id)
        self._by_beginning: dict[str, list[str]] = {}
        for word in sorted(filter(self._is_telling, self._exact), key=len, reverse=True):
            self._by_beginning.setdefault(word[:2], []).append(word)
        english = [word for trade in trades for word in trade.aliases if word.isascii() and trade.id != OTHER_TRADE]
        english.sort(key=len, reverse=True)
        self._english = re.compile("|".join(rf"\b{re.escape(word.lower())}s?\b" for word in english) or r"(?!)")
        self._by_english = {word.lower(): self._exact[fold(word)] for word in english}

    def _is_telling(self, word: str) -> bool:
        return self._exact[word] != OTHER_TRADE and len(word) > 1 and not word.isascii()

    def find(self, words: str) -> str | None:
        """Return the trade's id, None if the words name none."""
        folded = fold(words)
        exact = self._exact.get(folded)
        if exact or not folded:
            return exact
        within = max(self._words_in(folded), key=len, default=None)
        return self._exact[within] if within else self._in_english(words)

    def _words_in(self, folded: str) -> Iterator[str]:
        """The longest known word at each place, found by its first two characters."""
        for index in range(len(folded) - 1):
            for word in self._by_beginning.get(folded[index : index + 2], ()):
                if folded.startswith(word, index):
                    yield word
                    break

    def _in_english(self, words: str) -> str | None:
        found = max(self._english.findall(loose(words)), key=len, default="")
        return self._by_english.get(found) or self._by_english.get(found.removesuffix("s"))
