"""The files for Windows, which nobody has run yet: they say so, they are well formed, and what they name is there."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.docs.pages import ROOT, page

WINDOWS = ROOT / "scripts/bundle/windows"
NAMESPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
FILES = ("yizhan.iss", "task.xml", "lock-down.ps1")
BUILT = "{#Bundle}"


def text_of(name: str) -> str:
    return (WINDOWS / name).read_text("ascii")


@pytest.mark.parametrize("name", FILES)
def test_each_says_that_it_was_not_run(name: str) -> None:
    first = " ".join(text_of(name).split())[:700]
    assert "WRITTEN AFTER THE VENDOR'S DOCUMENTATION, AND NOT RUN BY US YET" in first


def test_the_pages_say_so_too() -> None:
    assert page("install-windows").text.index("Not built and not tried by us yet") < 100
    assert "not run by us" in page("lock-down").text.partition("## Windows")[2][:80]


def test_there_are_no_others() -> None:
    assert {path.name for path in WINDOWS.iterdir()} == set(FILES)


def test_the_task_runs_the_watch_at_log_on_for_ever() -> None:
    task = ElementTree.fromstring(text_of("task.xml"))

    def said(path: str) -> str | None:
        return task.findtext("/".join(f"{NAMESPACE}{part}" for part in path.split("/")))

    assert task.tag == f"{NAMESPACE}Task"
    assert said("Triggers/LogonTrigger/Enabled") == "true"
    assert said("Actions/Exec/Command") == r'"%ProgramFiles%\Yizhan\yizhan-kioskw.exe"'
    assert said("Actions/Exec/Arguments") == "watch"
    assert said("Settings/ExecutionTimeLimit") == "PT0S"
    assert said("Settings/RestartOnFailure/Interval") == "PT1M"
    assert said("Settings/DisallowStartIfOnBatteries") == said("Settings/StopIfGoingOnBatteries") == "false"
    assert said("Principals/Principal/RunLevel") == "LeastPrivilege"


def test_what_the_installer_takes_is_in_the_tree() -> None:
    sources = re.findall(r'^Source: "([^"]+)"', text_of("yizhan.iss"), re.MULTILINE)
    assert f"{BUILT}\\*" in sources
    for source in sources:
        if not source.startswith(BUILT):
            path = source.replace("{#Root}", str(ROOT)).replace("\\", "/")
            assert (WINDOWS / path).is_file(), source
    assert r"LicenseFile={#Root}\LICENSE" in text_of("yizhan.iss")


def test_all_three_call_the_program_and_its_task_the_same() -> None:
    for name in FILES:
        assert "yizhan-kioskw.exe" in text_of(name)
        assert set(re.findall(r"/TN [\"']+([^\"']+)", text_of(name))) == {"Yizhan station"}
    assert r"DefaultDirName={autopf}\Yizhan" in text_of("yizhan.iss")
    assert r"$env:ProgramFiles\Yizhan\yizhan-kioskw.exe" in text_of("lock-down.ps1")


def test_the_lock_down_takes_back_all_that_it_does() -> None:
    """As far as a reader can tell who has no PowerShell."""
    script = text_of("lock-down.ps1")
    on, off = (
        re.search(rf"function Set-{name} \{{(.*?)^\}}", script, re.MULTILINE | re.DOTALL) for name in ("On", "Off")
    )
    assert on
    assert off
    pairs = (
        ("SetCustomShell", "RemoveCustomShell"), ("SetEnabled($true)", "SetEnabled($false)"),
        ("Set-Keys $true", "Set-Keys $false"), ("Set-ItemProperty", "Remove-ItemProperty"),
    )  # fmt: skip
    for done, undone in pairs:
        assert done in on[1]
        assert undone in off[1]
