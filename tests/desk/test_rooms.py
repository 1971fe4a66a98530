"""Rooms for women and men: said in a file, at the desk, and in what is exported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.desk.draft import PostingDraft, fingerprint
from kiosk.desk.exchange.heading_words import Column, column_of
from kiosk.desk.importing import ImportReport
from kiosk.services import OpenStation

Bring = Callable[..., ImportReport]
Make = Callable[..., Path]
HEAD = ["招工信息", "用工单位", "工资待遇", "用工人数", "用工日期", "工作地点", "联系电话"]
ROW = ["招瓦工", "幸福建筑队", "280元/天", "3", "2026/11/22", "桃花镇", "13800001234"]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("女厕女更衣间", Column.WOMEN_ROOMS),
        ("是否有女厕", Column.WOMEN_ROOMS),
        ("女宿舍", Column.WOMEN_ROOMS),
        ("Women's facilities", Column.WOMEN_ROOMS),
        ("women_facilities", Column.WOMEN_ROOMS),
        ("男厕所", Column.MEN_ROOMS),
        ("Rooms for men", Column.MEN_ROOMS),
        ("女工", Column.WOMEN),
        ("men", Column.MEN),
        ("宿舍", Column.LODGING),
    ],
)
def test_headings_of_rooms_are_told_from_those_of_people(heading: str, column: Column) -> None:
    assert column_of(heading) is column


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("有", True), ("√", True), ("女厕所", True), ("单独的更衣间", True), ("own toilet", True), ("yes", True),
        ("不提供", False), ("没有", None), ("否", False), ("no", False), ("", None), ("再问", None),
    ],
)  # fmt: skip
def test_what_a_cell_says_of_rooms(
    make_csv: Make, bring: Bring, station: OpenStation, written: str, known: bool | None
) -> None:
    bring(make_csv([[*HEAD, "女厕女更衣间", "男厕男更衣间"], [*ROW, written, "不提供"]]))
    (stored,) = station.postings.all()
    assert (stored.women_facilities, stored.men_facilities) == (known, False)


def test_rows_that_say_nothing_of_rooms_are_known_again_from_before_there_was_a_column() -> None:
    draft = PostingDraft(title="招瓦工", employer_name="幸福建筑队")
    assert fingerprint(draft) == "f3bfc1c96a7c763f4496dbb604198792"
    assert fingerprint(replace(draft, women_facilities=True)) != fingerprint(draft)
