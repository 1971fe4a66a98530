"""Examines what speaks and what prints."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kiosk.domain.finding import Finding, amber, green, red
from kiosk.domain.tongue import Tongue
from kiosk.errors import UnknownThing
from kiosk.printing.printer import AskablePrinter, NoPrinter, Printer, SheetPrinter
from kiosk.printing.state import PrinterState
from kiosk.speech.engine import EngineProcess
from kiosk.speech.lexicon import Wrong, read_lexicon
from kiosk.speech.scratch import Scratch
from kiosk.speech.selftest import VoiceHealth, examine

VOICE = {Tongue.MANDARIN: "voice-zh", Tongue.CANTONESE: "voice-yue", Tongue.ENGLISH: "voice-en"}
"""The check of each tongue's voice."""
AT_LEAST_AMBER = frozenset({PrinterState.PAPER_LOW, PrinterState.SILENT})


def check_voice(tongue: Tongue, *, engine: EngineProcess | None = None) -> Finding:
    """Have the voice say its probes; see `kiosk.speech.selftest`."""
    with closing(engine or EngineProcess()) as voice, closing(Scratch()) as scratch:
        said = examine(voice, tongue, into=scratch.new_path())
        try:
            while True:
                next(said)
        except StopIteration as end:
            health: VoiceHealth = end.value
    name = VOICE[tongue]
    if health is VoiceHealth.SPEAKS:
        return green(name)
    wrong = amber if tongue is not Tongue.MANDARIN else red
    return wrong(name, str(health.value))


def check_lexicon(own: Path) -> Finding:
    """Read the station's own list of words, as speech does: what is wrong in it is passed over there."""
    if not own.exists():
        return green("lexicon", "none")
    read = read_lexicon(own)
    if not read.faults:
        return green("lexicon", count=read.count)
    first = read.faults[0]
    if first.wrong is Wrong.UNREADABLE:
        return amber("lexicon", "unreadable", reason=first.where)
    return amber("lexicon", "mistakes", count=len(read.faults), where=first.where)


def check_printer(target: str, printer: Callable[[str], Printer]) -> Finding:
    """Ask the printer that the settings name; it prints nothing."""
    try:
        named = printer(target)
    except UnknownThing:
        return red("printer", "unknown", target=target)
    if isinstance(named, NoPrinter):
        return amber("printer", "none")
    if not isinstance(named, AskablePrinter):
        return green("printer", "not-asked", target=target)
    state = named.state()
    if state is PrinterState.READY:
        is_told_by_system = isinstance(named, SheetPrinter)
        return green("printer", "system-ready" if is_told_by_system else "ready", target=target)
    tell = amber if state in AT_LEAST_AMBER else red
    return tell("printer", state.value, target=target)
