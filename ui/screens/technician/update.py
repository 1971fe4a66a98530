"""Programs: which one works here, what is newer and whose word counts, begun with now or gone back from."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from kiosk.care.config.sections import Settings
from kiosk.care.drives import Drive
from kiosk.desk.machine_command import CommandEnd
from kiosk.desk.machine_ends import Ending
from kiosk.desk.machine_programs import OfferTold, ProgramsTold, offer_in, programs_in
from kiosk.desk.machine_told import AboutMachine
from kiosk.texts.catalogue import MissingText
from kiosk.texts.phrases import clock_text, day_text
from ui.screens.desk.screen import News, Place
from ui.screens.technician.beside import BesideScreen, focus
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

MEGABYTE = 1_000_000
STANDING = ("in-force", "former", "refused", "looked", "night", "trusts")


class UpdateScreen(BesideScreen):
    """Looks first of all at what is here. What a look found stands on a card until somebody fetches it or leaves."""

    place = Place.MACHINE_UPDATE

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._source = ""
        """Where the last look went: a folder, an address, empty for central."""
        self._is_watched = False
        inside = self.page.content
        self._words = {name: Words(f"update-{name}", "", inside) for name in STANDING}
        self._words["in-force"].turn("strong")
        self._central = self.button("update-look", "update-look", self._look_at_central, keys="Ctrl+Return")
        self._stick = self.button("update-stick", "update-from-stick", self._look_at_stick, keys="Alt+S")
        self._back = self.button("update-go-back", "update-go-back", self._ask_back, keys="Alt+B")
        self._build_cards()
        self.put_card("update-standing", *self._words.values(), self._back)
        self._build_address()
        self.page.column.addStretch(1)
        self.put_foot(self._stick, self._central)

    def _build_cards(self) -> None:
        """What asks for a decision stands above everything else."""
        inside, texts = self.page.content, self.texts
        self._offered = Words("update-offered", "", inside, kind="strong")
        self._fetch = self.button("update-fetch", "update-fetch", self._bring, kind="primary", keys="Alt+F")
        self._offer_card = self.put_card("update-offer-card", self._offered, self._fetch)
        self._waits = Words("update-waits", "", inside, kind="strong")
        self._how = Words("update-begin-what", "", inside)
        self._begin = self.button("update-begin", "update-begin", self._begin_now, kind="primary", keys="Alt+A")
        self._ready_card = self.put_card("update-ready-card", self._waits, self._how, self._begin)
        self._sure = self.button("update-go-back-sure", "update-go-back-sure", self._go_back, kind="danger")
        self._stay = self.button("update-stay", "update-stay", self._let_be)
        what = Words("update-go-back-what", texts("update-go-back-what"), inside, kind="strong")
        self._back_card = self.put_card("update-back-card", what, self._sure, self._stay)

    def _build_address(self) -> None:
        inside, texts = self.page.content, self.texts
        hint = texts("update-address-hint")
        self._address = Field(self.look, "update-address", texts("update-address"), inside, hint=hint)
        self._there = self.button("update-from-address", "update-from-address", self._look_at_address)
        title = Words("update-elsewhere", texts("update-elsewhere"), inside, kind="strong")
        self.put_card("update-elsewhere-card", title, self._address, self._there)

    def open(self, topic: object) -> None:
        self._source = ""
        for card in (self._offer_card, self._ready_card, self._back_card):
            card.hide()
        self.refresh()
        self._look_here()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.machine.settings(), self._show_night)
        self.ask(lambda desk: desk.machine.about(), self._note_watch)

    def first_focus(self) -> QWidget:
        return self._central

    def _note_watch(self, about: AboutMachine) -> None:
        self._is_watched = about.is_watched

    # how it stands

    def _look_here(self) -> None:
        language = self.texts.language
        self.begin(lambda desk: desk.machine.programs(language), self._seen, doing=self.texts("update-reading"))

    def _seen(self, end: CommandEnd) -> None:
        told = programs_in(end.said)
        if told is None:
            self.say_why(end)
        else:
            self._show(told)

    def _show(self, told: ProgramsTold) -> None:
        texts, words = self.texts, self._words
        words["in-force"].say(texts("update-in-force", version=told.version))
        words["former"].say(self._former(told))
        words["refused"].say(texts("update-refused", versions=", ".join(told.refused)) if told.refused else "")
        mark = told.trusted
        words["trusts"].say(texts("update-trusts", mark=mark) if mark else texts("update-trusts-nobody"))
        words["trusts"].turn("" if mark else "problem")
        words["looked"].say(self._looked(told))
        words["looked"].turn("problem" if told.fault else "")
        self._back.setVisible(told.may_go_back)
        self._show_ready(told)

    def _former(self, told: ProgramsTold) -> str:
        if told.trial:
            return self.texts("update-tried", version=told.trial)
        if not told.may_go_back:
            return ""
        if told.former:
            return self.texts("update-former", version=told.former)
        return self.texts("update-former-installed")

    def _looked(self, told: ProgramsTold) -> str:
        if told.looked_at is None:
            return self.texts("update-never-looked")
        key = "update-looked-in-vain" if told.fault else "update-looked"
        return "\n".join(filter(None, (self.texts(key, when=self._when(told.looked_at)), self._fault(told))))

    def _fault(self, told: ProgramsTold) -> str:
        """The sentence of what went wrong, where it needs no words filled in that were not kept."""
        try:
            return self.texts(told.fault) if told.fault else ""
        except MissingText:
            return ""

    def _when(self, moment: datetime) -> str:
        return f"{day_text(moment.date(), self.texts, today=self.look.today())} {clock_text(moment.time())}"

    def _show_night(self, settings: Settings) -> None:
        hours, at, words = settings.updates.hours, settings.watch.restart_at_night, self._words["night"]
        begin, end = clock_text(hours.begin), clock_text(hours.end)
        if not settings.updates.enabled:
            words.say(self.texts("update-by-hand"))
        elif at is None:
            words.say(self.texts("update-by-night-no-start", begin=begin, end=end))
        else:
            words.say(self.texts("update-by-night", begin=begin, end=end, at=clock_text(at)))

    def _show_ready(self, told: ProgramsTold) -> None:
        self._ready_card.setVisible(bool(told.ready))
        self._begin.setVisible(self._is_watched)
        if told.ready:
            self._offer_card.hide()
            self._waits.say(self.texts("update-waits", version=told.ready))
            self._how.say(self.texts("update-begin-what" if self._is_watched else "update-unwatched"))
            self._how.turn("" if self._is_watched else "problem")

    # a look elsewhere

    def _look_at_central(self) -> None:
        self._look_in("")

    def _look_at_stick(self) -> None:
        def look(stick: Drive) -> None:
            self._look_in(str(stick.folder))

        self.onto_stick(look)

    def _look_at_address(self) -> None:
        address = self._address.text.strip()
        if address:
            self._look_in(address if "://" in address else f"http://{address}")
        else:
            focus(self._address.line)

    def _look_in(self, source: str) -> None:
        self._source = source
        self._offer_card.hide()
        language = self.texts.language
        self.begin(
            lambda desk: desk.machine.look_for_program(language, source=source), self._found,
            doing=self.texts("update-looking"),
        )  # fmt: skip

    def _found(self, end: CommandEnd) -> None:
        told = offer_in(end.said)
        if end.has_failed or told is None:
            self.say_why(end)
        elif told.version and not told.is_here:
            self._offer(told)
        else:
            if not told.version:
                self.told.emit(News(text=self.texts("update-newest")))
            self._look_here()

    def _offer(self, told: OfferTold) -> None:
        size = str(-(-told.size // MEGABYTE))
        self._offered.say(self.texts("update-offered", version=told.version, megabytes=size))
        self._offer_card.show()
        focus(self._fetch)

    def _bring(self) -> None:
        source, language = self._source, self.texts.language
        self.begin(
            lambda desk: desk.machine.fetch_program(language, source=source), self._brought,
            doing=self.texts("update-fetching"),
        )  # fmt: skip

    def _brought(self, end: CommandEnd) -> None:
        if end.has_failed:
            self.say_why(end)
            return
        self._offer_card.hide()
        self.told.emit(News(text=self.texts("update-fetched")))
        self._look_here()

    # from one program to another

    def _begin_now(self) -> None:
        self.ask(lambda desk: desk.machine.start_anew(), lambda _: self.end_desk(Ending.ANEW))

    def _ask_back(self) -> None:
        self._back_card.show()
        focus(self._stay)

    def _let_be(self) -> None:
        self._back_card.hide()
        focus(self._central)

    def _go_back(self) -> None:
        self._back_card.hide()
        language = self.texts.language
        self.begin(
            lambda desk: desk.machine.back_to_former_program(language), self._went_back,
            doing=self.texts("update-going-back"),
        )  # fmt: skip

    def _went_back(self, end: CommandEnd) -> None:
        if end.has_failed:
            self.say_why(end)
            return
        self.told.emit(News(text=self.texts("update-back")))
        self._look_here()
