"""Every use-case of the desk says who may call it, and refuses everybody else before it does anything."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.room import UseCases
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed

PARTS = [name for name, part in vars(Desk).items() if isinstance(part, cached_property)]
WORKERS_MAY = {
    ("accounts", "is_first_start"), ("accounts", "who_may_log_in"), ("accounts", "make_head"), ("accounts", "log_in"),
    ("arrivals", "attempt"), ("arrivals", "board"), ("arrivals", "sign_in"), ("arrivals", "sign_in_by_card"),
    ("arrivals", "sign_in_by_phone"), ("arrivals", "sign_in_by_pictures"), ("complaints", "open"),
    ("training", "upcoming"), ("training", "for_trade"), ("seats", "classes"), ("seats", "take"),
    ("seats", "give_back"), ("notices", "current"), ("work_wishes", "leave"), ("work_wishes", "let_go"),
    ("work_wishes", "take_down"),
    ("speaking_up", "late_postings"), ("speaking_up", "keep"), ("speaking_up", "drop"), ("speaking_up", "hand_in"),
    ("speaking_up", "leave"), ("speaking_up", "take_up"),
    ("first_start", "standing"), ("first_start", "keep"), ("first_start", "desk"), ("first_start", "settle"),
    ("first_start", "prepared"), ("first_start", "take"), ("first_start", "invitation"), ("first_start", "join"),
}  # fmt: skip
"""What somebody without a log-in may do: come in, sign in, complain, take a seat in a class, and read what hangs on the
wall; and set up a machine that has no head yet, which `test_first_start_steps.py` holds to."""
HEAD_ONLY = {
    ("accounts", "all"), ("accounts", "add"), ("accounts", "set_active"), ("accounts", "give_pin"),
    ("people", "reveal_identity"), ("employers", "suspend"), ("employers", "unsuspend"), ("postings", "reopen"),
    ("postings", "approve"), ("postings", "reject"), ("complaints", "reopen"), ("exporting", "people"),
    ("county", "give_up"),
}  # fmt: skip


def use_cases(desk: Desk) -> Iterator[tuple[str, str, Any]]:
    """Part, name and the bound method of each public use-case."""
    for part in PARTS:
        holder = getattr(desk, part)
        assert isinstance(holder, UseCases), part
        for name in dir(holder):
            if not name.startswith("_") and callable(getattr(holder, name)):
                yield part, name, getattr(holder, name)


def test_every_use_case_says_who_may_call_it(desk: Desk) -> None:
    undeclared = [f"{part}.{name}" for part, name, method in use_cases(desk) if not hasattr(method, "roles")]
    assert undeclared == []


@pytest.mark.parametrize("role", Role)
def test_everybody_else_is_refused_before_anything_happens(at_desk, station, role: Role) -> None:
    desk = at_desk(role)
    before = station.database.data_version()
    for _, _, method in use_cases(desk):
        if role not in method.roles:
            with pytest.raises(NotAllowed):
                method()
    assert station.database.data_version() == before


def test_a_worker_may_do_only_what_needs_no_log_in(desk: Desk) -> None:
    assert {(part, name) for part, name, method in use_cases(desk) if Role.WORKER in method.roles} == WORKERS_MAY


def test_what_only_the_head_may_do(desk: Desk) -> None:
    assert {(part, name) for part, name, method in use_cases(desk) if method.roles == {Role.HEAD}} == HEAD_ONLY
