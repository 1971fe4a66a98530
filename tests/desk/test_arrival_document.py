"""The arrivals list on paper."""

from __future__ import annotations

from kiosk.desk.arrival_document import arrival_document
from kiosk.desk.arrival_sheet import ArrivalSheet
from kiosk.domain.language import Language
from kiosk.slips.document import Table, Text, TextRole

SHEET = ArrivalSheet(
    title="11月21日 报到名单",
    facts=("抽签排队",),
    headings=("位置", "号码", "姓名"),
    rows=(("1", "2", "王秀英"), ("2", "1", "=1+1\x00" + "长" * 10_000)),
    seed="12345678",
)


def test_the_lot_stands_in_the_largest_figures_before_the_list() -> None:
    paper = arrival_document(SHEET, language=Language.ZH_CN, station_name="河口镇零工驿站")
    assert paper.blocks[0] == Text("12345678", TextRole.FIGURE)
    assert (paper.title, paper.subtitle) == ("11月21日 报到名单", "河口镇零工驿站")


def test_everybody_stands_in_their_order_whatever_they_are_called() -> None:
    paper = arrival_document(SHEET, language=Language.ZH_CN, station_name="")
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert table.rows[0] == ("1", "2", "王秀英")
    assert table.rows[1][2].startswith("=1+1 ")
    assert len(table.rows[1][2].encode()) <= 36


def test_a_day_without_a_lottery_has_no_lot() -> None:
    sheet = ArrivalSheet(title="t", facts=("先到先排",), headings=("a", "b", "c"), rows=())
    roles = [block.role for block in arrival_document(sheet, language=Language.EN, station_name="").blocks[:1]]  # type: ignore[union-attr]
    assert roles == [TextRole.SMALL]
