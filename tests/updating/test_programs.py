"""Which program is in force is known after any power cut, and a torn note means the installed one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.care.program import program_argv
from kiosk.updating.programs import PROGRAM, Programs, Slot, Standing, Waiting


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    return Programs(tmp_path / "programs")


def put(programs: Programs, slot: Slot) -> Path:
    program = programs.place(slot) / PROGRAM
    program.parent.mkdir(parents=True)
    program.touch()
    return program


def test_without_a_note_the_installed_program_is_in_force(programs: Programs) -> None:
    assert programs.standing() == Standing()
    assert programs.argv(Slot.INSTALLED) == program_argv()


def test_a_program_is_ready_then_on_trial_then_in_force(programs: Programs) -> None:
    waiting = Waiting(slot=Slot.A, version="2.0")
    programs.made_ready(waiting)
    assert programs.standing().ready == waiting
    programs.begun(waiting, backup="b")
    trial = programs.standing().trial
    assert trial is not None
    assert (trial.version, trial.backup, programs.standing().ready) == ("2.0", "b", None)
    programs.proved()
    assert programs.standing() == Standing(in_force=Slot.A, version="2.0", former=Slot.INSTALLED)


def test_a_program_that_failed_is_not_in_force_and_is_remembered(programs: Programs) -> None:
    programs.begun(Waiting(slot=Slot.B, version="3.0"), backup="")
    programs.failed()
    assert programs.standing() == Standing(refused=("3.0",))


def test_the_next_program_never_takes_the_place_of_the_one_in_force_or_on_trial(programs: Programs) -> None:
    assert programs.free_slot() is Slot.A
    programs.begun(Waiting(slot=Slot.A, version="2.0"), backup="")
    assert programs.free_slot() is Slot.B
    programs.proved()
    assert programs.free_slot() is Slot.B


def test_back_to_the_former_program_and_the_one_that_was_left_is_not_taken_again(programs: Programs) -> None:
    for slot, version in ((Slot.A, "2.0"), (Slot.B, "3.0")):
        programs.begun(Waiting(slot=slot, version=version), backup="")
        programs.proved()
    programs.go_back(installed="1.0")
    standing = programs.standing()
    assert (standing.in_force, standing.version, standing.refused) == (Slot.A, "2.0", ("3.0",))
    assert standing.former is standing.in_force, "there is none before it any more"


def test_a_newer_installed_program_is_in_force_until_it_is_gone_back_from_by_hand(programs: Programs) -> None:
    programs.begun(Waiting(slot=Slot.A, version="2.0"), backup="")
    programs.proved()
    programs.heed_installed("2.0")
    assert programs.standing().in_force is Slot.A
    programs.heed_installed("10.0")
    assert programs.standing() == Standing(former=Slot.A, former_version="2.0")
    programs.go_back(installed="10.0")
    programs.heed_installed("10.0")
    assert programs.standing().in_force is Slot.A
    programs.heed_installed("10.1")
    assert programs.standing().in_force is Slot.INSTALLED


def test_a_program_that_waits_is_not_tried_where_the_installed_one_is_no_older(programs: Programs) -> None:
    waiting = Waiting(slot=Slot.A, version="2.0")
    for installed, ready in (("1.9", waiting), ("", waiting), ("?", waiting), ("2.0", None), ("2.1", None)):
        programs.made_ready(waiting)
        programs.heed_installed(installed)
        assert programs.standing().ready == ready


def test_a_former_program_whose_place_is_filled_anew_is_not_gone_back_to(programs: Programs) -> None:
    for slot, version in ((Slot.A, "2.0"), (Slot.B, "3.0")):
        programs.begun(Waiting(slot=slot, version=version), backup="")
        programs.proved()
    programs.will_fill(Slot.A)
    standing = programs.standing()
    assert (standing.in_force, standing.former, standing.former_version) == (Slot.B, Slot.INSTALLED, "")


def test_a_program_that_is_gone_is_no_reason_to_show_nothing(programs: Programs) -> None:
    program = put(programs, Slot.A)
    assert programs.argv(Slot.A) == (str(program),)
    program.unlink()
    assert programs.argv(Slot.A) == program_argv()


@pytest.mark.parametrize(
    "torn",
    ["", "{", "[]", "null", '{"in_force": "c", "version": "", "former": "a"}', '{"in_force": "a"}', "[" * 50_000,
     '{"in_force": "a", "version": "1", "former": "b", "trial": {"slot": "x"}}'],
)  # fmt: skip
def test_a_torn_note_means_the_installed_program(programs: Programs, torn: str) -> None:
    programs.folder.mkdir()
    (programs.folder / "state.json").write_text(torn, "utf-8")
    assert programs.standing() == Standing()
