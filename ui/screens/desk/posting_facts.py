"""Everything about a posting in calm lines: what a worker gets to see, and what only the desk knows."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.domain.posting import PostingState
from kiosk.texts.phrases import pay_line
from ui.screens.desk.posting_known import KnownPosting
from ui.screens.desk.postings_words import BETWEEN, breakable, employer_text, people_lines, short, state_text, what
from ui.screens.screen import Words as Spoken
from ui.screens.worker.posting_lines import fact_lines
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

MOST_BYTES = 900
"""About 300 Chinese characters of one line."""
STATE_TONES = {PostingState.OPEN: "strong", PostingState.REVIEW: "caution"}


class PostingFacts(QFrame):
    """Picture, title, employer, pay and state above; the lines below in one or two columns."""

    def __init__(self, look: Look, parent: QWidget, *, columns: int) -> None:
        super().__init__(parent)
        self.setObjectName("posting-facts")
        self.setProperty("kind", "card")
        self._look, self._columns = look, columns
        self._picture = QLabel(self)
        self._title = Words("posting-title", "", self, kind="title")
        self._employer = Words("posting-employer-name", "", self, kind="strong")
        self._pay = Words("posting-pay", "", self, kind="strong")
        self._state = Words("posting-state", "", self, kind="strong")
        self._people = Words("posting-people", "", self)
        self._reason = Words("posting-reason", "", self, kind="hint")
        self._lines: list[tuple[QLabel, Words]] = []
        self._arrange()

    def _arrange(self) -> None:
        size = self._look.sizes
        beside = QVBoxLayout()
        beside.setSpacing(size.gap // 4)
        for part in (self._title, self._employer, self._pay, self._people, self._state, self._reason):
            beside.addWidget(part)
        head = QHBoxLayout()
        head.setSpacing(size.gap)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(beside, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(size.gap)
        self._grid.setVerticalSpacing(size.gap // 2)
        for column in range(self._columns):
            self._grid.setColumnStretch(2 * column + 1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(size.padding * 2, size.padding * 2, size.padding * 2, size.padding * 2)
        whole.setSpacing(size.gap)
        whole.addLayout(head)
        whole.addLayout(self._grid)

    def show_known(self, known: KnownPosting) -> None:
        """Show a posting."""
        posting, texts, look = known.posting, self._look.texts, self._look
        picture = posting.trade if texts.has(f"trade-{posting.trade}") else "empty"
        self._picture.setPixmap(look.pixmap(picture, look.sizes.target * 3 // 2))
        self._title.say(breakable(what(posting, texts)))
        self._employer.say(breakable(employer_text(posting, texts)))
        self._pay.say(pay_line(posting.pay, texts))
        self._people.say(BETWEEN.join(filter(None, people_lines(known.listed, texts))))
        self._show_state(known)
        facts = [(icon, breakable(short(text, most=MOST_BYTES))) for icon, text in self._facts(known)]
        self._show_lines([(icon, text) for icon, text in facts if text])

    def _show_state(self, known: KnownPosting) -> None:
        self._state.turn("caution" if known.is_over else STATE_TONES.get(known.posting.state, "strong"))
        self._state.say(state_text(known.listed, self._look.texts, is_overdue=known.is_over))
        reason = breakable(short(known.listed.closing_reason, most=MOST_BYTES))
        self._reason.say(self._look.texts("posting-ended-because", reason=reason) if reason else "")

    def _facts(self, known: KnownPosting) -> Iterator[tuple[str, str]]:
        """(picture, text), most important first."""
        posting, texts = known.posting, self._look.texts
        yield ("phone", BETWEEN.join(filter(None, (posting.contact_phone, posting.contact_name))))
        for line in fact_lines(posting, Spoken(texts=texts, today=known.today)):
            if line.icon not in ("station", "people"):
                yield (line.icon or "note", line.text)
        yield ("staff", texts(f"posting-source-{posting.source}"))
        if posting.voice:
            yield ("speaker", texts("posting-has-voice"))

    def _show_lines(self, lines: list[tuple[str, str]]) -> None:
        side = self._look.sizes.body * 3 // 2
        while len(self._lines) < len(lines):
            self._lines.append(self._line(len(self._lines)))
        for (picture, words), shown in zip(self._lines, [*lines, *[("", "")] * len(self._lines)], strict=False):
            icon, text = shown
            picture.setVisible(bool(text))
            if text:
                picture.setPixmap(self._look.pixmap(icon, side))
            words.say(text)

    def _line(self, index: int) -> tuple[QLabel, Words]:
        picture, words = QLabel(self), Words(f"posting-fact-{index}", "", self)
        row, column = divmod(index, self._columns)
        self._grid.addWidget(picture, row, 2 * column, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 2 * column + 1, Qt.AlignmentFlag.AlignTop)
        return picture, words
