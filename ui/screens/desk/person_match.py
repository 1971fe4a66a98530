"""A posting at its place in somebody's ranking: what it is, and why it stands there."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.desk.matching import Match, reason_text
from kiosk.domain.match import Why
from kiosk.domain.posting import Posting
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import days_line, hours_line, pay_line, trade_name
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

REASON_DOT = " · "


class MatchCard(QFrame):
    """Trade and employer, pay, days and place, the reasons; a button gives the slip. `chosen` carries the posting."""

    chosen = Signal(object)

    def __init__(self, look: Look, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        name = f"work-{place}"
        self.setObjectName(name)
        self.setProperty("kind", "card")
        self._look, self._place = look, place
        self._posting: Posting | None = None
        size = look.sizes
        self._picture = QLabel(self)
        self._title = Words(f"{name}-title", "", self, kind="strong")
        self._facts = Words(f"{name}-facts", "", self)
        self._for = Words(f"{name}-for", "", self, kind="small")
        self._against = Words(f"{name}-against", "", self, kind="problem")
        keys = f"Alt+{place}" if place < 10 else ""
        self.button = DeskButton(look, f"{name}-give", look.texts("work-give"), self, keys=keys, pressed=self._choose)
        words = QVBoxLayout()
        words.setSpacing(size.gap // 3)
        for part in (self._title, self._facts, self._for, self._against):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(size.padding, size.gap, size.padding, size.gap)
        row.setSpacing(size.gap)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_match(self, match: Match, *, today: date) -> None:
        """Show another match."""
        texts, posting = self._look.texts, match.posting
        self._posting = posting
        self._picture.setPixmap(self._look.pixmap(posting.trade, self._look.sizes.target))
        self._title.say(texts("work-title", place=str(self._place), what=posting_title(posting, texts)))
        self._facts.say(posting_facts(posting, texts, today=today))
        self._for.say(reasons_text(match.reasons, texts, against=False))
        self._against.say(reasons_text(match.reasons, texts, against=True))

    def _choose(self) -> None:
        if self._posting is not None:
            self.chosen.emit(self._posting)


def posting_title(posting: Posting, texts: Texts) -> str:
    """`瓦工 · 老王施工队`."""
    return REASON_DOT.join((trade_name(posting, texts), posting.employer_name))


def posting_facts(posting: Posting, texts: Texts, *, today: date, with_slots: bool = True) -> str:
    """Pay, days, hours, place and perhaps free slots, one after the other."""
    return REASON_DOT.join(
        part
        for part in (
            pay_line(posting.pay, texts),
            days_line(posting, texts, today=today),
            hours_line(posting, texts),
            posting.place,
            slots_line(posting, texts) if with_slots else "",
        )
        if part
    )


def slots_line(posting: Posting, texts: Texts) -> str:
    """How many can be sent at once, or that the slots are at other kiosks."""
    if posting.slots_left == 0 and posting.has_slots_elsewhere:
        return texts("dispatch-slots-elsewhere")
    return texts("dispatch-slots", count=posting.slots_left)


def reasons_text(reasons: tuple[Why, ...], texts: Texts, *, against: bool | None = None) -> str:
    """The reasons in words, all of them or those for and against apart."""
    wanted = (why for why in reasons if against is None or why.reason.speaks_against == against)
    return REASON_DOT.join(reason_text(why, texts) for why in wanted)
