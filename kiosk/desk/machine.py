"""What a technician does with the machine: looks at it, sets its devices, saves it, and ends or begins it anew."""

from __future__ import annotations

import os
from collections.abc import Mapping

from kiosk.care.config.in_force import settings_in_force
from kiosk.care.config.sections import Settings
from kiosk.care.drives import Drive, sticks_plugged_in
from kiosk.care.free_name import file_name, free_path
from kiosk.care.program import program_argv
from kiosk.care.touch_mapping import Matrix, panel_in_session, touch_matrix
from kiosk.desk.accounts import Accounts, LoggedIn, LogIn
from kiosk.desk.machine_command import RunningCommand
from kiosk.desk.machine_look import about_machine, backups_seen, troubles_seen
from kiosk.desk.machine_told import AboutMachine, BackupsSeen, TroublesSeen
from kiosk.desk.machine_voice import Saying
from kiosk.desk.room import Room, UseCases, may
from kiosk.desk.station_file import set_in_file
from kiosk.domain.language import Language
from kiosk.domain.staff import Role
from kiosk.errors import Refused
from kiosk.slips.document import Document, Rule, Text, TextRole
from kiosk.slips.test_slip import works_again
from kiosk.store.durable import files_told
from kiosk.texts.catalogue import Texts

KEEPERS = (Role.HEAD, Role.TECHNICIAN)
"""Who looks after the machine."""
DOCTOR_S, DEVICES_S, VOICE_S = 60.0, 40.0, 20.0
CARRY_S = 15 * 60.0
"""A large station onto a slow stick."""
LOOK_S, BACK_S = 3 * 60.0, 4 * 60.0
FETCH_S = 2 * 60 * 60.0
"""75 MB over a line of 100 kbit/s; what is here by then is gone on with next time."""


class Machine(UseCases):
    """The machine of the station. What takes longer than a moment is a command that runs beside the screen.

    `program` starts it, and `doctor_s` is after how many seconds a doctor that hangs is given up.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.program: tuple[str, ...] = program_argv()
        self.doctor_s = DOCTOR_S

    @may(*KEEPERS)
    def about(self) -> AboutMachine:
        """Tell what runs here and where."""
        return about_machine(self.room.places, device=self.room.actor.device)

    @may(*KEEPERS)
    def sticks(self) -> tuple[Drive, ...]:
        """Return the sticks that are plugged in and can be written to."""
        with files_told():
            return tuple(stick for stick in sticks_plugged_in() if not stick.is_locked)

    @may(*KEEPERS)
    def examine(self, language: Language, *, stick: Drive | None = None, title: str = "") -> RunningCommand:
        """Have the doctor look at everything; with a `stick` the report is saved there under `title` and the day."""
        words = ["doctor", "--json"]
        if stick is not None:
            name = file_name(f"{title} {self.room.today}", otherwise="yizhan")
            with files_told():
                words += ["--pdf", str(free_path(stick.folder, name, ".pdf"))]
        return self._begun(words, language, within_s=self.doctor_s)

    @may(*KEEPERS)
    def look_for_printers(self, language: Language) -> RunningCommand:
        """Have the printer asked how it is, and others looked for."""
        return self._begun(["devices", "--json"], language, within_s=DEVICES_S)

    @may(*KEEPERS)
    def settings(self) -> Settings:
        """Return the settings that count; what was just changed counts at the kiosk's next start."""
        return settings_in_force(self.room.places.settings).settings

    @may(*KEEPERS)
    def set(self, changes: Mapping[str, object], *, what: str) -> None:
        """Set each `SECTION.KEY`; `what` (`printer`, `sound`, `panel`, `touch`) is noted.

        Raises `Refused` for a value that may not stand there, or a file that is no TOML; `DiskFull`, `StoreError`.
        """
        set_in_file(self.room.places.settings, changes)
        self._note(f"machine-set-{what}")

    @may(*KEEPERS)
    def map_touch(self, found: Matrix) -> None:
        """Save what puts touches right, `found` with what is in force now; it counts from the session's next start.

        Raises as `set` does.
        """
        now = panel_in_session(os.environ)
        mapping = touch_matrix(found, was_in_force=now.touch, rotation=now.rotation)
        self.set({"panel.touch_matrix": list(mapping)}, what="touch")

    @may(*KEEPERS)
    def test_slip(self, texts: Texts) -> Document:
        """Return the slip by which a printer shows that it works."""
        return works_again(self.room.station, texts, now=self.room.now())

    @may(*KEEPERS)
    def say(self, words: str, language: Language) -> Saying:
        """Have something said as visitors hear it."""
        return Saying(words, language, program=self.program, places=self.room.places, within_s=VOICE_S)

    @may(*KEEPERS)
    def backups(self) -> BackupsSeen:
        """Tell how the station's own backups stand."""
        with files_told():
            return backups_seen(self.room.places, self.room.database.key)

    @may(*KEEPERS)
    def back_up(self, language: Language, *, stick: Drive | None = None) -> RunningCommand:
        """Have a backup made now, and put onto a stick as well."""
        self._note("machine-backup" if stick is None else "machine-backup-stick")
        there = () if stick is None else ("--to", str(stick.folder))
        return self._begun(["backup", "--json", *there], language, within_s=CARRY_S)

    @may(*KEEPERS)
    def make_code(self, language: Language, *, anew: bool) -> RunningCommand:
        """Have a recovery code made, `anew` in place of the one that is there."""
        self._note("machine-code")
        return self._begun(["recovery-code", "--json", *(("--new",) if anew else ())], language, within_s=DEVICES_S)

    @may(*KEEPERS)
    def code_paper(self, code: str, texts: Texts) -> Document:
        """Return the sheet with a recovery code that goes into the safe."""
        station = self.room.station
        return Document(
            language=texts.language,
            title=texts("machine-code-paper"),
            subtitle=f"{station.name}  {self.room.today}",
            blocks=(Text(code, TextRole.FIGURE), Rule(), Text(texts("machine-code-keep"))),
        )

    @may(*KEEPERS)
    def programs(self, language: Language) -> RunningCommand:
        """Have told which program works here, and what else there is."""
        return self._begun(["update", "status", "--json"], language, within_s=DEVICES_S)

    @may(*KEEPERS)
    def look_for_program(self, language: Language, *, source: str = "") -> RunningCommand:
        """Have looked for a newer program: with central, or in `source`, a folder or an address of the web."""
        words = ["update", "--check", "--json", *(("--from", source) if source else ())]
        return self._begun(words, language, within_s=LOOK_S)

    @may(*KEEPERS)
    def fetch_program(self, language: Language, *, source: str = "") -> RunningCommand:
        """Have it fetched from there, so that it waits for its trial."""
        self._note("machine-update-fetch")
        words = ["update", "--json", *(("--from", source) if source else ())]
        return self._begun(words, language, within_s=FETCH_S)

    @may(*KEEPERS)
    def back_to_former_program(self, language: Language) -> RunningCommand:
        """Have the former program begun again, where it can open the data; the kiosk begins anew with it by itself."""
        self._note("machine-update-back")
        return self._begun(["update", "back", "--json"], language, within_s=BACK_S)

    @may(*KEEPERS)
    def troubles(self) -> TroublesSeen:
        """Tell of crashes and of the log."""
        return troubles_seen(self.room.places, now=self.room.now())

    @may(*KEEPERS)
    def save_report(self, language: Language, stick: Drive) -> RunningCommand:
        """Have everything that the makers of the program need put onto a stick, and nothing of a person."""
        self._note("machine-report")
        return self._begun(["crash-report", "--to", str(stick.folder), "--json"], language, within_s=CARRY_S)

    @may(*KEEPERS)
    def start_anew(self) -> None:
        """Note that the kiosk is begun anew. Raises `Refused` where no watch is there to begin it again."""
        if not self.about().is_watched:
            raise Refused("refused-machine-unwatched")
        self._note("machine-anew")

    @may(*KEEPERS)
    def leave_program(self, pin: str) -> LogIn:
        """Try the PIN of whoever asks, as at the door; where it is right, the program may be left."""
        answer = Accounts(self.room).log_in(staff_id=self.room.actor.staff_id, pin=pin)
        if isinstance(answer, LoggedIn):
            self._note("machine-left")
        return answer

    def _begun(self, words: list[str], language: Language, *, within_s: float) -> RunningCommand:
        return RunningCommand(self.program, (*words, "--lang", language), places=self.room.places, within_s=within_s)

    def _note(self, action: str) -> None:
        with self.room.change():
            self.room.note(action, "")
