"""Whose tools: nobody is sent to work without tools, or with their own for nothing."""

from __future__ import annotations

import pytest

from kiosk.desk.exchange.tools_words import more_than_whose, read_tools

PROVIDED, OWN, UNSAID = True, False, None


@pytest.mark.parametrize(
    "heading", ["", "工具", "自带工具", "是否提供工具", "劳动工具", "What to bring", "tools_provided"]
)
@pytest.mark.parametrize(
    ("cell", "whose"),
    [
        ("自带", OWN), ("自备", OWN), ("工具自带", OWN), ("自带工具", OWN), ("需自带", OWN), ("自己带锄头", OWN),
        ("不提供", OWN), ("公司不提供工具", OWN), ("own tools", OWN), ("Bring your own", OWN), ("not provided", OWN),
        ("提供", PROVIDED), ("公司提供", PROVIDED), ("工具由老板提供", PROVIDED), ("工具齐全", PROVIDED),
        ("不用带", PROVIDED), ("不用自己带", PROVIDED), ("无需自带", PROVIDED), ("不需要自带工具", PROVIDED),
        ("provided", PROVIDED), ("no need to bring", PROVIDED),
        ("手套自备，其他提供", UNSAID), ("没有要求", UNSAID), ("不限", UNSAID), ("gloves", UNSAID),
        ("安全带", UNSAID), ("pick up in town", UNSAID),
        ("公司提供安全带", PROVIDED), ("provided by the owner", PROVIDED), ("", UNSAID),
    ],
)  # fmt: skip
def test_words_mean_the_same_below_every_heading(heading: str, cell: str, whose: bool | None) -> None:
    assert read_tools(cell, heading=heading) is whose


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        ("是否提供工具", PROVIDED, OWN),
        ("提供工具", PROVIDED, OWN),
        ("tools_provided", PROVIDED, OWN),
        ("自带工具", OWN, PROVIDED),
        ("What to bring", OWN, PROVIDED),
        ("工具", PROVIDED, UNSAID),
        ("劳动工具", UNSAID, UNSAID),
        ("工具要求", UNSAID, UNSAID),
    ],
)
def test_a_bare_answer_answers_the_heading(heading: str, yes: bool | None, no: bool | None) -> None:
    assert {read_tools(cell, heading=heading) for cell in ("是", "√", "Yes", "1")} == {yes}
    assert {read_tools(cell, heading=heading) for cell in ("否", "×", "No", "0")} == {no}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("自带锄头", "自带锄头"), ("手套自备，其他提供", "手套自备，其他提供"), ("gloves", "gloves"),
        ("自带", ""), ("工具自备", ""), ("公司提供", ""), ("不用自己带", ""), ("是", ""), ("否", ""),
        ("没有要求", ""), ("", ""),
    ],
)  # fmt: skip
def test_which_tools_is_said_in_the_employer_s_words(cell: str, said: str) -> None:
    assert more_than_whose(cell) == said
