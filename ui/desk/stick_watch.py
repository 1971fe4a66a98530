"""Watches for sticks that are plugged in, and has one written or read by a process of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.care.drives import Drive, sticks_plugged_in
from kiosk.care.places import Places
from kiosk.care.program import program_argv
from kiosk.desk.desk import Desk
from kiosk.domain.staff import Actor
from kiosk.speech.child import Child, Message
from kiosk.texts.catalogue import Texts
from ui.crossing import Crossing
from ui.desk.office import Office
from ui.screens.desk.screen import StickNews, StickWay
from ui.tasks import Lane, Tasks

LOOK_MS = 2_000
END_WITHIN_S = 2.0
"""For the process to clear half a file away when the desk closes."""
LOOK = "look"
ANSWER_MARK = "-answer"
BROKE_OFF, NOT_LOOKED = "county-stick-broke-off", "county-stick-not-looked"


def bundle_program() -> tuple[str, ...]:
    """The command that carries bundles."""
    return (*program_argv(), "bundle")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text's key and what stands in it."""

    key: str
    details: Mapping[str, str] = field(default_factory=dict)

    def said(self, texts: Texts) -> str:
        return texts(self.key, **self.details)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugged:
    """The sticks that are in, and of a single one its answers: name, size and time of each."""

    sticks: tuple[Drive, ...] = ()
    answers: tuple[tuple[str, int, int], ...] = ()

    @property
    def only(self) -> Drive | None:
        """The stick, where there is one and no more."""
        return self.sticks[0] if len(self.sticks) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a look onto the stick `on` brought: an answer for this kiosk, or why no stick is of use here."""

    on: Plugged
    answer: Path | None = None
    problem: Sentence | None = None


class _Job:
    """One run of the process. `what`: a way, or a look."""

    def __init__(self, what: str, actor: Actor, on: Plugged) -> None:
        self.what, self.actor, self.on = what, actor, on
        self.done = self.every = 0
        self.last: Message | None = None
        self.child: Child | None = None


class StickWatch(QObject):
    """At most one process at a time. Drives and files are touched beside the screen only."""

    looked = Signal()
    """Something changed in what `news` says."""
    finished = Signal(object, bool)
    """Something that was wanted has ended; carries its `Sentence`s, and whether they tell of trouble."""
    answer_taken = Signal()

    def __init__(
        self, *, tasks: Tasks, office: Office, places: Places, look_ms: int = LOOK_MS, program: Sequence[str] = ()
    ) -> None:
        super().__init__(tasks)
        self._tasks, self._office, self._places = tasks, office, places
        self._program = tuple(program) or bundle_program()
        self._crossing = Crossing(self)
        self._actor: Actor | None = None
        self._plugged = Plugged()
        self._found: Found | None = None
        self._job: _Job | None = None
        self._told: tuple[Sentence, ...] = ()
        self._is_trouble = False
        self._is_known = True
        self._timer = QTimer(self, singleShot=True, interval=look_ms)
        self._timer.timeout.connect(self._look)
        self._is_looking = False

    def watch_for(self, actor: Actor | None) -> None:
        """Look for sticks as long as `actor` is at the desk; for nobody, not."""
        self._actor = actor
        self._timer.stop()
        if actor is not None and not self._is_looking:
            self._look()

    def forget(self) -> None:
        """What came of the last stick is nobody's any more."""
        self._told = ()

    def note_seen(self) -> None:
        """Somebody has seen what is plugged in: the foot need not say it."""
        self._is_known = True

    def carry(self, way: StickWay, actor: Actor) -> None:
        """Write onto the stick, or read from it; nothing happens where that cannot be."""
        stick, found = self._plugged.only, self._found
        if stick is None or found is None or self._job is not None or way not in self._ways():
            return
        path = stick.folder if way is StickWay.EXPORT else found.answer
        assert path is not None
        self._told = ()
        self._begin(way, path, actor)

    def close(self) -> None:
        """End looking, and the process: what it had not written whole, it clears away."""
        self._timer.stop()
        self._crossing.close()
        job, self._job, self._actor = self._job, None, None
        if job is not None and job.child is not None:
            job.child.close(within_s=END_WITHIN_S)

    # in words

    def news(self, texts: Texts) -> StickNews:
        """Say what is plugged in, and what came of it."""
        job, doing = self._job, ""
        if job is not None:
            words = {StickWay.EXPORT: "county-stick-writing", StickWay.IMPORT: "county-stick-reading"}
            doing = texts(words[StickWay(job.what)] if job.what != LOOK else "county-stick-looking")
        told = " ".join(sentence.said(texts) for sentence in self._told)
        problem = self._problem()
        return StickNews(
            names=tuple(stick.name for stick in self._plugged.sticks),
            ways=self._ways(),
            doing=doing,
            done=job.done if job else 0,
            every=job.every if job else 0,
            hint=texts("county-stick-no-answer") if self._has_no_answer() else "",
            result="" if self._is_trouble else told,
            problem=told if told and self._is_trouble else problem.said(texts) if problem else "",
        )

    def foot(self, texts: Texts) -> str:
        """Say that a stick is in that nobody has seen yet and that is of use here."""
        has_use = self._found is not None and self._found.problem is None and self._plugged.only is not None
        return "" if self._is_known or not has_use else texts("county-stick-foot")

    def _ways(self) -> tuple[StickWay, ...]:
        stick, found = self._plugged.only, self._found
        if stick is None or found is None or found.problem is not None or self._job is not None:
            return ()
        export = () if stick.is_locked else (StickWay.EXPORT,)
        return (*export, StickWay.IMPORT) if found.answer is not None else export

    def _problem(self) -> Sentence | None:
        stick, found = self._plugged.only, self._found
        if len(self._plugged.sticks) > 1:
            return Sentence("county-stick-several")
        if stick is None or found is None:
            return None
        locked = Sentence("county-stick-locked") if stick.is_locked else None
        return found.problem or locked

    def _has_no_answer(self) -> bool:
        found = self._found
        is_quiet = self._job is None and not self._told and self._plugged.only is not None
        return is_quiet and found is not None and found.answer is None and found.problem is None

    # looking

    def _look(self) -> None:
        self._is_looking = True
        self._tasks.run(_plugged_in, self._seen, _fail, lane=Lane.DEVICE)

    def _seen(self, plugged: Plugged) -> None:
        self._is_looking = False
        if self._actor is None:
            return
        self._timer.start()
        if plugged == self._plugged:
            return
        came = set(plugged.sticks) - set(self._plugged.sticks)
        if plugged.sticks != self._plugged.sticks:
            self._found = None
        self._plugged = plugged
        if came:
            self._is_known = False
            if self._job is None:
                self._told = ()
        self._look_onto_it()
        self.looked.emit()

    def _look_onto_it(self) -> None:
        """Have the process look what lies on the stick, where that is not known yet."""
        stick = self._plugged.only
        is_known = self._found is not None and self._found.on == self._plugged
        if stick is not None and not is_known and self._job is None and self._actor is not None:
            self._begin(LOOK, stick.folder, self._actor)

    # the process

    def _begin(self, what: str, path: Path, actor: Actor) -> None:
        job = self._job = _Job(what, actor, self._plugged)
        crossing = self._crossing
        argv = (*self._program, what, str(path), "--data", str(self._places.data), "--json-lines", "--beside")
        job.child = Child(
            argv,
            heard=lambda message: crossing.post(self._heard, job, message),
            ended=lambda _: crossing.post(self._ended, job),
            environment={"YIZHAN_KEYS": str(self._places.keys)},
        )
        self.looked.emit()

    def _heard(self, job: _Job, message: Message) -> None:
        if job is not self._job:
            return
        if "progress" in message:
            job.done, job.every = message["progress"]
            self.looked.emit()
        else:
            job.last = message

    def _ended(self, job: _Job) -> None:
        if job is not self._job:
            return
        self._job = None
        said = job.last or {"failed": NOT_LOOKED if job.what == LOOK else BROKE_OFF, "details": {}}
        if job.what == LOOK:
            self._note_found(job, said)
        else:
            self._note_end(job, said)
        self._look_onto_it()
        self.looked.emit()

    def _note_found(self, job: _Job, said: Message) -> None:
        if job.on.sticks != self._plugged.sticks:
            return
        answer = said.get("answer")
        self._found = Found(on=job.on, answer=Path(answer) if answer else None, problem=_failure(said))

    def _note_end(self, job: _Job, said: Message) -> None:
        failure = _failure(said)
        self._is_trouble = failure is not None
        if failure is not None:
            self._told = (failure,)
        elif job.what == StickWay.EXPORT:
            self._told = _written(said)
            count = int(said["count"])
            self._note(job.actor, lambda desk: desk.county.note_stick_written(count))
        else:
            self._told = _taken(said)
            counts = {name: int(said[name]) for name in ("sent", "taken", "refused")}
            self._note(job.actor, lambda desk: desk.county.note_stick_taken(**counts))
            self.answer_taken.emit()
        self.finished.emit(self._told, self._is_trouble)

    def _note(self, actor: Actor, question: Callable[[Desk], None]) -> None:
        """The office logs what keeps it from being noted; what is done stays done."""
        self._office.ask(actor, question, lambda _: None, lambda _: None)


def _plugged_in() -> Plugged:
    """Look, on another thread; a stick may be pulled out at any moment."""
    sticks: tuple[Drive, ...] = ()
    with suppress(OSError):
        sticks = sticks_plugged_in()
    answers: list[tuple[str, int, int]] = []
    if len(sticks) == 1:
        with suppress(OSError), os.scandir(sticks[0].folder) as entries:
            for entry in entries:
                if ANSWER_MARK in entry.name:
                    about = entry.stat()
                    answers.append((entry.name, about.st_size, about.st_mtime_ns))
    return Plugged(sticks=sticks, answers=tuple(sorted(answers)))


def _failure(said: Mapping[str, Any]) -> Sentence | None:
    return Sentence(said["failed"], dict(said["details"])) if "failed" in said else None


def _written(said: Mapping[str, Any]) -> tuple[Sentence, ...]:
    if not said["count"]:
        return (Sentence("county-stick-nothing-new"),)
    return (Sentence("county-stick-written", {"count": str(said["count"])}),)


def _taken(said: Mapping[str, Any]) -> tuple[Sentence, ...]:
    counts = {"sent": str(said["sent"]), "taken": str(said["taken"])}
    told = (Sentence("county-stick-taken", counts),)
    refused = (Sentence("county-stick-not-taken", {"count": str(said["refused"])}),)
    return (*told, *refused) if said["refused"] else told


def _fail(error: Exception) -> None:
    raise error
