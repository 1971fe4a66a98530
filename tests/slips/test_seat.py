"""The slip of a seat in a class: it names nobody, its code is read back from paper, and it passes for no other slip."""

from __future__ import annotations

import io
from datetime import date, time

import pytest
import zxingcpp
from PIL import Image

from kiosk.domain.language import Language
from kiosk.domain.seat import Seat, new_seat_id, number_of
from kiosk.domain.station import Station
from kiosk.domain.training import ClassState, TrainingClass
from kiosk.errors import NotASlip
from kiosk.slips.card import CARD_SEAL
from kiosk.slips.document import MOST_CODE_BYTES
from kiosk.slips.seat import SEAT_SEAL, SeatContent, compose_seat, seat_document
from kiosk.slips.signing import SlipSigner, key_id, signed_text, verify
from kiosk.texts.catalogue import Texts
from ui.screens.desk.scanning import understood
from ui.screens.desk.screen import ScanKind
from ui.slip_painter.document import DocumentForm, document_png

SIGNER, OTHER = SlipSigner(bytes(range(32))), SlipSigner(bytes(32))
STATION = Station(id="s", name="铜盆镇零工驿站", prefix="L7", phone="0736-1234567")
SEAT_ID = new_seat_id(now_ms=1_764_000_000_000, letters="L7", running=12)
SEAT = Seat(id=SEAT_ID, number=number_of(SEAT_ID), class_id="c", taken_at_ms=1_764_000_000_000)
TODAY = date(2026, 11, 21)


def training(**changes: str) -> TrainingClass:
    words = {"title": "瓦工入门", "trade": "mason", "place": "镇文化站", "teacher": "李师傅"} | changes
    return TrainingClass(
        id="c", day=date(2026, 11, 23), starts=time(9), ends=time(11, 30), seats=20, seats_taken=1, note="",
        state=ClassState.OPEN, cancelled_reason="", version=1, **words,
    )  # fmt: skip


def seat_slip(language: Language = Language.ZH_CN, **changes: str) -> SeatContent:
    return compose_seat(SEAT, training(**changes), STATION, Texts(language), signer=SIGNER, today=TODAY)


def test_the_slip_says_what_when_and_where_and_names_nobody() -> None:
    slip = seat_slip()
    assert slip.number == "L7-C-00012-1"
    assert (slip.title, slip.picture, slip.station_name) == ("瓦工入门", "mason", STATION.name)
    assert [text for text, _ in slip.facts] == [
        "11月23日 周一", "9:00–11:30", "镇文化站", "李师傅来教", "驿站电话 0736-1234567"
    ]  # fmt: skip
    assert slip.qr_text.splitlines()[:-1] == [
        f"{STATION.name} {slip.number}", "瓦工入门", "2026-11-23 9:00–11:30", "镇文化站"
    ]  # fmt: skip
    assert slip.qr_text.splitlines()[-1].startswith("YZS1:")
    assert slip == seat_slip(), "composed again it carries the same code"


def test_a_class_for_every_trade_or_one_that_is_unknown_here_has_a_picture_and_a_name() -> None:
    assert seat_slip(trade="").picture == "classes"
    assert seat_slip(trade="astronaut").picture == "classes"
    assert seat_slip(title="\U0001f600", trade="mason").title == Texts(Language.ZH_CN)("trade-mason")
    assert seat_slip(title="\U0001f600", trade="").title == Texts(Language.ZH_CN)("class-some")


def test_who_has_the_key_tells_a_real_slip_from_a_changed_one() -> None:
    text = seat_slip().qr_text
    for copied in (text, text.replace("\n", "\r\n  ")):
        body, signer = signed_text(copied, [OTHER.public_key, SIGNER.public_key], seal=SEAT_SEAL)
        assert SEAT.number in body.split()
        assert signer == key_id(SIGNER.public_key)
    for changed, key in (
        (text.replace("镇文化站", "村委会"), "seat-forged"),
        (text.rpartition("\n")[0], "seat-torn"),
        (text[:-3], "seat-torn"),
        (text.replace("L7-C-00012-1", "L7-C-00013-1"), "seat-forged"),
    ):
        with pytest.raises(NotASlip, match=key):
            signed_text(changed, [SIGNER.public_key], seal=SEAT_SEAL)
    with pytest.raises(NotASlip, match="seat-foreign"):
        signed_text(text, [OTHER.public_key], seal=SEAT_SEAL)


def test_it_passes_for_no_slip_of_work_and_no_card() -> None:
    text = seat_slip().qr_text
    with pytest.raises(NotASlip):
        verify(text, [SIGNER.public_key])
    with pytest.raises(NotASlip):
        signed_text(text, [SIGNER.public_key], seal=CARD_SEAL)
    renamed = text.replace("YZS1:", "YZ1:")
    with pytest.raises(NotASlip, match="slip-forged"):
        verify(renamed, [SIGNER.public_key])


def test_the_desk_understands_what_a_reader_types_of_it_also_without_its_chinese() -> None:
    text = seat_slip().qr_text
    for typed in (text, text.replace("\n", "\t"), text.encode("ascii", "ignore").decode()):
        scan = understood(typed)
        assert (scan.kind, scan.value) == (ScanKind.SEAT, SEAT.number)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("form", [DocumentForm.MM80, DocumentForm.MM58])
@pytest.mark.parametrize("language", Language)
def test_the_code_is_read_back_from_the_paper(form: DocumentForm, language: Language) -> None:
    for slip in (seat_slip(language), seat_slip(language, title="培训" * 20, place="三号楼" * 30, teacher="王" * 80)):
        assert len(slip.qr_text.encode()) <= MOST_CODE_BYTES
        paper = Image.open(io.BytesIO(document_png(seat_document(slip), form)))
        (code,) = zxingcpp.read_barcodes(paper.convert("L"))
        assert SEAT.number in signed_text(code.text, [SIGNER.public_key], seal=SEAT_SEAL)[0]
