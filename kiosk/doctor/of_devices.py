"""Examines what speaks and what prints."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from kiosk.domain.finding import Finding, amber, green, red
from kiosk.domain.language import Language
from kiosk.errors import UnknownThing
from kiosk.printing.printer import AskablePrinter, NoPrinter, Printer, SheetPrinter
from kiosk.printing.state import PrinterState
from kiosk.speech.engine import EngineProcess
from kiosk.speech.scratch import Scratch
from kiosk.speech.selftest import VoiceHealth, examine

VOICE = {Language.ZH_CN: "voice-zh", Language.EN: "voice-en"}
"""The check of each language's voice."""
AT_LEAST_AMBER = frozenset({PrinterState.PAPER_LOW, PrinterState.SILENT})


def check_voice(language: Language, *, engine: EngineProcess | None = None) -> Finding:
    """Have the voice say its probes; see `kiosk.speech.selftest`."""
    with closing(engine or EngineProcess()) as voice, closing(Scratch()) as scratch:
        said = examine(voice, language, into=scratch.new_path())
        try:
            while True:
                next(said)
        except StopIteration as end:
            health: VoiceHealth = end.value
    name = VOICE[language]
    if health is VoiceHealth.SPEAKS:
        return green(name)
    wrong = amber if language is not Language.ZH_CN else red
    return wrong(name, str(health.value))


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
