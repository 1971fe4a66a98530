"""Backups: when the last one was, whether it opens again, one more now, and the code for the safe."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from kiosk.care.drives import Drive
from kiosk.desk.machine_command import CommandEnd
from kiosk.desk.machine_told import BackupsSeen, ElsewhereSeen
from kiosk.slips.document import Document
from kiosk.texts.phrases import clock_text, day_text
from ui.screens.desk.screen import News, Place, PrintWish
from ui.screens.desk.shown_paths import shown_path
from ui.screens.technician.beside import BesideScreen, focus
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

GROUPS_A_LINE = 3


class BackupScreen(BesideScreen):
    """A new code stands here large until somebody says that it is written down, or goes elsewhere."""

    place = Place.MACHINE_BACKUP

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._seen: BackupsSeen | None = None
        self._code = ""
        inside, texts = self.page.content, self.texts
        self._words = [Words(f"backup-{name}", "", inside) for name in ("newest", "tried", "code", "elsewhere")]
        self._now = self.button("backup-now", "backup-now", self._back_up, kind="primary", keys="Ctrl+Return")
        self._stick = self.button("backup-stick", "backup-stick", lambda: self.onto_stick(self._carry), keys="Alt+S")
        self._make = self.button("backup-make-code", "backup-make-code", self._ask_or_make, keys="Alt+C")
        self._build_code()
        self.put_card("backup-how", *self._words)
        self.put_card(
            "backup-restore",
            Words("backup-restore-title", texts("backup-restore-title"), inside, kind="strong"),
            Words("backup-restore-how", texts("backup-restore-how"), inside),
        )
        self.page.column.addStretch(1)
        self.put_foot(self._make, self._stick, self._now)

    def _build_code(self) -> None:
        inside, texts = self.page.content, self.texts
        self._shown = Words("backup-shown-code", "", inside, kind="figure", wraps=False)
        self._print = self.button("backup-print-code", "backup-print-code", self._print_code, keys="Alt+P")
        self._written = self.button("backup-written", "backup-written", self._forget_code)
        self._code_card = self.put_card(
            "backup-code-card",
            Words("backup-code-once", texts("backup-code-once"), inside, kind="strong"),
            self._shown,
            Words("backup-code-keep", texts("machine-code-keep"), inside),
            self._print,
            self._written,
        )
        self._sure = self.button("backup-sure", "backup-sure", lambda: self._make_code(anew=True), kind="danger")
        self._not = self.button("backup-not-sure", "backup-not-sure", self._let_be)
        self._sure_card = self.put_card(
            "backup-sure-card", Words("backup-old-code", texts("backup-old-code"), inside, kind="strong"),
            self._sure, self._not,
        )  # fmt: skip
        for card in (self._code_card, self._sure_card):
            card.hide()

    def open(self, topic: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.machine.backups(), self._show)

    def leave(self) -> None:
        super().leave()
        self._forget_code()

    def first_focus(self) -> QWidget:
        return self._now

    def _show(self, seen: BackupsSeen) -> None:
        self._seen = seen
        texts = self.texts
        newest, tried, code, elsewhere = self._words
        if seen.newest_at is None:
            newest.say(texts("backup-none-yet"))
        else:
            newest.say(texts("backup-newest", when=self._when(seen.newest_at), count=str(seen.count)))
        if seen.tried_at is None:
            tried.say(texts("backup-not-tried"))
        else:
            tried.say(texts("backup-tried" if seen.is_good else "backup-bad", when=self._when(seen.tried_at)))
        if seen.code_made is None:
            code.say(texts("backup-no-code-yet"))
        else:
            code.say(texts("backup-code-made", day=self._day(seen.code_made)))
        self._show_elsewhere(elsewhere, seen.elsewhere)
        tried.turn("problem" if seen.tried_at is not None and not seen.is_good else "")
        self._make.say(texts("backup-make-code" if seen.code_made is None else "backup-other-code"))

    def _show_elsewhere(self, words: Words, seen: ElsewhereSeen | None) -> None:
        if seen is None:
            words.say("")
            return
        folder, texts = shown_path(seen.folder), self.texts
        if seen.has_failed:
            words.say(texts("backup-elsewhere-failed", folder=folder))
        elif seen.made_at is None:
            words.say(texts("backup-elsewhere-never", folder=folder))
        else:
            words.say(texts("backup-elsewhere", folder=folder, when=self._when(seen.made_at)))
        words.turn("problem" if seen.has_failed else "")

    def _when(self, moment: datetime) -> str:
        return f"{self._day(moment)} {clock_text(moment.time())}"

    def _day(self, moment: datetime) -> str:
        return day_text(moment.date(), self.texts, today=self.look.today())

    def _back_up(self) -> None:
        language = self.texts.language
        self.begin(
            lambda desk: desk.machine.back_up(language), lambda end: self._made(end, "backup-done"),
            doing=self.texts("backup-making"),
        )  # fmt: skip

    def _carry(self, stick: Drive) -> None:
        language = self.texts.language
        self.begin(
            lambda desk: desk.machine.back_up(language, stick=stick), lambda end: self._made(end, "backup-carried-to"),
            doing=self.texts("backup-carrying"),
        )  # fmt: skip

    def _made(self, end: CommandEnd, key: str) -> None:
        if end.has_failed:
            self.say_why(end)
        else:
            self.told.emit(News(text=self.texts(key)))
        self.refresh()

    # the recovery code

    def _ask_or_make(self) -> None:
        if self._seen is not None and self._seen.code_made is not None:
            self._forget_code()
            self._sure_card.show()
            focus(self._not)
        else:
            self._make_code(anew=False)

    def _let_be(self) -> None:
        self._sure_card.hide()
        focus(self._make)

    def _make_code(self, *, anew: bool) -> None:
        self._sure_card.hide()
        language = self.texts.language
        self.begin(
            lambda desk: desk.machine.make_code(language, anew=anew), self._code_came,
            doing=self.texts("backup-making-code"),
        )  # fmt: skip

    def _code_came(self, end: CommandEnd) -> None:
        code = str(end.said.get("code", "")) if end.said is not None else ""
        if not code:
            self.say_why(end)
            return
        self._code = code
        self._shown.say(in_lines(code))
        self._code_card.show()
        focus(self._print)
        self.refresh()

    def _print_code(self) -> None:
        code, texts = self._code, self.texts

        def wish(paper: Document) -> None:
            self.prints.emit(PrintWish(paper=paper, done_text=texts("backup-code-printed")))

        self.ask(lambda desk: desk.machine.code_paper(code, texts), wish)

    def _forget_code(self) -> None:
        self._code = ""
        self._shown.setText("")
        for card in (self._code_card, self._sure_card):
            card.hide()


def in_lines(code: str) -> str:
    """Return a code of six groups in two lines."""
    groups = code.split("-")
    lines = (groups[start : start + GROUPS_A_LINE] for start in range(0, len(groups), GROUPS_A_LINE))
    return "\n".join("-".join(line) for line in lines)
