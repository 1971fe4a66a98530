"""The arrivals of today: sign somebody in, call the next, and see to everybody's place."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.arrival_document import arrival_document
from kiosk.desk.desk import Desk
from kiosk.desk.room import Done
from kiosk.domain.arrival import Arrived, Called, Draw, NobodyWaits
from kiosk.domain.person_summary import PersonSummary
from kiosk.domain.search_key import digits_in
from kiosk.domain.sign_in import AskMore, NotFound, SignedIn, Way
from kiosk.domain.staff import Role
from kiosk.errors import Refused, YizhanError
from kiosk.slips.document import Document
from kiosk.texts.catalogue import Texts
from ui.screens.desk.arrival_by_pictures import Answer, ByPictures
from ui.screens.desk.arrival_pictures import PicturesPage
from ui.screens.desk.arrival_words import DayList, day_list
from ui.screens.desk.arrivals_page import ArrivalsPage
from ui.screens.desk.draw_page import DrawPage
from ui.screens.desk.edit_draft import EditDraft
from ui.screens.desk.move_form import MoveForm
from ui.screens.desk.screen import DeskScreen, News, Place, PrintWish, Scan, ScanKind
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.look import Look


class ArrivalsScreen(DeskScreen):
    """One line signs anybody in, one button calls the next; the rest is for the row that is marked."""

    place = Place.ARRIVALS

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._pages = QStackedWidget(self)
        self._main = ArrivalsPage(look, self._pages)
        self._pages.addWidget(self._main)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._search = self._main.search
        self._connect()

    def _connect(self) -> None:
        self._search.wanted.connect(self._look_for)
        self._search.emptied.connect(self._main.show_area)
        self._search.chosen.connect(lambda person_id: self._sign_in(person_id, digits=self._search.digits))
        self._search.register_wanted.connect(lambda: self.go(Place.WALK_IN))
        self._main.next.called.connect(self._call_next)
        card = self._main.card
        for wanted, do in (
            (card.call, self._call), (card.moving, self._open_move), (card.left, self._left),
            (card.person, self._open_person), (card.dispatch, self._send_out), (card.lots, self._open_draw),
            (card.paper, self._print_list), (card.pictures, self._open_pictures),
        ):  # fmt: skip
            wanted.connect(do)

    @cached_property
    def _move(self) -> MoveForm:
        """Made when somebody is first moved: the list is there sooner."""
        form = MoveForm(self.look, self._pages)
        form.closed.connect(self._close_step)
        form.moved.connect(self._move_to)
        self._move_draft = EditDraft(self, "arrival-move", fields=form.written, fill=form.fill)
        form.changed.connect(self._move_draft.changed)
        self._pages.addWidget(form)
        return form

    @cached_property
    def _pictures(self) -> PicturesPage:
        page = PicturesPage(self.look, self._pages)
        page.closed.connect(self._close_step)
        page.chosen.connect(lambda person_id: self._sign_in(person_id, Way.PICTURES))
        ByPictures(self, page, today=lambda: self._main.day, signed_in=self._signed_in)
        self._pages.addWidget(page)
        return page

    @cached_property
    def _draw(self) -> DrawPage:
        page = DrawPage(self.look, self._pages)
        page.closed.connect(self._close_step)
        page.drawn.connect(self._draw_lots)
        page.print_wanted.connect(self._print_list)
        self._pages.addWidget(page)
        return page

    # what the window asks

    def open(self, topic: object) -> None:
        """Show today's list; a card that was scanned elsewhere signs in, once."""
        self._search.clear()
        self._close_step()
        self.refresh()
        if isinstance(topic, Scan) and topic is not self._taken:
            self._taken = topic
            self.scanned(topic)

    def refresh(self) -> None:
        texts, is_compact = self.texts, self._main.is_compact
        self.ask(lambda desk: _today(desk, texts, is_compact=is_compact), self._main.show_day)

    def leave(self) -> None:
        if self._move_draft is not None:
            self._move_draft.leave()

    def first_focus(self) -> QWidget:
        return self._search.line

    def scanned(self, scan: Scan) -> bool:
        """A card signs in at once, an identity card if it means somebody; slips belong elsewhere.

        Of two people with one card number somebody chooses, in the list of those who were found.
        """
        if scan.kind is ScanKind.CARD:
            self._close_step()
            self.ask(
                lambda desk: (desk.arrivals.sign_in_by_card(scan.text), desk.arrivals.today()),
                lambda answer: self._signed_in(answer, card=scan.value),
            )
            return True
        if scan.kind is ScanKind.IDENTITY:
            self._close_step()
            self.ask(lambda desk: desk.people.search(scan.value), self._found_by_identity)
            return True
        return False

    # signing in

    def _look_for(self, text: str) -> None:
        def found(people: tuple[PersonSummary, ...]) -> None:
            self._search.show_found(text, people, self._main.day)
            self._main.show_area()

        self.ask(lambda desk: desk.people.search(text), found)

    def _found_by_identity(self, people: tuple[PersonSummary, ...]) -> None:
        if len(people) == 1:
            self._sign_in(people[0].id)
        else:
            self._say(self.texts("arrivals-not-known"))

    def _open_pictures(self) -> None:
        self._pages.setCurrentWidget(self._pictures)
        self._pictures.begin()

    def _sign_in(self, person_id: str, way: Way = Way.STAFF, *, digits: str = "") -> None:
        """Sign in somebody who was found, `digits` saying what of their phone may have been typed."""

        def question(desk: Desk) -> Answer:
            is_by_phone = bool(digits) and _has_phone(desk, person_id, digits)
            return desk.arrivals.sign_in(person_id, Way.PHONE if is_by_phone else way), desk.arrivals.today()

        self.ask(question, self._signed_in)

    def _signed_in(self, answer: Answer, *, card: str = "") -> None:
        done, arrivals = answer
        match done:
            case Done(value=SignedIn() as signed_in, undo=undo):
                one = next((each for each in arrivals if each.visit.id == signed_in.visit_id), None)
                self.told.emit(News(text=self._welcome(signed_in, one, is_back=undo is not None), undo=undo))
                self._close_step()
                self._search.clear()
                self._search.line.setFocus(Qt.FocusReason.OtherFocusReason)
                self._mark_soon(signed_in.visit_id)
            case AskMore() if card:
                self._search.look_for(card)
                self._say(self.texts("arrivals-card-of-several"))
            case AskMore():
                self._say(self.texts("arrivals-several-fit"))
            case NotFound():
                self._say(self.texts("arrivals-not-known"))

    def _welcome(self, signed_in: SignedIn, one: Arrived | None, *, is_back: bool) -> str:
        key = "arrivals-signed-in" if signed_in.is_new else "arrivals-came-back" if is_back else "arrivals-here-already"
        name = "" if one is None else shown_name(one.name, self.texts)
        return self.texts(key, name=name, number=str(signed_in.running), before=str(signed_in.waiting_before))

    def _mark_soon(self, visit_id: str) -> None:
        """Mark a visit that the list may not show yet."""
        texts, is_compact = self.texts, self._main.is_compact

        def show(day: DayList) -> None:
            self._main.show_day(day)
            self._main.mark(visit_id)

        self.ask(lambda desk: _today(desk, texts, is_compact=is_compact), show)

    # calling

    def _call_next(self) -> None:
        def called(done: Done[Called] | NobodyWaits) -> None:
            if isinstance(done, NobodyWaits):
                self._say(self.texts("arrivals-nobody-waits"))
                self.refresh()
                return
            self._tell_called(done)

        self.ask(lambda desk: desk.arrivals.call_next(), called)

    def _call(self) -> None:
        one = self._main.marked_one
        if one is not None:
            self.ask(lambda desk: desk.arrivals.call(one.visit.id), self._tell_called)

    def _tell_called(self, done: Done[Called]) -> None:
        one = self._main.day.of_visit(done.value.visit_id)
        name = "" if one is None else shown_name(one.name, self.texts)
        text = self.texts("arrivals-called", number=str(done.value.running), name=name)
        self.told.emit(News(text=text, undo=done.undo))
        self._mark_soon(done.value.visit_id)

    # what is done for the marked one

    def _left(self) -> None:
        one = self._main.marked_one
        if one is None:
            return
        if one.visit.left_at_ms is not None:
            self._sign_in(one.person_id)
            return
        number = str(one.visit.running)
        self.change(
            lambda desk: desk.arrivals.left(one.visit.id),
            lambda _: self.texts("arrivals-has-left", number=number),
            lambda _: self.refresh(),
        )

    def _open_person(self) -> None:
        one = self._main.marked_one
        if one is not None:
            self.go(Place.PERSON, one.person_id)

    def _send_out(self) -> None:
        one = self._main.marked_one
        if one is not None:
            self.go(Place.DISPATCH, (one.visit.id,))

    def _open_move(self) -> None:
        one = self._main.marked_one
        if one is not None:
            self._moving = one.visit.id
            self._pages.setCurrentWidget(self._move)
            self._move.ask_for(one, last=len(self._main.day.arrivals))
            if self._move_draft is not None:
                self._move_draft.begin(one.visit.id)

    _move_draft: EditDraft | None = None
    _moving = ""
    _taken: Scan | None = None

    def _move_to(self, place: int, reason: str) -> None:
        visit_id = self._moving
        one = self._main.day.of_visit(visit_id)
        number = "" if one is None else str(one.visit.running)

        def moved(_: int) -> None:
            if self._move_draft is not None:
                self._move_draft.drop()
            self._close_step()
            self._mark_soon(visit_id)

        self.change(
            lambda desk: desk.arrivals.move(visit_id, place, reason),
            lambda to: self.texts("arrivals-moved", number=number, place=str(to)),
            moved,
            failed=self._refused_by(self._move.say_problem),
        )

    def _close_step(self) -> None:
        if self._pages.currentWidget() is not self._main:
            self._pages.setCurrentWidget(self._main)
            self._search.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # the lottery and the paper

    def _open_draw(self) -> None:
        def show(found: tuple[Draw, int, bool]) -> None:
            draw, came, is_head = found
            self._draw.show_draw(draw, came=came, may_draw_again=is_head)
            self._pages.setCurrentWidget(self._draw)
            self._draw.begin()

        self.ask(_draw_state, show)

    def _draw_lots(self, seed: str) -> None:
        def drawn(answer: tuple[Done[Draw], int, bool]) -> None:
            done, came, is_head = answer
            self._draw.show_draw(done.value, came=came, may_draw_again=is_head)
            self._draw.begin()
            self._say(self.texts("draw-done", seed=done.value.seed))
            self.refresh()

        def question(desk: Desk) -> tuple[Done[Draw], int, bool]:
            done = desk.arrivals.draw(seed or None)
            return (done, *_draw_state(desk)[1:])

        self.ask(question, drawn, failed=self._refused_by(self._draw.say_problem))

    def _print_list(self) -> None:
        texts, done = self.texts, self.texts("arrivals-printed")

        def paper(desk: Desk) -> Document:
            sheet = desk.arrivals.sheet(texts)
            return arrival_document(sheet, language=texts.language, station_name=desk.room.station.name)

        self.ask(paper, lambda paper: self.prints.emit(PrintWish(paper=paper, done_text=done)))

    def _say(self, text: str) -> None:
        self.told.emit(News(text=text))

    def _refused_by(self, say: Callable[[str], None]) -> Callable[[YizhanError], bool]:
        def failed(error: YizhanError) -> bool:
            if not isinstance(error, Refused):
                return False
            say(self.texts(error.key, **error.details))
            return True

        return failed


def _today(desk: Desk, texts: Texts, *, is_compact: bool) -> DayList:
    return day_list(desk.arrivals.today(), desk.arrivals.rule(), texts, is_compact=is_compact)


def _has_phone(desk: Desk, person_id: str, digits: str) -> bool:
    """Whether a phone of theirs ends with `digits`, and not their card or identity number."""
    page = desk.people.page(person_id)
    return any(digits_in(each.phone).endswith(digits) for each in (page.person, *page.also))


def _draw_state(desk: Desk) -> tuple[Draw, int, bool]:
    return desk.arrivals.rule(), len(desk.arrivals.today()), desk.room.actor.role is Role.HEAD
