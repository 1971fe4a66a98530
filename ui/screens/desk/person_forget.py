"""Forgetting somebody who asks for it: what goes and what stays, in plain words, and two presses far apart."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.forgetting import receipt_lines
from kiosk.desk.receipt_document import receipt_document
from kiosk.domain.forgetting import ForgetReason
from kiosk.errors import YizhanError
from kiosk.slips.document import Document
from ui.screens.desk.person_part import Known, Part, PersonPart
from ui.screens.desk.screen import DeskScreen, Place, PrintWish
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.page import Page
from ui.widgets.desk.words import Words

SAID = ("forget-goes", "forget-stays", "forget-never")
"""What is erased, what stays, and that nothing brings it back."""


class ForgetPart(PersonPart):
    """The reason first, then "go on", then "yes": where the finger lies after "go on", there is "no"."""

    def __init__(self, screen: DeskScreen, part: Part, parent: QWidget) -> None:
        super().__init__(screen, part, parent)
        self._known: Known | None = None
        size = self.look.sizes
        self._page = Page(self.look, "forget-page", self)
        self._page.setMinimumHeight(size.target)
        content, column = self._page.content, self._page.column
        self._who = Words("forget-who", "", content, kind="title")
        column.addWidget(self._who)
        for key in SAID:
            column.addWidget(Words(key, self.texts(key), content))
        column.addWidget(Words("forget-why", self.texts("forget-why"), content, kind="strong"))
        options = [Option(reason, self.texts(f"forget-reason-{reason}")) for reason in ForgetReason]
        self._reasons = Choice(self.look, "forget-reason", options, content, columns=len(options))
        self._reasons.changed.connect(self._disarm)
        column.addWidget(self._reasons)
        column.addStretch(1)
        self._build_last_question()
        self._go_on = DeskButton(
            self.look, "forget-go-on", self.texts("forget-go-on"), self, keys="Alt+D",
            pressed=self._arm,
        )  # fmt: skip
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        foot.addStretch(1)
        foot.addWidget(self._go_on, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._page, 1)
        around = QHBoxLayout()
        around.setContentsMargins(size.margin, 0, size.margin, size.gap)
        around.addWidget(self._last)
        whole.addLayout(around)
        whole.addWidget(self._foot)
        self._disarm()

    def _build_last_question(self) -> None:
        size = self.look.sizes
        self._last = QFrame(self)
        self._last.setObjectName("forget-last")
        self._last.setProperty("kind", "card")
        self._last.setProperty("state", "warning")
        column = QVBoxLayout(self._last)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        self._sure = Words("forget-sure", "", self._last, kind="strong")
        self._yes = DeskButton(
            self.look, "forget-yes", self.texts("forget-yes"), self._last, kind="danger", pressed=self._forget_now
        )
        self._no = DeskButton(
            self.look, "forget-no", self.texts("forget-no"), self._last, keys="Alt+N", pressed=self._disarm
        )
        row = QHBoxLayout()
        row.setSpacing(size.gap)
        row.addWidget(self._yes, 1)
        row.addWidget(self._no, 1)
        column.addWidget(self._sure)
        column.addLayout(row)

    def show_known(self, known: Known) -> None:
        if self._known is not None and self._known.page != known.page:
            self._disarm()
        self._known = known
        person = known.page.person
        self._who.say(self.texts("forget-who", name=person.name, card=person.card))
        self._sure.say(self.texts("forget-sure", name=person.name))
        self._go_on.setEnabled(bool(self._reasons.one))

    def forget(self) -> None:
        self._known = None
        self._reasons.choose()
        for words in (self._who, self._sure):
            words.say("")
        self._disarm()

    def leave(self) -> None:
        self._reasons.choose()
        self._disarm()

    def first_focus(self) -> QWidget | None:
        self._reasons.focus_first()
        return self.focusWidget()

    def _arm(self) -> None:
        if self._known is None or not self._reasons.one:
            return
        self._foot.hide()
        self._last.show()
        self._no.setFocus()

    def _disarm(self) -> None:
        self._last.hide()
        self._foot.show()
        self._yes.setEnabled(True)
        self._go_on.setEnabled(bool(self._reasons.one) and self._known is not None)

    def _forget_now(self) -> None:
        known, reason, texts = self._known, self._reasons.one, self.texts
        if known is None or not reason:
            return
        self._yes.setEnabled(False)

        def forgotten(paper: Document) -> None:
            self.forget()
            receipt = PrintWish(paper=paper, done_text=texts("forget-printed"))
            self.host.prints.emit(receipt)
            self.host.go(Place.PEOPLE, receipt)

        def failed(_: YizhanError) -> bool:
            self._disarm()
            return False

        def ask(desk: Desk) -> Document:
            receipt = desk.forgetting.forget(known.person_id, ForgetReason(reason))
            return receipt_document(receipt_lines(receipt, desk.room.station, texts), language=texts.language)

        self.host.ask(ask, forgotten, failed=failed)
