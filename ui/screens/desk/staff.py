"""Who works here: the head adds people, gives new PINs and shuts out; everybody changes their own PIN."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.accounts import LockedOut, LoggedIn, LogIn, WrongPin
from kiosk.desk.desk import Desk
from kiosk.domain.staff import Role, StaffMember
from kiosk.errors import NotAllowed, YizhanError
from ui.screens.desk.screen import DeskScreen, News, Place
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words

ROLES = (Role.CLERK, Role.HEAD, Role.TECHNICIAN)


class StaffScreen(DeskScreen):
    """For the head: the list, and a new member or a new PIN beside it. For others: their own PIN."""

    place = Place.STAFF

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._members: tuple[StaffMember, ...] = ()
        self._page = Page(look, "staff-page", self)
        self._list = Rows(
            look,
            "staff-rows",
            [Column(self.texts("staff-name")), Column(self.texts("staff-role")), Column(self.texts("staff-state"), 2)],
            self,
        )
        self._list.chosen.connect(lambda _: self._show_marked())
        self._for_head = QWidget(self._page.content)
        self._build_new()
        self._build_own()
        self._arrange()

    def _build_new(self) -> None:
        look, texts = self.look, self.texts
        self._new_title = Words("staff-new-title", texts("staff-new"), self._for_head, kind="strong")
        self._name = Field(look, "staff-new-name", texts("staff-name"), self._for_head, of_person=True)
        self._pin = Field(look, "staff-new-pin", texts("staff-pin"), self._for_head, secret=True)
        self._roles = QButtonGroup(self)
        self._role_buttons = []
        for index, role in enumerate(ROLES):
            button = DeskButton(look, f"staff-role-{role}", texts(f"role-{role}"), self._for_head)
            button.setCheckable(True)
            button.setChecked(role is Role.CLERK)
            self._roles.addButton(button, index)
            self._role_buttons.append(button)
        self._add = DeskButton(
            look, "staff-add", texts("staff-add"), self._for_head, kind="primary", keys="Ctrl+Return",
            pressed=self._add_member,
        )  # fmt: skip
        self._give_pin = DeskButton(
            look, "staff-give-pin", texts("staff-give-pin"), self._for_head, keys="Alt+P", pressed=self._new_pin
        )
        self._shut = DeskButton(look, "staff-shut", texts("staff-shut"), self._for_head, kind="danger", keys="Alt+X")
        self._shut.clicked.connect(self._let_in_or_out)

    def _build_own(self) -> None:
        look, texts = self.look, self.texts
        self._own_title = Words("staff-own-title", texts("staff-own"), self, kind="strong")
        self._old = Field(look, "staff-own-old", texts("staff-own-old"), self, secret=True)
        self._own = Field(look, "staff-own-new", texts("staff-own-new"), self, secret=True)
        self._change = DeskButton(
            look, "staff-own-change", texts("staff-own-change"), self, keys="Alt+C", pressed=self._change_own
        )

    def _arrange(self) -> None:
        size = self.look.sizes
        roles, acts = QHBoxLayout(), QHBoxLayout()
        for button in self._role_buttons:
            roles.addWidget(button)
        for button in (self._give_pin, self._shut):
            acts.addWidget(button)
        head = QVBoxLayout(self._for_head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addLayout(acts)
        for part in (self._new_title, self._name, self._pin):
            head.addWidget(part)
        head.addLayout(roles)
        head.addWidget(self._add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        column = self._page.column
        self._list.setMinimumHeight(size.target * 3)
        column.addWidget(self._list, 1)
        column.addWidget(self._for_head)
        column.addWidget(self._own_title)
        own = QHBoxLayout()
        for field in (self._old, self._own):
            own.addWidget(field, 1)
        column.addLayout(own)
        column.addWidget(self._change)
        for layout in (column, head, roles, acts, own):
            layout.setSpacing(size.gap)

    def open(self, topic: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.accounts.all(), self._show, failed=self._not_head)

    def leave(self) -> None:
        for field in (self._pin, self._old, self._own):
            field.put("")

    def _not_head(self, error: YizhanError) -> bool:
        if isinstance(error, NotAllowed):
            self._for_head.hide()
            self._list.hide()
            return True
        return False

    def _show(self, members: tuple[StaffMember, ...]) -> None:
        self._members = members
        self._list.show_rows([self._row(member) for member in members])
        self._show_marked()

    def _row(self, member: StaffMember) -> Row:
        state = "here" if member.is_active else "shut-out"
        if member.is_active and member.locked_until_ms is not None:
            state = "locked"
        return Row(
            key=member.id, cells=(member.name, self.texts(f"role-{member.role}"), self.texts(f"staff-is-{state}"))
        )

    def _marked(self) -> StaffMember | None:
        return next((member for member in self._members if member.id == self._list.marked), None)

    def _show_marked(self) -> None:
        member = self._marked()
        self._give_pin.setEnabled(member is not None)
        self._shut.setEnabled(member is not None)
        self._shut.say(self.texts("staff-shut" if member is None or member.is_active else "staff-let-in"))

    def _add_member(self) -> None:
        name, pin, role = self._name.text, self._pin.text, ROLES[self._roles.checkedId()]

        def added(_: StaffMember) -> None:
            self._name.put("")
            self._pin.put("")
            self._pin.show_problem("")
            self.refresh()

        self.change(
            lambda desk: desk.accounts.add(name=name, role=role, pin=pin),
            lambda member: self.texts("staff-added", name=member.name),
            added,
            failed=self._problem(self._pin),
        )

    def _new_pin(self) -> None:
        member, pin = self._marked(), self._pin.text
        if member is None:
            return

        def given(_: None) -> None:
            self._pin.put("")
            self._pin.show_problem("")
            self.told.emit(News(text=self.texts("staff-pin-given", name=member.name)))

        self.ask(lambda desk: desk.accounts.give_pin(member.id, pin=pin), given, failed=self._problem(self._pin))

    def _let_in_or_out(self) -> None:
        member = self._marked()
        if member is None:
            return
        key = "staff-was-shut-out" if member.is_active else "staff-was-let-in"
        self.change(
            lambda desk: desk.accounts.set_active(member.id, not member.is_active),
            lambda changed: self.texts(key, name=changed.name),
            lambda _: self.refresh(),
        )

    def _change_own(self) -> None:
        old, new = self._old.text, self._own.text

        def tried(answer: LogIn) -> None:
            self._old.put("")
            self._own.put("")
            self._own.show_problem("")
            match answer:
                case LoggedIn():
                    self._old.show_problem("")
                    self.told.emit(News(text=self.texts("staff-own-changed")))
                case WrongPin(tries_left):
                    self._old.show_problem(self.texts("log-in-wrong", left=str(tries_left)))
                case LockedOut(seconds):
                    self._old.show_problem(self.texts("log-in-locked", time=f"{seconds // 60}:{seconds % 60:02d}"))

        def ask(desk: Desk) -> LogIn:
            return desk.accounts.change_pin(old=old, new=new)

        self.ask(ask, tried, failed=self._problem(self._own))

    def _problem(self, field: Field) -> Callable[[YizhanError], bool]:
        def failed(error: YizhanError) -> bool:
            field.show_problem(self.texts(error.key, **error.details))
            return True

        return failed
