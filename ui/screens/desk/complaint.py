"""A complaint: a new one taken down, or one that is followed until something was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.complaint_receipt import receipt_document
from kiosk.desk.desk import Desk
from kiosk.desk.people import PersonPage
from kiosk.desk.room import Done
from kiosk.domain.complaint import ComplaintPage, ComplaintState, Receipt
from kiosk.domain.person_summary import PersonSummary
from kiosk.errors import Refused, UnknownThing, YizhanError
from ui.screens.desk.complaint_page import ComplaintView, ShownComplaint
from ui.screens.desk.complaint_step import ComplaintStepForm, StepAct
from ui.screens.desk.complaint_words import receipt_of
from ui.screens.desk.draft_keeper import DraftKeeper
from ui.screens.desk.new_complaint_form import NewComplaintForm
from ui.screens.desk.screen import DeskScreen, News, Place, PrintWish, Scan, ScanKind
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look


class ComplaintScreen(DeskScreen):
    """`open` takes a complaint's id, ("number", its number), ("new", a person's id or ""), or a scanned slip."""

    place = Place.COMPLAINT

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._topic: object = None
        self._is_saving = False
        self._parts = QStackedWidget(self)
        self._build_new()
        self._build_one()
        self._step = ComplaintStepForm(self, self._parts, saved=self._save_step)
        self._step.closed.connect(self._close_step)
        for part in (self._new, self._one, self._step):
            self._parts.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._parts)

    def _build_new(self) -> None:
        self._new = QWidget(self._parts)
        self._form = NewComplaintForm(self, self._new)
        self._keeper = DraftKeeper(self, "complaint", fields=self._form.written, fill=self._form.fill)
        self._form.changed.connect(self._keeper.changed)
        clear = DeskButton(
            self.look, "complaint-clear", self.texts("complaints-clear"), self._new, keys="Alt+C",
            pressed=self._throw_away,
        )  # fmt: skip
        save = DeskButton(
            self.look, "complaint-save", self.texts("complaints-save"), self._new, kind="primary", keys="Ctrl+Return",
            pressed=self._save,
        )  # fmt: skip
        self._stand(self._new, self._form, clear, save)

    def _build_one(self) -> None:
        look, texts = self.look, self.texts
        self._one = QWidget(self._parts)
        self._view = ComplaintView(self, self._one)
        self._view.went.connect(self.went)
        self._receipt = DeskButton(
            look, "complaint-print", texts("complaints-print"), self._one, keys="Alt+P", picture="desk-print",
            pressed=self._print,
        )  # fmt: skip
        self._acts = {
            act: DeskButton(
                look, f"complaint-{act.value}", texts(f"complaints-{act.value}"), self._one, keys=keys, kind=kind,
                pressed=partial(self._begin_step, act),
            )
            for act, keys, kind in (
                (StepAct.CLOSE, "Alt+D", ""), (StepAct.REOPEN, "Alt+O", ""), (StepAct.ADD, "Ctrl+Return", "primary")
            )
        }  # fmt: skip
        for button in self._acts.values():
            button.hide()
        self._stand(self._one, self._view, self._receipt, *self._acts.values())

    def _stand(self, whole: QWidget, body: QWidget, first: DeskButton, *others: DeskButton) -> None:
        """Put a row of buttons below what fills the screen."""
        size = self.look.sizes
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(body, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        foot.setSpacing(size.gap)
        foot.addWidget(first)
        foot.addStretch(1)
        for button in others:
            foot.addWidget(button)
        column.addLayout(foot)

    def open(self, topic: object) -> None:
        """Show what is wanted; a new complaint begins with what was left last time."""
        self._topic = topic
        match topic:
            case ("new", str(person_id)):
                self._open_new(lambda: self._choose_person(person_id))
            case Scan(kind=ScanKind.SLIP):
                number = topic.value
                self._open_new(lambda: self._form.put_slip(number))
            case _:
                self._view.show_nothing()
                self._parts.setCurrentWidget(self._one)
                self.refresh()

    def refresh(self) -> None:
        match self._topic:
            case ("number", str(number)):
                self.ask(lambda desk: _shown(desk, desk.complaints.find(number)), self._show, failed=self._unknown)
            case str(complaint_id):
                self.ask(
                    lambda desk: _shown(desk, desk.complaints.page(complaint_id)), self._show, failed=self._unknown
                )

    def leave(self) -> None:
        if self._parts.currentWidget() is self._new:
            self._keeper.keep()
        self._step.leave()

    def first_focus(self) -> QWidget | None:
        if self._parts.currentWidget() is self._new:
            self._form.focus_first()
            return None
        return self._acts[StepAct.ADD]

    def scanned(self, scan: Scan) -> bool:
        """While one is taken down, a slip and a card go into it."""
        if self._parts.currentWidget() is not self._new:
            return False
        if scan.kind is ScanKind.SLIP:
            self._form.put_slip(scan.value)
            return True
        if scan.kind in (ScanKind.CARD, ScanKind.IDENTITY):
            self.ask(lambda desk: desk.people.search(scan.value, limit=1), lambda found: self._take(scan, found))
            return True
        return False

    # a new one

    def _open_new(self, then: Callable[[], None]) -> None:
        self._parts.setCurrentWidget(self._new)
        self._keeper.bring_back(lambda _: then())

    def _choose_person(self, person_id: str) -> None:
        def found(page: PersonPage) -> None:
            if page.summary is not None:
                self._form.choose_person(page.summary)

        if person_id:
            self.ask(lambda desk: desk.people.page(person_id), found)

    def _take(self, scan: Scan, found: tuple[PersonSummary, ...]) -> None:
        if found:
            self._form.choose_person(found[0])
        else:
            self.told.emit(News(text=self.texts("complaints-card-unknown")))

    def _throw_away(self) -> None:
        """Empty the form; undo brings it back."""
        before: Mapping[str, str] = self._form.written()
        self._form.clear()
        self._keeper.drop()
        self.told_on_screen(self.texts("complaints-cleared"), lambda: self._form.fill(before))
        self._form.focus_first()

    def _save(self) -> None:
        self._form.voice.when_kept(self._save_kept)

    def _save_kept(self) -> None:
        new = self._form.complaint
        if new is None or self._is_saving:
            return
        self._is_saving = True

        def saved(receipt: Receipt) -> None:
            self._is_saving = False
            self._form.clear()
            self._keeper.drop()
            self.go(Place.COMPLAINTS)
            self.go(Place.COMPLAINT, receipt.complaint_id)

        self.change(
            lambda desk: desk.complaints.open(new),
            lambda receipt: self.texts("complaints-saved", number=receipt.number),
            saved,
            failed=self._not_saved,
        )

    def _not_saved(self, error: YizhanError) -> bool:
        self._is_saving = False
        if isinstance(error, Refused):
            field = "amount" if error.key == "refused-amount" else "words"
            self._form.show_trouble(field, self.texts(error.key, **error.details))
            return True
        return False

    # one that is there

    def _show(self, shown: ShownComplaint) -> None:
        complaint = shown.page.complaint
        if self._topic not in (complaint.id, ("number", complaint.number)):
            return
        self._topic = complaint.id
        self._view.show_complaint(shown)
        is_closed = complaint.state is ComplaintState.CLOSED
        self._receipt.setEnabled(True)
        for act, button in self._acts.items():
            button.setEnabled(True)
            button.setVisible((act is StepAct.REOPEN) == is_closed)

    def _unknown(self, error: YizhanError) -> bool:
        """There is no such complaint: nothing can be done about it."""
        for button in (self._receipt, *self._acts.values()):
            button.setEnabled(False)
        if isinstance(error, UnknownThing):
            self.told.emit(News(text=self.texts("complaints-unknown")))
            return True
        return False

    def _print(self) -> None:
        complaint = self._view.complaint
        if complaint is None:
            return
        texts, today = self.texts, self.look.today()
        receipt = receipt_of(complaint, today=today)
        done = texts("complaints-printed")
        self.ask(
            lambda desk: receipt_document(receipt, desk.room.station, texts, today=today),
            lambda paper: self.prints.emit(PrintWish(paper=paper, done_text=done)),
        )

    def _begin_step(self, act: StepAct) -> None:
        if self._view.complaint is not None:
            self._parts.setCurrentWidget(self._step)
            self._step.begin_act(act, self._view.complaint)

    def _close_step(self) -> None:
        self._step.leave()
        self._parts.setCurrentWidget(self._one)
        self._acts[StepAct.ADD].setFocus()

    def _save_step(self, use_case: Callable[[Desk], Done[ComplaintPage]], text: str) -> None:
        self.change(use_case, lambda _: text, self._stepped, failed=self._step.not_saved)

    def _stepped(self, page: ComplaintPage) -> None:
        self._step.saved()
        self._close_step()
        self.refresh()


def _shown(desk: Desk, page: ComplaintPage) -> ShownComplaint:
    return ShownComplaint(page=page, station=desk.room.station, names=desk.logbook.names())
