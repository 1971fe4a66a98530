"""One employer: who they are, all that was between us, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.employers import EmployerPage
from kiosk.domain.employer import Employer
from kiosk.domain.staff import Role
from kiosk.errors import Refused, UnknownThing, YizhanError
from ui.screens.desk.draft_keeper import DraftKeeper
from ui.screens.desk.edit_draft import EditDraft
from ui.screens.desk.employer_form import EmployerForm, written_of
from ui.screens.desk.employer_page import EmployerFacts, EmployerFigures, EmployerLists
from ui.screens.desk.posting_reason import ReasonPage
from ui.screens.desk.postings_words import breakable
from ui.screens.desk.screen import DeskScreen, Place, Scan, ScanKind
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.whole_page import WholePage

REASONS = ("reason-owes-wages", "reason-asks-fees", "reason-false-postings", "reason-treats-badly")
WIDE_MM = 300.0


class EmployerScreen(DeskScreen):
    """The topic is an employer's id; without one a new employer is written down."""

    place = Place.EMPLOYER

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._id = ""
        self._employer: Employer | None = None
        self._keepers: dict[str, DraftKeeper] = {}
        self._is_saving = False
        self._stack = QStackedWidget(self)
        self._whole = QWidget(self._stack)
        self._build_page()
        self._build_acts()
        self._form = EmployerForm(look, self._stack)
        self._form.saved.connect(self._save)
        self._form.changed.connect(self._typed)
        self._form.closed.connect(self._leave_form)
        self._why = ReasonPage(look, "employer-suspend-why", self._stack)
        self._why.given.connect(self._suspend)
        self._why.closed.connect(self._to_whole)
        self._why_draft = EditDraft(self, "employer-why", fields=self._why.written, fill=self._why.fill)
        self._why.changed.connect(self._why_draft.changed)
        for page in (self._whole, self._form, self._why):
            self._stack.addWidget(page)
        self._arrange()

    def _build_page(self) -> None:
        look = self.look
        self._page = Page(look, "employer-page", self._whole)
        inside = self._page.content
        is_wide = look.panel.is_portrait or look.panel.width_px > look.px(WIDE_MM)
        self._facts = EmployerFacts(look, inside)
        self._figures = EmployerFigures(look, inside, columns=3 if is_wide else 2)
        self._lists = EmployerLists(look, inside)
        self._lists.posting_chosen.connect(lambda posting_id: self.go(Place.POSTING, posting_id))
        self._lists.complaint_chosen.connect(lambda complaint_id: self.go(Place.COMPLAINT, complaint_id))
        self._lists.slip_chosen.connect(
            lambda number: self.go(Place.OUTCOMES, Scan(kind=ScanKind.SLIP, value=number, text=number))
        )

    def _build_acts(self) -> None:
        look, texts = self.look, self.texts
        self._acts_page = WholePage(look, "employer-acts-page", self._whole)
        inside = self._acts_page.content
        self._new = DeskButton(
            look, "employer-new-posting", texts("employer-new-posting"), inside, kind="primary", keys="Ctrl+Return",
            picture="desk-new-posting", pressed=lambda: self.go(Place.NEW_POSTING, self._id),
        )  # fmt: skip
        self._edit = DeskButton(
            look, "employer-change", texts("employer-edit"), inside, keys="Alt+B", pressed=self._open_form
        )
        self._verify = DeskButton(look, "employer-verify", "", inside, keys="Alt+V", pressed=self._turn_verified)
        self._halt = DeskButton(
            look, "employer-suspend", "", inside, kind="danger", keys="Alt+S", pressed=self._suspend_or_lift
        )

    def _arrange(self) -> None:
        look = self.look
        for part in (self._facts, self._figures, self._lists):
            self._page.column.addWidget(part)
        self._page.column.addStretch(1)
        for button in (self._new, self._edit, self._verify, self._halt):
            self._acts_page.column.addWidget(button)
        self._acts_page.column.addStretch(1)
        tall = look.panel.is_portrait
        both = QBoxLayout(QBoxLayout.Direction.TopToBottom if tall else QBoxLayout.Direction.LeftToRight, self._whole)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self._page, 3 if tall else 2)
        both.addWidget(self._acts_page, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def open(self, topic: object) -> None:
        self._employer = None
        self._id = topic if isinstance(topic, str) else ""
        self._page.verticalScrollBar().setValue(0)
        if self._id:
            self._to_whole()
            self.refresh()
        else:
            self._open_form()

    def refresh(self) -> None:
        employer_id = self._id
        if not employer_id:
            return

        def answered(found: tuple[EmployerPage, Role]) -> None:
            if employer_id == self._id:
                self._show(*found)

        self.ask(lambda desk: _page(desk, employer_id), answered, failed=self._is_gone)

    def leave(self) -> None:
        if self._stack.currentWidget() is self._form:
            self._keeper.keep()
        self._why_draft.leave()

    def first_focus(self) -> QWidget:
        return self._new if self._id else self._form.name.line

    def _show(self, page: EmployerPage, role: Role) -> None:
        employer = self._employer = page.employer
        self._facts.show_employer(employer)
        self._figures.show_history(page.history)
        self._lists.show_page(page)
        self._verify.say(self.texts("employer-unverify" if employer.verified else "employer-verify"))
        self._halt.say(self.texts("employer-lift" if employer.suspended else "employer-suspend"))
        self._halt.setVisible(role is Role.HEAD)
        self._new.setEnabled(not employer.suspended)

    def _is_gone(self, error: YizhanError) -> bool:
        if isinstance(error, UnknownThing):
            self.go(Place.EMPLOYERS)
            return True
        return False

    def _to_whole(self) -> None:
        self._stack.setCurrentWidget(self._whole)
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _name(self) -> str:
        return "" if self._employer is None else breakable(shown_name(self._employer.name, self.texts))

    # verified, suspended

    def _turn_verified(self) -> None:
        employer = self._employer
        if employer is None:
            return
        key = "employer-was-unverified" if employer.verified else "employer-was-verified"
        self.change(
            lambda desk: desk.employers.verify(employer.id, not employer.verified),
            lambda _: self.texts(key, name=self._name),
            lambda _: self.refresh(),
        )

    def _suspend_or_lift(self) -> None:
        employer = self._employer
        if employer is None:
            return
        if not employer.suspended:
            self._stack.setCurrentWidget(self._why)
            self._why.ask_for(
                title=self.texts("employer-suspend-title", name=self._name),
                why=self.texts("employer-suspend-what"),
                usual=REASONS,
                save=self.texts("employer-suspend"),
            )
            self._why_draft.begin(employer.id)
            return
        self.change(
            lambda desk: desk.employers.unsuspend(employer.id),
            lambda _: self.texts("employer-was-lifted", name=self._name),
            lambda _: self.refresh(),
        )

    def _suspend(self, reason: str) -> None:
        employer_id = self._id

        def done(_: Employer) -> None:
            self._why_draft.drop()
            self._to_whole()
            self.refresh()

        def failed(error: YizhanError) -> bool:
            if isinstance(error, Refused):
                self._why.say_problem(self.texts(error.key, **error.details))
                return True
            return False

        self.change(
            lambda desk: desk.employers.suspend(employer_id, reason=reason),
            lambda _: self.texts("employer-was-suspended", name=self._name),
            done,
            failed=failed,
        )

    # writing down

    @property
    def _keeper(self) -> DraftKeeper:
        """The draft of the employer who is written down: each has one of their own."""
        form = f"employer-{self._id or 'new'}"
        if form not in self._keepers:
            self._keepers[form] = DraftKeeper(self, form, fields=self._written, fill=self._form.fill)
        return self._keepers[form]

    def _written(self) -> Mapping[str, str]:
        """What is worth keeping: nothing, where nothing was changed."""
        written = self._form.written()
        return {} if written == written_of(self._employer) else written

    def _typed(self) -> None:
        self._keeper.changed()

    def _open_form(self) -> None:
        self._stack.setCurrentWidget(self._form)
        self._form.begin(self._employer)
        self._keeper.bring_back()

    def _leave_form(self) -> None:
        """What was typed stays in its draft."""
        self._keeper.keep()
        if self._id:
            self._to_whole()
        else:
            self.go(Place.EMPLOYERS)

    def _save(self) -> None:
        if self._is_saving:
            return
        self._is_saving = True
        written, employer_id = self._form.written(), self._id

        def saved(employer: Employer) -> None:
            self._is_saving = False
            self._keeper.drop()
            if employer_id:
                self._to_whole()
                self.refresh()
            else:
                self.go(Place.EMPLOYER, employer.id)

        def failed(error: YizhanError) -> bool:
            self._is_saving = False
            if not isinstance(error, Refused):
                return False
            field = self._form.phone if error.key == "refused-employer-phone" else self._form.name
            field.show_problem(self.texts(error.key, **error.details))
            field.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return True

        self.change(
            lambda desk: desk.employers.save(employer_id=employer_id, **written),
            lambda employer: self.texts("employer-saved", name=breakable(shown_name(employer.name, self.texts))),
            saved,
            failed=failed,
        )


def _page(desk: Desk, employer_id: str) -> tuple[EmployerPage, Role]:
    return desk.employers.page(employer_id), desk.room.actor.role
