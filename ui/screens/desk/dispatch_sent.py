"""The last step of a dispatch: who went, who did not, and the sheet once more, on paper or as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScroller, QVBoxLayout, QWidget

from kiosk.care.drives import Drive
from kiosk.desk.desk import Desk
from kiosk.desk.dispatch_sheet import Sheet
from kiosk.domain.dispatch import How
from kiosk.errors import UnknownThing, YizhanError
from kiosk.slips.compose import grouped_phone
from ui.screens.desk.dispatch_calling import call_people
from ui.screens.desk.dispatch_not_sent import NotSentCard
from ui.screens.desk.dispatch_sending import Sending
from ui.screens.desk.dispatch_step import DispatchStep, DispatchTopic, Step
from ui.screens.desk.person_match import posting_title
from ui.screens.desk.screen import DeskScreen, News
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.page import Page
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words

MOST_FOLDERS = 4
FOOT_SHARE = 0.8
"""Of the panel's width, beside the rail and the margins."""
COLUMNS = (("place", 0), ("worker", 3), ("phone", 0), ("slip", 0))


class SentStep(DispatchStep):
    """Also for the sheets of earlier today."""

    def __init__(self, screen: DeskScreen, step: Step, parent: QWidget) -> None:
        super().__init__(screen, step, parent)
        self._topic = DispatchTopic()
        self._sheet: Sheet | None = None
        self._sending = Sending(screen)
        self._page = Page(self.look, "sent-page", self)
        self._page.setMinimumHeight(self.look.sizes.target)
        self._title = Words("sent-title", "", self._page.content, kind="title")
        self._not_sent = NotSentCard(self.look, self._page.content)
        self._not_sent.anyway_wanted.connect(self._send_anyway)
        columns = [Column(self.texts(f"dispatch-sheet-{name}"), weight) for name, weight in COLUMNS]
        self._rows = Rows(self.look, "sent-rows", columns, self._page.content)
        self._rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # nothing to choose; the page scrolls by a finger and by keys
        QScroller.ungrabGesture(self._rows.viewport())
        self._build_buttons()
        self._build_folders()
        size = self.look.sizes
        self._page.column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        for part in (self._title, self._not_sent, self._rows):
            self._page.column.addWidget(part)
        self._page.column.addStretch(1)
        self._buttons = QWidget(self)
        self._buttons.setLayout(self._foot())
        foot = QVBoxLayout()
        foot.setContentsMargins(size.margin, 0, size.margin, size.gap)
        foot.addWidget(self._folders)
        foot.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(size.gap)
        column.addWidget(self._page, 1)
        column.addLayout(foot)

    def _build_buttons(self) -> None:
        look, texts = self.look, self.texts
        self._print_sheet = DeskButton(
            look, "sent-print-sheet", texts("sent-print-sheet"), self, keys="Alt+P",
            pressed=lambda: self._sending.print_sheet(self._topic.dispatch_id),
        )  # fmt: skip
        self._print_slips = DeskButton(
            look, "sent-print-slips", texts("sent-print-slips"), self, keys="Alt+L", pressed=self._slips_again
        )
        self._save = DeskButton(
            look, "sent-save", texts("sent-save"), self, keys="Alt+S", pressed=self._ask_for_folders
        )
        self._call = DeskButton(look, "sent-call", texts("dispatch-call"), self, keys="Alt+N", pressed=self._call_them)
        self._next = DeskButton(
            look, "sent-next", texts("sent-next"), self, kind="primary", keys="Ctrl+Return",
            pressed=lambda: self.go_to(DispatchTopic()),
        )  # fmt: skip

    def _foot(self) -> QGridLayout:
        """All beside each other where they fit, else in as few rows as they need."""
        foot, panel = QGridLayout(), self.look.panel
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(self.look.sizes.gap)
        buttons = (self._print_sheet, self._print_slips, self._save, self._call, self._next)
        widths = [button.sizeHint().width() + self.look.sizes.gap for button in buttons]
        room = panel.width_px * FOOT_SHARE
        columns = len(buttons) if sum(widths) < room else 3 if 3 * max(widths) < room else 2
        for place, button in enumerate(buttons):
            is_last = button is self._next
            span = columns - place % columns if is_last else 1
            foot.addWidget(button, place // columns, place % columns, 1, span)
            foot.setColumnStretch(place % columns, 1)
        return foot

    def _build_folders(self) -> None:
        """Stands in the place of the buttons while a folder is asked for."""
        size = self.look.sizes
        self._folders = QWidget(self)
        self._folders.setObjectName("sent-folders")
        row = QHBoxLayout(self._folders)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(size.gap)
        row.addWidget(Words("sent-where", self.texts("sent-where"), self._folders, kind="strong", wraps=False))
        self._folder_row = QHBoxLayout()
        self._folder_row.setSpacing(size.gap)
        row.addLayout(self._folder_row, 1)
        self._nowhere = DeskButton(
            self.look, "sent-nowhere", self.texts("work-no"), self._folders, keys="Alt+N", pressed=self._drop_folders
        )
        row.addWidget(self._nowhere)
        self._folders.hide()

    def show_topic(self, topic: DispatchTopic, *, is_new: bool) -> None:
        if is_new or topic != self._topic:
            self._sheet = None
            self._folders.hide()
            self._buttons.show()
            self._rows.show_rows([])
            self._title.say("")
            self._not_sent.show_people(topic.not_sent)
        self._topic = topic

        def answered(sheet: Sheet) -> None:
            if topic == self._topic:
                self._show(sheet)

        def failed(error: YizhanError) -> bool:
            if isinstance(error, UnknownThing) and topic == self._topic:
                self._show(None)
                return True
            return False

        self.host.ask(lambda desk: desk.dispatch.sheet([topic.dispatch_id]), answered, failed=failed)

    def first_focus(self) -> QWidget:
        return self._next

    def _show(self, sheet: Sheet | None) -> None:
        """Show who went; None: every slip of it was given back."""
        self._sheet = sheet
        texts = self.texts
        for button in (self._print_sheet, self._print_slips, self._save):
            button.setEnabled(sheet is not None)
        self._call.setEnabled(bool(self._numbers))
        if sheet is None:
            self._title.say(texts("sent-none-left"))
            self._drop_folders()
            self._rows.hide()
            return
        what = posting_title(sheet.postings[0], texts)
        self._title.say(texts("sent-title", count=len(sheet.rows), what=what))
        self._rows.show()
        self._show_rows(sheet)

    def _show_rows(self, sheet: Sheet) -> None:
        """All rows at once: the page scrolls, not the list within it."""
        self._rows.show_rows(
            [
                Row(
                    row.slip_number,
                    (str(place), row.name or self._unnamed(row.running), grouped_phone(row.phone), row.slip_number),
                )
                for place, row in enumerate(sheet.rows, start=1)
            ]
        )

        header = self._rows.horizontalHeader().sizeHint().height()
        border = 2 * self._rows.frameWidth() + 2 * self.look.sizes.border
        self._rows.setFixedHeight(header + len(sheet.rows) * self.look.sizes.target + border)

    def _unnamed(self, running: int | None) -> str:
        if running is None:
            return self.texts("dispatch-sheet-unknown")
        return self.texts("dispatch-sheet-arrival", number=str(running))

    @property
    def _numbers(self) -> list[int]:
        """The numbers of the day of those who went and have one."""
        rows = self._sheet.rows if self._sheet is not None else ()
        return [row.running for row in rows if row.running is not None]

    def _call_them(self) -> None:
        numbers = self._numbers
        call_people(self.host, lambda one: one.visit.running in numbers)

    def _slips_again(self) -> None:
        if self._sheet is not None:
            self._sending.print_slips([row.slip_number for row in self._sheet.rows])

    def _send_anyway(self) -> None:
        if self._sheet is None:
            return
        others = [each for each in self._not_sent.people if each.can_send_anyway]
        self._sending.send(
            self._sheet.postings[0],
            visit_ids=[each.visit_id for each in others if each.visit_id],
            person_ids=[each.person_id for each in others if not each.visit_id],
            names={each.visit_id or each.person_id: each.who for each in others},
            how=How.PICKED,
            anyway=True,
            then=self._sent_anyway,
        )

    def _sent_anyway(self, topic: DispatchTopic) -> None:
        if topic.dispatch_id:
            self.go_to(topic)
        else:
            self._not_sent.show_people(topic.not_sent)

    def _ask_for_folders(self) -> None:
        self.host.ask(lambda desk: desk.dispatch_desk.folders(), self._offer_folders)

    def _offer_folders(self, drives: tuple[Drive, ...]) -> None:
        while (item := self._folder_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, drive in enumerate(drives[:MOST_FOLDERS]):
            text = self.texts("sent-stick", name=drive.name) if drive.name else self.texts("sent-documents")
            button = DeskButton(
                self.look, f"sent-folder-{place}", text, self._folders, keys=f"Alt+{place + 1}",
                pressed=lambda folder=drive.folder: self._save_in(folder),
            )  # fmt: skip
            self._folder_row.addWidget(button, 1)
            if not place:
                button.setFocus()
        self._buttons.hide()
        self._folders.show()

    def _drop_folders(self) -> None:
        self._folders.hide()
        self._buttons.show()
        if self.isVisible():
            self._save.setFocus()

    def _save_in(self, folder: Path) -> None:
        dispatch_id, texts = self._topic.dispatch_id, self.texts
        self._drop_folders()

        def ask(desk: Desk) -> Path:
            return desk.dispatch_desk.save([dispatch_id], folder, texts)

        self.host.ask(ask, lambda path: self.host.told.emit(News(text=texts("sent-saved", file=str(path)))))
