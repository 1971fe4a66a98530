"""Postings: the list of them, searched and filtered, and the ways to new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.domain.posting import ENDED, PostingState
from kiosk.domain.posting_list import ListedPosting, PageMark, PostingFilter
from kiosk.errors import YizhanError
from kiosk.texts.phrases import day_text
from ui.screens.desk.people_search import SearchLine
from ui.screens.desk.postings_repeat import RepeatPage
from ui.screens.desk.postings_rows import PostingRows
from ui.screens.desk.screen import DeskScreen, Place
from ui.screens.desk.screen_width import screen_width
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option, columns_that_fit
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

PAGE = 50
MOST_LOOKS = 2
"""A search by words looks through so many pages before it asks whether to go on."""
MOST_REFRESHED = 300
"""Whoever has scrolled further back sees what was there when they came: it is not asked for again each time."""
OPEN = "open"
STATES: dict[str, frozenset[PostingState]] = {
    OPEN: frozenset({PostingState.OPEN}),
    "stopped": frozenset({PostingState.PAUSED, PostingState.FULL}),
    "review": frozenset({PostingState.REVIEW, PostingState.DRAFT}),
    "ended": ENDED,
    "all": frozenset(PostingState),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What the list shows: `overdue` come first, whatever their state; `next` is where more begin."""

    rows: tuple[ListedPosting, ...] = ()
    overdue: tuple[ListedPosting, ...] = ()
    overdue_in_all: int = 0
    next: PageMark | None = None
    looked_back_to: date | None = None


class PostingsScreen(DeskScreen):
    """The open ones first. One touch opens a posting; new ones are typed, or copied from earlier ones."""

    place = Place.POSTINGS

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._ticket = 0
        """Counts what the list was asked to be; older postings that come for an earlier one are not put behind it."""
        self._asked: PostingFilter | None = None
        self._count = 0
        """How many are wanted as soon as the open question is answered; 0 for no more than that."""
        self._listing = Listing()
        self._is_adding = False
        self._stack = QStackedWidget(self)
        self._list = QWidget(self._stack)
        self._repeat = RepeatPage(self, self._stack)
        for page in (self._list, self._repeat):
            self._stack.addWidget(page)
        self._build()
        self._arrange()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _build(self) -> None:
        look, texts = self.look, self.texts
        self._line = SearchLine("postings-search", self._list)
        self._line.setPlaceholderText(texts("postings-search"))
        self._line.setAccessibleName(texts("postings-search"))
        self._states = Choice(
            look, "postings-state", [Option(key, texts(f"postings-show-{key}")) for key in STATES], self._list,
            columns=len(STATES),
        )  # fmt: skip
        self._states.choose(OPEN)
        self._words = Words("postings-words", "", self._list, kind="hint")
        self._rows = PostingRows(look, "postings-rows", self._list)
        self._older = DeskButton(look, "postings-older", "", self._list, keys="Alt+O", pressed=self._more)
        for part in (self._words, self._older):
            part.hide()
        self._employers = DeskButton(
            look, "postings-employers", texts("desk-employers"), self._list, keys="Alt+E", picture="desk-employers",
            pressed=lambda: self.go(Place.EMPLOYERS),
        )  # fmt: skip
        self._copy = DeskButton(
            look, "postings-repeat", texts("postings-repeat"), self._list, keys="Alt+Y", pressed=self._open_repeat
        )
        self._new = DeskButton(
            look, "postings-new", texts("postings-new"), self._list, kind="primary", keys="Ctrl+Return",
            picture="desk-new-posting", pressed=lambda: self.go(Place.NEW_POSTING),
        )  # fmt: skip
        self._line.textChanged.connect(lambda _: self._begin_again())
        self._line.stepped.connect(self._rows.move_mark)
        self._line.entered.connect(self._open_marked)
        self._states.changed.connect(self._state_chosen)
        self._rows.chosen.connect(lambda posting_id: self.go(Place.POSTING, posting_id))
        self._rows.end_reached.connect(self._more_at_end)
        self._repeat.closed.connect(self._close_repeat)

    def _arrange(self) -> None:
        size = self.look.sizes
        words = [self.texts(f"postings-show-{key}") for key in STATES]
        beside = (screen_width(self.look) - 2 * size.margin) * 3 // 5
        fits = columns_that_fit(self.look, words, width_px=beside, most=len(words)) == len(words)
        above = QBoxLayout(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        foot = QHBoxLayout()
        for row in (above, foot):
            row.setSpacing(size.gap)
        above.addWidget(self._line, 2)
        above.addWidget(self._states, 3)
        foot.addWidget(self._employers)
        foot.addWidget(self._copy)
        foot.addWidget(self._new, 1)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        column.setSpacing(size.gap)
        column.addLayout(above)
        column.addWidget(self._words)
        column.addWidget(self._rows, 1)
        column.addWidget(self._older)
        column.addLayout(foot)

    def open(self, topic: object) -> None:
        """Begin where somebody left off; typing replaces what stands in the search."""
        self._close_repeat()
        self._line.selectAll()
        self._asked = None
        self._ask(count=min(max(PAGE, len(self._listing.rows)), MOST_REFRESHED))

    def refresh(self) -> None:
        if self._stack.currentWidget() is self._repeat:
            self._repeat.refresh()
        if len(self._listing.rows) <= MOST_REFRESHED:
            self._ask(count=max(PAGE, len(self._listing.rows)))

    def first_focus(self) -> QWidget:
        return self._line

    def _state_chosen(self) -> None:
        if not self._states.one:
            self._states.choose(OPEN)
        self._begin_again()

    def _begin_again(self) -> None:
        self._rows.scrollToTop()
        self._ask(count=PAGE)

    def _wanted(self) -> PostingFilter:
        return PostingFilter(states=STATES[self._states.one or OPEN], words=self._line.text())

    def _ask(self, *, count: int) -> None:
        """Ask for the first `count`. One question at a time is open; what is wanted meanwhile is asked next."""
        self._ticket += 1
        wanted = self._wanted()
        if self._asked is not None:
            self._count = count
            return
        self._asked, self._count = wanted, 0
        with_overdue = self._states.one == OPEN and not wanted.words.strip()

        def show(listing: Listing) -> None:
            self._asked = None
            if self._count:
                self._ask(count=self._count)
            else:
                self._show(listing)

        self.ask(
            lambda desk: _listing(desk, wanted, count=count, with_overdue=with_overdue), show, failed=self._not_listed
        )

    def _not_listed(self, _: YizhanError) -> bool:
        self._asked, self._is_adding = None, False
        return False

    def _show(self, listing: Listing) -> None:
        self._listing, self._is_adding = listing, False
        overdue = {each.posting.id for each in listing.overdue}
        others = [each for each in listing.rows if each.posting.id not in overdue]
        self._rows.show_postings([*listing.overdue, *others], overdue=overdue)
        self._show_words()
        if self._rows.is_at_end:  # what was asked for at the end was for the list as it was
            self._more_at_end()

    def _more_at_end(self) -> None:
        if self._listing.looked_back_to is None:
            self._more()

    def _more(self) -> None:
        """Show older ones behind those that are there."""
        ticket, after, wanted = self._ticket, self._listing.next, self._wanted()
        if after is None or self._is_adding:
            return
        self._is_adding = True

        def add(more: Listing) -> None:
            if ticket != self._ticket:
                return
            self._is_adding = False
            known, overdue = self._listing, {each.posting.id for each in self._listing.overdue}
            self._rows.add_postings([each for each in more.rows if each.posting.id not in overdue])
            self._listing = Listing(
                rows=(*known.rows, *more.rows),
                overdue=known.overdue,
                overdue_in_all=known.overdue_in_all,
                next=more.next,
                looked_back_to=more.looked_back_to,
            )
            self._show_words()

        self.ask(lambda desk: _listing(desk, wanted, after=after, count=PAGE), add, failed=self._not_listed)

    def _show_words(self) -> None:
        listing, texts = self._listing, self.texts
        words = ""
        if listing.overdue:
            words = texts("postings-overdue-count", count=listing.overdue_in_all)
        elif not listing.rows and listing.next is None:
            words = texts("postings-none")
        self._words.say(words)
        day = listing.looked_back_to
        self._older.setVisible(day is not None)
        if day is not None:
            self._older.say(texts("postings-looked-back", day=day_text(day, texts, today=self.look.today())))

    def _open_marked(self) -> None:
        marked = self._rows.marked or next((row.key for row in self._rows.rows), None)
        if marked is not None:
            self.go(Place.POSTING, marked)

    def _open_repeat(self) -> None:
        self._stack.setCurrentWidget(self._repeat)
        self._repeat.open()

    def _close_repeat(self) -> None:
        self._stack.setCurrentWidget(self._list)
        self._line.setFocus()


def _listing(
    desk: Desk, wanted: PostingFilter, *, after: PageMark | None = None, count: int, with_overdue: bool = False
) -> Listing:
    rows: list[ListedPosting] = []
    page = desk.postings.listing(wanted, after=after, limit=count)
    rows += page.rows
    for _ in range(MOST_LOOKS - 1):
        if page.next is None or len(rows) >= count:
            break
        page = desk.postings.listing(wanted, after=page.next, limit=count - len(rows))
        rows += page.rows
    overdue: Sequence[ListedPosting] = desk.postings.overdue() if with_overdue else ()
    return Listing(
        rows=tuple(rows),
        overdue=tuple(overdue),
        overdue_in_all=desk.postings.count_overdue() if overdue else 0,
        next=page.next,
        looked_back_to=page.looked_back_to,
    )
