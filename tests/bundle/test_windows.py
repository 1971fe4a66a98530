"""What Windows begins by itself is the program without a console; it was not tried there, so its files are read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = ROOT / "scripts" / "bundle" / "windows"
WITH_CONSOLE, WITHOUT = "yizhan-kiosk", "yizhan-kioskw"


def programs(node: ast.AST) -> dict[str, bool]:
    """The programs that a part of `kiosk.spec` makes, and whether they have a console."""
    calls = (each for each in ast.walk(node) if isinstance(each, ast.Call) and ast.unparse(each.func) == "program")
    return {ast.literal_eval(each.args[0]): ast.literal_eval(each.keywords[0].value) for each in calls}


def test_the_bundle_of_windows_has_a_program_with_a_console_and_one_without() -> None:
    spec = ast.parse((ROOT / "kiosk.spec").read_text("utf-8"))
    assert programs(spec) == {WITH_CONSOLE: True, WITHOUT: False}
    (only_there,) = [each for each in spec.body if isinstance(each, ast.If) and programs(each)]
    assert ast.unparse(only_there.test) == "sys.platform == 'win32'"
    assert programs(only_there) == {WITHOUT: False}


@pytest.mark.parametrize("name", ["yizhan.iss", "task.xml", "lock-down.ps1"])
def test_nothing_that_windows_begins_has_a_console(name: str) -> None:
    lines = [line for line in (FILES / name).read_text("utf-8").splitlines() if not line.lstrip().startswith(";")]
    assert set(re.findall(r"yizhan-kioskw?\.exe", "\n".join(lines))) == {f"{WITHOUT}.exe"}
