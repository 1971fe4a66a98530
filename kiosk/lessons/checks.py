"""What a `lesson.toml` says: the lesson, and each mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kiosk.domain.language import Language
from kiosk.domain.lesson import Lesson, LessonPage
from kiosk.domain.trade import TRADES
from kiosk.errors import YizhanError
from kiosk.lessons.lines import line_at, lines_of
from kiosk.lessons.stated import STATED

KNOWN = ("order", "trades", "title", "pages")
KNOWN_OF_TITLE = ("zh-CN", "en")
KNOWN_OF_PAGE = ("picture", "zh-CN", "en", "sources")
MOST_PAGES = 12
LONGEST_TITLE, LONGEST_TITLE_EN = 10, 30
LONGEST_TEXT, MOST_WORDS, LONGEST_TEXT_EN = 60, 45, 300
"""What fits a page in the largest letters and is heard within half a minute."""
LARGEST_ORDER = 9_999
MOST_SOURCES, LONGEST_SOURCE = 6, 80
PICTURE = re.compile(r"[A-Za-z0-9_-]{1,40}\.(svg|png)")
NARROW_QUOTES = str.maketrans("“”‘’", "\"\"''")
"""The font's own quotation marks are as wide as a Chinese sign: in English they tear holes."""
TRADE_IDS = frozenset(trade.id for trade in TRADES)


def lesson_said(
    said: Mapping[str, Any], *, text: str, file: str, lesson_id: str, cover: str, folder: str, is_own: bool
) -> tuple[Lesson | None, tuple[YizhanError, ...]]:
    """Return the lesson that `said`, the values in `text`, is, and what is wrong; None where anything is.

    `file` is what the mistakes call it.
    """
    return _Sheet(text, file).lesson(said, lesson_id=lesson_id, cover=cover, folder=folder, is_own=is_own)


class _Sheet:
    """Goes through what was said and collects what is wrong."""

    def __init__(self, text: str, file: str) -> None:
        self._lines, self._file = lines_of(text), file
        self._wrong: list[tuple[int, YizhanError]] = []

    def lesson(
        self, said: Mapping[str, Any], *, lesson_id: str, cover: str, folder: str, is_own: bool
    ) -> tuple[Lesson | None, tuple[YizhanError, ...]]:
        self._check_known(said, KNOWN, "")
        order, trades, title, pages = self._order(said), self._trades(said), self._title(said), self._pages(said)
        if not self._wrong:
            self._check_languages(title, pages)
        if self._wrong:
            return None, tuple(error for _, error in sorted(self._wrong, key=lambda one: one[0]))
        made = Lesson(
            id=lesson_id,
            order=order,
            title=title,
            cover=cover,
            pages=pages,
            trades=trades,
            folder=folder,
            is_own=is_own,
        )
        return made, ()

    def _order(self, said: Mapping[str, Any]) -> int:
        order = said.get("order")
        if type(order) is int and 1 <= order <= LARGEST_ORDER:
            return order
        self._tell("lesson-needs-order", "", key="order", most=LARGEST_ORDER)
        return 0

    def _trades(self, said: Mapping[str, Any]) -> tuple[str, ...]:
        trades = said.get("trades", [])
        if not isinstance(trades, list):
            self._tell("lesson-needs-trade", "", key="trades", word=_short(trades))
            return ()
        for trade in trades:
            if not (isinstance(trade, str) and trade in TRADE_IDS):
                self._tell("lesson-needs-trade", "", key="trades", word=_short(trade))
        return tuple(trades)

    def _title(self, said: Mapping[str, Any]) -> Mapping[Language, str]:
        title = said.get("title")
        if not isinstance(title, dict):
            self._tell("lesson-needs-title", "", most=LONGEST_TITLE)
            return {}
        self._check_known(title, KNOWN_OF_TITLE, "title")
        if not _is_line(title.get("zh-CN"), LONGEST_TITLE):
            self._tell("lesson-needs-title", "title", key="zh-CN", most=LONGEST_TITLE)
        if "en" in title and not _is_line(title["en"], LONGEST_TITLE_EN):
            self._tell("lesson-needs-english-title", "title", key="en", most=LONGEST_TITLE_EN)
        return _by_language(title)

    def _pages(self, said: Mapping[str, Any]) -> tuple[LessonPage, ...]:
        pages = said.get("pages")
        if not (isinstance(pages, list) and 1 <= len(pages) <= MOST_PAGES and all(isinstance(p, dict) for p in pages)):
            self._tell("lesson-needs-pages", "pages", most=MOST_PAGES)
            return ()
        return tuple(self._page(page, number) for number, page in enumerate(pages, 1))

    def _page(self, page: Mapping[str, Any], number: int) -> LessonPage:
        self._check_known(page, KNOWN_OF_PAGE, "pages", number)
        text, sources = self._text(page, number), self._sources(page, number)
        if sources == () and any(STATED.search(words) for words in text.values()):
            self._tell("lesson-needs-source", "pages", number)
        picture = page.get("picture")
        if not (isinstance(picture, str) and PICTURE.fullmatch(picture)):
            self._tell("lesson-needs-picture", "pages", number, key="picture")
            picture = ""
        return LessonPage(picture=picture, text=text, sources=sources or ())

    def _text(self, page: Mapping[str, Any], number: int) -> Mapping[Language, str]:
        is_right = _is_line(page.get("zh-CN"), LONGEST_TEXT)
        if not is_right:
            self._tell("lesson-needs-text", "pages", number, key="zh-CN", most=LONGEST_TEXT)
        if "en" in page:
            english = page["en"]
            if not (_is_line(english, LONGEST_TEXT_EN) and len(english.split()) <= MOST_WORDS):
                self._tell("lesson-needs-english", "pages", number, key="en", most=MOST_WORDS)
                is_right = False
        text = _by_language(page)
        if is_right and Language.EN in text and len({_numbers(words) for words in text.values()}) > 1:
            here, there = (", ".join(sorted(_numbers(words))) or "-" for words in text.values())
            self._tell("lesson-numbers-differ", "pages", number, key="en", here=here, there=there)
        return text if is_right else {}

    def _sources(self, page: Mapping[str, Any], number: int) -> tuple[str, ...] | None:
        """None where something else stands there than may."""
        sources = page.get("sources", [])
        is_right = isinstance(sources, list) and len(sources) <= MOST_SOURCES
        if is_right and all(_is_line(source, LONGEST_SOURCE) for source in sources):
            return tuple(sources)
        self._tell("lesson-needs-sources", "pages", number, key="sources", most=MOST_SOURCES, longest=LONGEST_SOURCE)
        return None

    def _check_languages(self, title: Mapping[Language, str], pages: tuple[LessonPage, ...]) -> None:
        """A lesson that changes its language on the way would be read by the wrong voice."""
        for number, page in enumerate(pages, 1):
            if page.text.keys() != title.keys():
                self._tell("lesson-half-english", "pages", number)

    def _check_known(self, said: Mapping[str, Any], known: tuple[str, ...], section: str, number: int = 0) -> None:
        for word in said:
            if word not in known:
                told = {"word": _short(word), "known": ", ".join(known)}
                self._tell("lesson-unknown-word", section, number, key=word, **told)

    def _tell(self, error: str, section: str, page: int = 0, *, key: str = "", **details: str | int) -> None:
        line = line_at(self._lines, (section, page, key))
        if page:
            details["page"] = page
        self._wrong.append((line, YizhanError(error, file=self._file, line=line, **details)))


def _by_language(said: Mapping[str, Any]) -> Mapping[Language, str]:
    """What is said in each language, as it is shown."""
    found = {language: said[language] for language in Language if isinstance(said.get(language), str)}
    if Language.EN in found:
        found[Language.EN] = found[Language.EN].translate(NARROW_QUOTES)
    return found


def _is_line(words: object, longest: int) -> bool:
    return isinstance(words, str) and words.strip() != "" and len(words) <= longest and words.isprintable()


def _numbers(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", words))


def _short(word: object) -> str:
    shown = " ".join(str(word).split())
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
