"""All that the doctor can find out has its sentence and its advice in both languages, and no word of his is idle."""

from __future__ import annotations

import ast
import re

import pytest

from kiosk.cli import COMMANDS
from kiosk.doctor.readiness import COLUMNS, advice_of, said_of
from kiosk.domain.finding import Finding, Light
from kiosk.slips.document import LONGEST_CELL, LONGEST_LINE
from kiosk.texts.catalogue import ASSETS, Texts
from sync.client import doctor, transport
from tests.doctor.possible import FILES, ROOT, Possible, checks, possible
from tests.doctor.told import TEXTS
from ui.cli import COMMANDS as SCREEN_COMMANDS

FOUND = sorted({*possible()}, key=str)
COMMAND = re.compile(r"yizhan-kiosk ([a-z-]+)")


def finding(one: Possible) -> Finding:
    return Finding(check=one.check, case=one.case, light=Light(one.light), details=dict.fromkeys(one.details, 7))


def test_much_can_be_found_and_each_thing_has_one_meaning() -> None:
    assert len(FOUND) > 80
    assert {one.light for one in FOUND} == set(Light)
    well = {(one.check, one.case) for one in FOUND if one.light == Light.GREEN}
    assert {(one.check, one.case) for one in FOUND if one.light != Light.GREEN} & well == set()


def test_every_check_of_the_whole_examination_is_known_here_and_no_other() -> None:
    tree = ast.parse((ROOT / "ui/doctor/whole.py").read_text("utf-8"))
    (table,) = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    named = {key.value for key in table.keys if isinstance(key, ast.Constant)}
    assert named <= checks()
    assert {one.rpartition("-")[0] for one in checks() - named} == {"voice"}


@pytest.mark.parametrize("one", FOUND, ids=lambda one: f"{one.check}-{one.case}-{one.light}")
def test_it_has_its_words(one: Possible) -> None:
    for texts in TEXTS.values():
        found = finding(one)
        said, advice = said_of(found, texts), advice_of(found, texts)
        assert said
        assert bool(advice) == (one.light != Light.GREEN)
        assert max(len(said), len(advice)) <= LONGEST_CELL, "the sheet cuts it off"
        assert len(texts(found.name_key)) <= LONGEST_LINE


def test_no_words_of_the_doctor_are_idle(texts: Texts) -> None:
    keys = re.findall(r"^([a-z-]+) =", (ASSETS / "texts" / texts.language / "doctor.ftl").read_text("utf-8"), re.M)
    told = [finding(one) for one in FOUND]
    asked = {found.said_key for found in told} | {found.name_key for found in told}
    asked |= {found.advice_key for found in told if found.advice_key}
    asked |= {f"doctor-light-{light}" for light in Light} | {f"doctor-head-{column}" for column in COLUMNS}
    assert set(keys) == asked | literals()


def literals() -> set[str]:
    """Keys that are written out in the doctor's code."""
    nodes = (node for file in FILES for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch("doctor(-[a-z]+)+", node.value)
    }


def test_every_command_that_advice_names_is_one() -> None:
    named = set()
    for texts in TEXTS.values():
        advice = " ".join(advice_of(finding(one), texts) for one in FOUND)
        named |= set(COMMAND.findall(advice))
    assert {"run", "backup", "restore", "settings"} <= named <= {"run", *COMMANDS, *SCREEN_COMMANDS}


def test_every_way_in_which_a_link_fails_is_told_or_a_refusal() -> None:
    """`SaidNo` has whatever word central says."""
    kinds = (transport.LinkFailed, *transport.LinkFailed.__subclasses__())
    assert {kind.word for kind in kinds if kind is not transport.SaidNo} == doctor.KNOWN
