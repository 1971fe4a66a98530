"""The county: a code from there, typed, read off its QR code or off a stick, makes this station one of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.desk.first_start import Step
from kiosk.desk.first_start_desk import Invitation, Standing
from kiosk.desk.machine_command import CommandEnd
from kiosk.errors import YizhanError
from ui.screens.first_start.step_page import StepPage
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

LONGEST_URL, LONGEST_CODE = 200, 60


class CountyPage(StepPage):
    """The county is asked by a process of its own, which can be given up at any moment."""

    step = Step.COUNTY

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(look, parent, can_leave=can_leave)
        inside, texts = self.page.content, self.texts
        self._is_joined = False
        self._hint = Words("wizard-county-hint", texts("wizard-county-hint"), inside)
        self._url = Field(look, "wizard-url", texts("wizard-url"), inside, hint=texts("wizard-url-hint"))
        self._url.line.setMaxLength(LONGEST_URL)
        self._code = Field(look, "wizard-code", texts("wizard-code"), inside)
        self._code.line.setMaxLength(LONGEST_CODE)
        self._stick = self.button("wizard-county-stick", "wizard-county-stick", self._read_stick, keys="Alt+S")
        for part in (self._hint, self._url, self._code, self._stick):
            self.page.column.addWidget(part)
        self.page.column.addStretch(1)
        self.put_ways()

    def first_focus(self) -> QWidget:
        return self.next if self._is_joined else self._url.line

    def show_standing(self, standing: Standing) -> None:
        self._is_joined = standing.is_enrolled
        for part in (self._url, self._code, self._stick):
            part.setVisible(not self._is_joined)
        if not self._url.text:
            self._url.put(standing.settings.enrolment.url)
        self.next.say(self.texts("wizard-next" if self._is_joined else "wizard-county-join"))
        if self._is_joined:
            self._hint.say(self.texts("wizard-county-joined", name=standing.station.name))
        else:
            self._hint.say(self.texts("wizard-county-hint"))

    def read(self, text: str) -> bool:
        """Take the QR code that central prints: address and code, or a code alone where it has no address."""
        from sync.client.enrolling import code_and_url

        if self._is_joined or self.is_busy:
            return False
        found = code_and_url(text)
        if found is None:
            self._code.put("".join(text.split()))
            return True
        url, code = found
        self._url.put(url)
        self._code.put(code)
        self.go_on()
        return True

    def go_on(self) -> None:
        if self._is_joined:
            super().go_on()
            return
        missing = [field for field in (self._url, self._code) if not field.text.strip()]
        for field in (self._url, self._code):
            field.show_problem(self.texts("wizard-county-missing") if field in missing else "")
        if missing:
            return
        try:
            url = _with_scheme(self._url.text)
        except YizhanError as error:
            self._url.show_problem(self.texts(error.key, **error.details))
            return
        self._join(Invitation(url=url, code=self._code.text.strip()))

    def _read_stick(self) -> None:
        self.problem.say("")
        self.ask(lambda desk: desk.first_start.invitation(), self._join, failed=self.show_error)

    def _join(self, invitation: Invitation) -> None:
        language = self.texts.language
        self.begin(
            lambda desk: desk.first_start.join(invitation, language), self._joined,
            doing=self.texts("wizard-county-asking"),
        )  # fmt: skip

    def _joined(self, end: CommandEnd) -> None:
        if end.said is None or end.has_failed:
            self.say_why(end)
        elif end.said["is_enrolled"]:
            self._is_joined = True
            super().go_on()
        else:
            self.problem.say(str(end.said["not_enrolled"] or self.texts("machine-broke-off")))


def _with_scheme(url: str) -> str:
    """A county's address is https where nobody says otherwise."""
    from sync.client.enrolling import address_in

    return address_in(url)[0]
