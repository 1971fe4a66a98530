"""People who left word that they look for work: heard, called, matched with work, taken back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.recording import Sound
from kiosk.domain.work_wish import WishState, WorkWish
from kiosk.errors import ChangedMeanwhile, UnknownThing, YizhanError
from kiosk.slips.compose import grouped_phone
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import day_text, listed
from ui.screens.desk.screen import DeskScreen, News, Place
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.voice_bar import VoiceBar
from ui.widgets.desk.words import Words

COLUMNS = (("what", 2), ("who", 1), ("when", 1), ("state", 0))
LINES_IN_A_ROW = 2


class WishesScreen(DeskScreen):
    """A row a wish, the untouched ones first; below it the voice of the one that was touched, and what was done."""

    place = Place.WISHES

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._wishes: tuple[WorkWish, ...] = ()
        self._shown: WorkWish | None = None
        self._is_asking = False
        texts = self.texts
        self._rows = Rows(look, "wishes-rows", [Column(texts(f"wishes-column-{n}"), w) for n, w in COLUMNS], self)
        self._rows.setWordWrap(True)
        height = LINES_IN_A_ROW * look.sizes.body * 3 // 2 + look.sizes.padding
        self._rows.verticalHeader().setDefaultSectionSize(height)
        self._rows.chosen.connect(self._show_one)
        self._words = Words("wishes-words", "", self, kind="strong")
        self._voice = VoiceBar(look, "wishes-voice", self, can_record=False)
        self._called = self._button("called", "Alt+C", lambda: self._mark(WishState.CALLED))
        self._matched = self._button("matched", "Alt+M", lambda: self._mark(WishState.MATCHED), kind="primary")
        self._again = self._button("open", "Alt+O", lambda: self._mark(WishState.OPEN))
        self._withdraw = self._button("withdraw", "Alt+X", self._ask_withdraw, kind="danger")
        self._really = self._button("really-withdraw", "", self._take_back, kind="danger")
        self._arrange()
        self._show_nothing()

    def _button(self, name: str, keys: str, pressed: object, *, kind: str = "") -> DeskButton:
        assert callable(pressed)
        more = {"kind": kind} if kind else {}
        if keys:
            more["keys"] = keys
        return DeskButton(self.look, f"wishes-{name}", self.texts(f"wishes-{name}"), self, pressed=pressed, **more)

    def _arrange(self) -> None:
        size = self.look.sizes
        foot = QHBoxLayout()
        foot.setSpacing(size.gap)
        for button in (self._withdraw, self._really, self._again):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self._called, self._matched):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        column.addWidget(self._rows, 1)
        column.addWidget(self._words)
        column.addWidget(self._voice)
        column.addLayout(foot)

    def open(self, topic: object) -> None:
        self._show_nothing()
        self.refresh()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.work_wishes.all(), self._answered)

    def leave(self) -> None:
        self._show_nothing()

    def first_focus(self) -> QWidget:
        return self._rows

    def _answered(self, wishes: tuple[WorkWish, ...]) -> None:
        self._wishes = wishes
        self._rows.show_rows([wish_row(each, self.texts, self.look) for each in wishes])
        if self._rows.marked is None and wishes:
            self._rows.selectRow(0)
        shown = self._shown
        if shown is not None:
            found = next((each for each in wishes if each.id == shown.id), None)
            if found is None:
                self._show_nothing()
            elif found != shown:
                self._show(found)
        if self._shown is None:
            self._words.say(self.texts("wishes-touch" if wishes else "wishes-none"))

    def _show_nothing(self) -> None:
        self._shown, self._is_asking = None, False
        self._voice.show_sound(None)
        self._voice.hide()
        for button in (self._called, self._matched, self._again, self._withdraw, self._really):
            button.hide()
        self._words.say("")

    def _show_one(self, key: str) -> None:
        found = next((each for each in self._wishes if each.id == key), None)
        if found is not None:
            self._show(found)

    def _show(self, wish: WorkWish) -> None:
        is_same = self._shown is not None and self._shown.id == wish.id
        self._shown, self._is_asking = wish, False
        self._words.say(self.texts("wishes-one", number=wish.number, until=self._day(wish)))
        self._show_buttons()
        self._voice.setVisible(wish.voice_ms is not None)
        if not is_same:
            self._voice.show_sound(None)
            if wish.voice_ms is not None:
                self.ask(lambda desk: desk.work_wishes.sound(wish.id), lambda sound: self._heard(wish.id, sound))

    def _day(self, wish: WorkWish) -> str:
        return day_text(wish.kept_until, self.texts, today=self.look.today())

    def _heard(self, wish_id: str, sound: Sound) -> None:
        if self._shown is not None and self._shown.id == wish_id:
            self._voice.show_sound(sound)

    def _show_buttons(self) -> None:
        state = self._shown.state if self._shown is not None else None
        self._called.setVisible(state is WishState.OPEN)
        self._matched.setVisible(state in (WishState.OPEN, WishState.CALLED))
        self._again.setVisible(state in (WishState.CALLED, WishState.MATCHED))
        self._withdraw.setVisible(state is not None and not self._is_asking)
        self._really.setVisible(state is not None and self._is_asking)

    def _mark(self, state: WishState) -> None:
        wish = self._shown
        if wish is not None:
            self.change(
                lambda desk: desk.work_wishes.mark(wish.id, state, seen_version=wish.version),
                lambda after: self.texts(
                    "wishes-noted", number=after.number, state=state_text(after.state, self.texts)
                ),
                lambda _: self.refresh(),
                failed=self._changed_meanwhile,
            )

    def _changed_meanwhile(self, error: YizhanError) -> bool:
        if isinstance(error, ChangedMeanwhile | UnknownThing):
            self.refresh()
        return False

    def _ask_withdraw(self) -> None:
        """What is erased cannot be brought back: that is touched twice."""
        self._is_asking = True
        self._words.say(self.texts("wishes-ask-withdraw"))
        self._show_buttons()

    def _take_back(self) -> None:
        wish = self._shown
        if wish is None:
            return

        def gone(_: None) -> None:
            self.told.emit(News(text=self.texts("wishes-withdrawn", number=wish.number)))
            self._show_nothing()
            self.refresh()

        self.ask(lambda desk: desk.work_wishes.withdraw(wish.id), gone, failed=self._changed_meanwhile)


def wish_row(wish: WorkWish, texts: Texts, look: Look) -> Row:
    """A wish in the list: what and when, who and how they are reached, since when, and what was done."""
    left = day_text(datetime.fromtimestamp(wish.made_at_ms / 1000).date(), texts, today=look.today())
    voice = texts("wishes-with-voice") if wish.voice_ms is not None else texts("wishes-without-voice")
    trades = listed((texts(f"trade-{each}") if texts.has(f"trade-{each}") else each for each in wish.trades), texts)
    days = listed((day_text(each, texts, today=look.today()) for each in wish.days), texts)
    who = shown_name(wish.person_name, texts) if wish.person_name else wish.number
    cells = (
        f"{trades}\n{days or texts('wishes-any-day')}",
        f"{who}\n{grouped_phone(wish.phone) or texts('wishes-comes-by')}",
        f"{left}\n{voice}",
        state_text(wish.state, texts),
    )
    return Row(key=wish.id, cells=cells, picture=wish.trades[0] if wish.trades else None)


def state_text(state: WishState, texts: Texts) -> str:
    """`还没打电话`, `打过电话`, `有活了`."""
    return texts(f"work-wish-is-{state}")
