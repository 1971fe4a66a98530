"""What was found, as lines, for programs, and as a dated sheet: all of it, the worst first."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest

from kiosk.doctor.readiness import line_of, report_json, report_paper, summary_of
from kiosk.domain.finding import Finding, amber, green, red
from kiosk.slips.document import Document, Table, Text
from kiosk.texts.catalogue import Texts

AT = datetime(2026, 11, 21, 8, 5, tzinfo=timezone(timedelta(hours=8)))
WELL = green("clock", time="08:05")
LOOK = amber("printer", "paper-low", target="usb:04b8:0e15")
MEND = red("disk", "full", megabytes=3)


def table_of(document: Document) -> Table:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def paper(texts: Texts, *findings: Finding, name: str = "安岳驿站") -> Document:
    return report_paper(findings, texts, station_name=name, at=AT)


def test_a_line_tells_the_light_in_words_too_and_what_to_do(texts: Texts) -> None:
    assert line_of(WELL, texts).count("\n") == 0
    line, advice = line_of(MEND, texts).splitlines()
    for part in ("✗", texts("doctor-light-red"), texts("doctor-name-disk"), texts("doctor-disk-full", megabytes=3)):
        assert part in line
    assert advice.strip() == f"→ {texts('doctor-do-disk-full')}"


@pytest.mark.parametrize(
    ("findings", "key"),
    [((WELL,), "doctor-ready"), ((WELL, LOOK), "doctor-ready-but"), ((LOOK, MEND, LOOK), "doctor-not-ready")],
)
def test_the_whole_is_one_sentence_that_counts(texts: Texts, findings: tuple[Finding, ...], key: str) -> None:
    counts = {"red": findings.count(MEND), "amber": findings.count(LOOK)}
    assert summary_of(findings, texts) == texts(key, **counts)


def test_programs_get_everything(texts: Texts) -> None:
    told = json.loads(report_json((WELL, MEND), texts, at=AT))
    assert (told["at"], told["light"]) == ("2026-11-21T08:05:00+08:00", "red")
    well, mend = told["findings"]
    assert (well["check"], well["light"], well["advice"]) == ("clock", "green", "")
    assert mend == {
        "check": "disk",
        "case": "full",
        "light": "red",
        "details": {"megabytes": 3},
        "said": texts("doctor-disk-full", megabytes=3),
        "advice": texts("doctor-do-disk-full"),
    }


def test_the_sheet_is_dated_signed_and_has_the_worst_first(texts: Texts) -> None:
    sheet = paper(texts, WELL, LOOK, MEND, WELL)
    assert sheet.title == texts("doctor-report")
    assert sheet.subtitle == "安岳驿站 2026-11-21 08:05"
    said = [block.text for block in sheet.blocks if isinstance(block, Text)]
    assert said[0] == summary_of((WELL, LOOK, MEND, WELL), texts)
    assert said[-1].split("_")[0] == texts("doctor-signed").split("_")[0]
    assert [row[0][0] for row in table_of(sheet).rows] == ["✗", "!", "✓", "✓"]


def test_a_station_without_a_name_has_a_dated_sheet_too(texts: Texts) -> None:
    assert paper(texts, WELL, name="").subtitle == "2026-11-21 08:05"


def test_what_to_do_stands_on_the_sheet_however_long_what_was_found_is(texts: Texts) -> None:
    sheet = paper(texts, red("database", "damaged", count=100, first="page " * 100))
    assert table_of(sheet).rows[0][-1] == texts("doctor-do-database-damaged")
