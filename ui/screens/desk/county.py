"""County: how it stands with the county, sending now, and what a person must settle between the two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.room import Done
from kiosk.domain.county import Conflict, RefusedChange
from kiosk.domain.staff import Role
from ui.screens.desk.county_stick import StickPanel
from ui.screens.desk.county_words import change_title, conflict_title, fields_text, value_text, what_changed, when_text
from ui.screens.desk.screen import CountyNews, DeskScreen, Place, StickNews
from ui.widgets.desk.around import fill
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.progress_line import ProgressLine
from ui.widgets.desk.words import Words

MOST_CARDS = 10
"""Cards of each list: more are settled by nobody in one go, and each costs a few milliseconds."""
NARROW_MM = 200.0
"""On a narrower panel the buttons of a card stand below its words."""

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """What the desk answered."""

    role: Role
    refused: tuple[RefusedChange, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    troubles: int = 0


class CountyScreen(DeskScreen):
    """Above, a stick that is in, how it stands and the button that sends; below, a card for each unsettled thing."""

    place = Place.COUNTY

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._shown: Unsettled | None = None
        self._cards: list[QWidget] = []
        self._page = Page(look, "county-page", self)
        self._build_head()
        self._stick = StickPanel(look, self._page.content, wanted=self.carries.emit)
        self._list = self._page.column
        self._list.addWidget(self._stick)
        self._list.addWidget(self._head)
        self._list.addStretch(1)
        fill(self, self._page)

    def _build_head(self) -> None:
        look, size = self.look, self.look.sizes
        self._head = QFrame(self._page.content)
        self._head.setProperty("kind", "card")
        self._words = Words("county-words", "", self._head, kind="strong")
        self._problem = Words("county-problem", "", self._head, kind="problem")
        self._progress = ProgressLine(look, "county-progress", self._head)
        self._send = DeskButton(
            look, "county-send", self.texts("county-send"), self._head, kind="primary", keys="Ctrl+Return",
            pressed=self.sends.emit,
        )  # fmt: skip
        words = QVBoxLayout()
        words.setSpacing(size.gap // 2)
        for part in (self._words, self._problem, self._progress):
            words.addWidget(part)
        row = QBoxLayout(self._way(), self._head)
        row.setContentsMargins(size.padding * 2, size.padding * 2, size.padding * 2, size.padding * 2)
        row.setSpacing(size.gap)
        row.addLayout(words, 1)
        row.addWidget(self._send, 0, Qt.AlignmentFlag.AlignVCenter)
        self._problem.hide()

    def _way(self) -> QBoxLayout.Direction:
        is_narrow = self.look.panel.width_px < self.look.px(NARROW_MM)
        return QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight

    def open(self, topic: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.ask(_unsettled, self._show)

    def first_focus(self) -> QWidget:
        return self._send

    def county_told(self, news: CountyNews) -> None:
        """Say how it stands, and whether it is being sent."""
        self._words.say(self.texts("county-sending") if news.is_sending else "\n".join(news.sentences))
        self._problem.say(news.problem)
        if news.is_sending:
            self._progress.show_share(0, 0)
        else:
            self._progress.clear()

    def stick_told(self, news: StickNews) -> None:
        """Say what is plugged in, and what can be done with it."""
        self._stick.show_news(news)

    def _show(self, found: Unsettled) -> None:
        if found == self._shown:
            return
        self._shown = found
        had_focus = any(card.isAncestorOf(self.focusWidget()) for card in self._cards if self.focusWidget())
        for card in self._cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        self._fill(found)
        if had_focus:
            buttons = [each for card in self._cards for each in card.findChildren(DeskButton)]
            (buttons[0] if buttons else self._send).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, found: Unsettled) -> None:
        texts = self.texts
        if found.troubles:
            self._put(self._line("county-troubles", texts("county-troubles", count=str(found.troubles)), "problem"))
        if found.role is not Role.TECHNICIAN and not found.refused and not found.conflicts:
            self._put(self._line("county-all-well", texts("county-all-well"), "strong"))
        self._fill_list("refused", found.refused, lambda each: self._refused_card(each, found.role))
        self._fill_list("conflicts", found.conflicts, self._conflict_card)

    def _fill_list(self, name: str, things: Sequence[Thing], card: Callable[[Thing], QWidget]) -> None:
        texts, count = self.texts, len(things)
        if things:
            self._put(self._line(f"county-{name}-title", texts(f"county-{name}-title"), "title"))
        for each in things[:MOST_CARDS]:
            self._put(card(each))
        if count > MOST_CARDS:
            self._put(self._line(f"county-{name}-more", texts("county-more", count=str(count - MOST_CARDS)), ""))

    def _line(self, name: str, text: str, kind: str) -> Words:
        return Words(name, text, self._page.content, kind=kind)

    def _put(self, card: QWidget) -> None:
        self._list.insertWidget(self._list.count() - 1, card)
        self._cards.append(card)
        card.show()

    def _refused_card(self, change: RefusedChange, role: Role) -> QWidget:
        texts, today = self.texts, self.look.today()
        title, key = change_title(change, texts, today=today), f"county-refused-{change.seq}"
        again = self._settling(
            f"{key}-again",
            texts("county-try-again"),
            lambda desk: desk.county.try_again(change.seq),
            said=texts("county-tried-again", name=title),
        )
        give_up = self._settling(
            f"{key}-give-up",
            texts("county-give-up"),
            lambda desk: desk.county.give_up(change.seq),
            said=texts("county-given-up", name=title),
            kind="danger",
        )
        hint = "" if role is Role.HEAD else texts("county-head-gives-up")
        give_up.setEnabled(role is Role.HEAD)
        lines = ((what_changed(change, texts), ""), (texts(f"refusal-{change.reason}"), ""), (hint, "hint"))
        return self._card(key, title, lines, (again, give_up))

    def _conflict_card(self, conflict: Conflict) -> QWidget:
        texts, today = self.texts, self.look.today()
        title, key = conflict_title(conflict, texts, today=today), f"county-conflict-{conflict.id}"
        restore = self._settling(
            f"{key}-restore",
            texts("county-restore"),
            lambda desk: desk.county.restore(conflict.id),
            said=texts("county-restored", name=title),
        )
        leave = self._settling(
            f"{key}-leave",
            texts("county-leave"),
            lambda desk: desk.county.leave(conflict.id),
            said=texts("county-left", name=title),
        )
        restore.setEnabled(not conflict.is_emptied)
        field = fields_text([conflict.field], texts)
        kept, lost = (value_text(conflict, value, texts, today=today) for value in (conflict.kept, conflict.lost))
        values = ((texts("county-kept", value=kept), "strong"), (texts("county-lost", value=lost), "strong"))
        lines = (
            (texts("county-field-differs", field=field, when=when_text(conflict.at_ms)), ""),
            *(((texts("county-emptied"), ""),) if conflict.is_emptied else values),
        )
        return self._card(key, title, lines, (restore, leave))

    def _settling(
        self, name: str, text: str, use_case: Callable[[Desk], Done[Any]], *, said: str, kind: str = ""
    ) -> DeskButton:
        """A button that has something settled, says so, and looks what is left."""
        return DeskButton(
            self.look, name, text, self._page.content, kind=kind,
            pressed=lambda: self.change(use_case, lambda _: said, lambda _: self.refresh()),
        )  # fmt: skip

    def _card(self, name: str, title: str, lines: Sequence[tuple[str, str]], buttons: Sequence[DeskButton]) -> QWidget:
        size = self.look.sizes
        card = QFrame(self._page.content)
        card.setObjectName(name)
        card.setProperty("kind", "card")
        words = QVBoxLayout()
        words.setSpacing(size.gap // 3)
        words.addWidget(Words(f"{name}-title", title, card, kind="strong"))
        for place, (text, kind) in enumerate(lines):
            if text:
                words.addWidget(Words(f"{name}-line-{place}", text, card, kind=kind))
        whole = QBoxLayout(self._way(), card)
        whole.setContentsMargins(size.padding * 2, size.padding, size.padding * 2, size.padding)
        whole.setSpacing(size.gap)
        whole.addLayout(words, 1)
        side = QHBoxLayout() if self._way() is QBoxLayout.Direction.TopToBottom else QVBoxLayout()
        side.setSpacing(size.gap)
        for button in buttons:
            button.setParent(card)
            side.addWidget(button)
        whole.addLayout(side)
        return card


def _unsettled(desk: Desk) -> Unsettled:
    """A technician is told no names: what is not settled is the staff's."""
    county, role = desk.county, desk.room.actor.role
    if role is Role.TECHNICIAN:
        return Unsettled(role=role, troubles=county.troubles())
    return Unsettled(role=role, refused=county.refused(), conflicts=county.conflicts(), troubles=county.troubles())
