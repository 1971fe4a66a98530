"""Everything that the doctor's code can find out, read from the code: each check with its cases, lights and details."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kiosk.doctor.of_devices import VOICE
from kiosk.doctor.of_key import Lies
from kiosk.printing.state import PrinterState
from kiosk.speech.selftest import VoiceHealth
from kiosk.texts.catalogue import ASSETS
from sync.client.doctor import KNOWN

ROOT = ASSETS.parent
FILES = (
    *sorted((ROOT / "kiosk/doctor").glob("*.py")),
    ROOT / "sync/client/doctor.py",
    *(ROOT / "ui/doctor").glob("*.py"),
)
LIGHTS = frozenset({"green", "amber", "red"})
WELL_KEY = {Lies.FILE, Lies.KEYRING}
ANY_CHECK = "name"
"""How `examination` calls the check that failed; that finding has words of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """One finding that a line of the code makes."""

    check: str
    case: str
    light: str
    details: frozenset[str]


def linked_checks() -> frozenset[str]:
    """The checks that `whole` makes with `of_link`: without the database they say so under their own name."""
    calls = (node for node in ast.walk(ast.parse((ROOT / "ui/doctor/whole.py").read_text("utf-8"))))
    return frozenset(
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "of_link" and isinstance(node.args[0], ast.Constant)
    )


MEANT: Mapping[tuple[str, str, str], frozenset[str]] = {
    ("of_devices", "name", ""): frozenset(VOICE.values()),
    ("of_devices", "str(health.value)", ""): frozenset(
        health.value for health in VoiceHealth if health not in (VoiceHealth.SPEAKS, VoiceHealth.UNTESTED)
    ),
    ("of_devices", "state.value", ""): frozenset(set(PrinterState) - {PrinterState.READY}),
    ("of_key", "seen.lies.value", "green"): frozenset(WELL_KEY),
    ("of_key", "seen.lies.value", "red"): frozenset(set(Lies) - WELL_KEY),
    ("doctor", "error.word", ""): KNOWN,
    ("doctor", "check", ""): linked_checks(),
}
"""What an expression of a module can be, where that is more than what stands there; with a light, for that one only."""


def possible() -> Iterator[Possible]:
    """Yield every finding that can be made, more than once where more than one line makes it."""
    for file in FILES:
        for function in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                yield from _made_in(function, file)


def checks() -> frozenset[str]:
    """Every check that there is."""
    return frozenset(each.check for each in possible())


def _made_in(function: ast.FunctionDef, file: Path) -> Iterator[Possible]:
    tellers = {light: frozenset({light}) for light in LIGHTS} | _tellers(function)
    for call in ast.walk(function):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in tellers):
            continue
        if (file.stem, ast.unparse(call.args[0])) == ("examination", ANY_CHECK):
            continue
        for light in tellers[call.func.id]:
            cases = _values(call.args[1], file, light) if len(call.args) > 1 else {"ok"}
            for check in _values(call.args[0], file, light):
                details = frozenset(str(keyword.arg) for keyword in call.keywords)
                yield from (Possible(check=check, case=case, light=light, details=details) for case in cases)


def _tellers(function: ast.FunctionDef) -> dict[str, frozenset[str]]:
    """Names that stand for one light or another: `tell = amber if ... else red`."""
    return {
        ast.unparse(node.targets[0]): frozenset({ast.unparse(node.value.body), ast.unparse(node.value.orelse)})
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.IfExp)
        and {ast.unparse(node.value.body), ast.unparse(node.value.orelse)} <= LIGHTS
    }


def _values(words: ast.expr, file: Path, light: str) -> frozenset[str]:
    match words:
        case ast.Constant(value=str(value)):
            return frozenset({value})
        case ast.IfExp(body=body, orelse=orelse):
            return _values(body, file, light) | _values(orelse, file, light)
        case ast.Name(id=name) if said := _assigned(name, file):
            return frozenset(chain.from_iterable(_values(one, file, light) for one in said))
    place = (file.stem, ast.unparse(words))
    return frozenset(str(getattr(one, "value", one)) for one in MEANT.get((*place, light)) or MEANT[(*place, "")])


def _assigned(name: str, file: Path) -> list[ast.expr]:
    """What is assigned to a case that has a name: `case = "last-good" if ... else "mistakes"`."""
    if name != "case":
        return []
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    return [node.value for node in nodes if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name]
