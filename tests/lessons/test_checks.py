"""What a station writes wrongly is told in a sentence that names file and line, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from kiosk.errors import YizhanError
from kiosk.lessons.reading import read_lesson
from kiosk.texts.catalogue import ASSETS, Texts
from tests.lessons.folder import SHEET, lesson_folder

TEXTS = [Texts(language) for language in Language]


def mistakes(folder: Path) -> tuple[YizhanError, ...]:
    """What is wrong, after a look whether it can be told."""
    read = read_lesson(folder, is_own=True)
    assert (read.lesson is None) == bool(read.mistakes)
    for mistake in read.mistakes:
        assert all(texts(mistake.key, **mistake.details) for texts in TEXTS)
    return read.mistakes


def told(tmp_path: Path, sheet: str | bytes) -> list[tuple[str, object]]:
    found = mistakes(lesson_folder(tmp_path / "pond", sheet=sheet))
    return [(one.key, one.details.get("line")) for one in found]


def test_a_right_one_is_read(tmp_path: Path) -> None:
    lesson = read_lesson(lesson_folder(tmp_path / "fish-pond"), is_own=True).lesson
    assert lesson is not None
    assert (lesson.id, lesson.order, lesson.trades, lesson.cover) == ("fish-pond", 15, ("fish-farming",), "cover.svg")
    assert lesson.title == {Language.ZH_CN: "下塘捞鱼", Language.EN: "Fish ponds"}
    assert [page.picture for page in lesson.pages] == ["1.svg", "1.svg"]
    assert lesson.pages[1].sources == ("急救电话 120",)
    assert lesson.is_own


def test_english_may_be_left_out_whole(tmp_path: Path) -> None:
    sheet = re.sub(r"^en = .*\n", "", SHEET, flags=re.MULTILINE)
    lesson = read_lesson(lesson_folder(tmp_path / "pond", sheet=sheet), is_own=True).lesson
    assert lesson is not None
    assert lesson.speaks(Language.ZH_CN)
    assert not lesson.speaks(Language.EN)


def test_english_is_shown_with_narrow_quotation_marks_and_chinese_with_its_own(tmp_path: Path) -> None:
    sheet = SHEET.replace('"Fish ponds"', '"“Fish” ponds’"').replace('"下塘捞鱼"', '"下塘“捞鱼”"')
    lesson = read_lesson(lesson_folder(tmp_path / "pond", sheet=sheet), is_own=True).lesson
    assert lesson is not None
    assert lesson.title == {Language.ZH_CN: "下塘“捞鱼”", Language.EN: '"Fish" ponds\''}


@pytest.mark.parametrize(
    ("right", "wrong", "key", "line"),
    [
        ("order = 15", "order = 0", "lesson-needs-order", 1),
        ("order = 15", "order = true", "lesson-needs-order", 1),
        ("order = 15", "", "lesson-needs-order", 1),
        ('["fish-farming"]', '["fishing"]', "lesson-needs-trade", 2),
        ('["fish-farming"]', '"fish-farming"', "lesson-needs-trade", 2),
        ('["fish-farming"]', "[[1]]", "lesson-needs-trade", 2),
        ("trades", "trade", "lesson-unknown-word", 2),
        ('zh-CN = "下塘捞鱼"', "", "lesson-needs-title", 4),
        ("下塘捞鱼", "下塘捞鱼要小心水深的地方", "lesson-needs-title", 5),
        ("Fish ponds", "What everybody should know about fish ponds", "lesson-needs-english-title", 6),
        ("[title]", "[titles]", "lesson-needs-title", 1),
        ("下塘先问水有多深。", "", "lesson-needs-text", 10),
        ("下塘先问水有多深。", "水" * 61, "lesson-needs-text", 10),
        ('"下塘先问水有多深。"', "5", "lesson-needs-text", 10),
        ("下塘先问水有多深。", "下塘\\n先问", "lesson-needs-text", 10),
        ("下塘先问水有多深。", "下塘\\u202e先问", "lesson-needs-text", 10),
        ("Ask how deep the pond is before you go in.", "deep " * 46, "lesson-needs-english", 11),
        ('en = "Ask how deep the pond is before you go in."', "", "lesson-half-english", 8),
        ("call 120", "call 110", "lesson-numbers-differ", 16),
        ('sources = ["急救电话 120"]', "", "lesson-needs-source", 13),
        ('["急救电话 120"]', '"急救电话 120"', "lesson-needs-sources", 17),
        ('["急救电话 120"]', '[""]', "lesson-needs-sources", 17),
        ('["急救电话 120"]', str(["源"] * 7), "lesson-needs-sources", 17),
        ('picture = "1.svg"\nzh-CN = "下', 'zh-CN = "下', "lesson-needs-picture", 8),
        ('picture = "1.svg"\nzh-CN = "下', 'picture = "1.jpg"\nzh-CN = "下', "lesson-needs-picture", 9),
        ('picture = "1.svg"\nzh-CN = "下', 'picture = "../1.svg"\nzh-CN = "下', "lesson-needs-picture", 9),
        ('picture = "1.svg"\nzh-CN = "下', 'picture = "/etc/1.svg"\nzh-CN = "下', "lesson-needs-picture", 9),
        ('picture = "1.svg"\nzh-CN = "下', 'picture = "1.svg\\u0000.png"\nzh-CN = "下', "lesson-needs-picture", 9),
        ('"Fish ponds"', '"Fish ponds', "lesson-not-toml", 6),
        ('"Fish ponds"', "“Fish ponds”", "lesson-not-toml", 6),
        ('en = "Fish ponds"', 'zh-CN = "又一个"', "lesson-not-toml", 6),
    ],
)
def test_each_mistake_has_its_line(tmp_path: Path, right: str, wrong: str, key: str, line: int) -> None:
    assert right in SHEET
    assert (key, line) in told(tmp_path, SHEET.replace(right, wrong, 1))


@pytest.mark.parametrize("blank", ["\u3000", "\u00a0"])
def test_a_blank_as_a_chinese_keyboard_types_it_is_a_blank(tmp_path: Path, blank: str) -> None:
    sheet = (
        SHEET.replace("下塘捞鱼", f"下塘{blank}捞鱼")
        .replace("先问", f"{blank}先问")
        .replace("急救电话 ", f"急救电话{blank}")
    )
    sheet = sheet.replace("Fish ponds", f"Fish{blank}ponds").replace("order = ", f"order{blank}={blank}")
    lesson = read_lesson(lesson_folder(tmp_path / "pond", sheet=sheet), is_own=True).lesson
    assert lesson is not None
    assert lesson.title == {Language.ZH_CN: "下塘 捞鱼", Language.EN: "Fish ponds"}
    assert lesson.pages[0].text[Language.ZH_CN] == "下塘 先问水有多深。"
    assert lesson.pages[1].sources == ("急救电话 120",)


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff"])
def test_what_nobody_sees_is_dropped_and_does_not_count(tmp_path: Path, unseen: str) -> None:
    sheet = SHEET.replace("下塘捞鱼", f"下塘{unseen * 20}捞鱼").replace(
        "下塘先问水有多深。", f"{unseen}下塘先问{unseen * 60}水有多深。"
    )
    lesson = read_lesson(lesson_folder(tmp_path / "pond", sheet=sheet), is_own=True).lesson
    assert lesson is not None
    assert lesson.title[Language.ZH_CN] == "下塘捞鱼"
    assert lesson.pages[0].text[Language.ZH_CN] == "下塘先问水有多深。"


def test_a_text_of_blanks_alone_is_none(tmp_path: Path) -> None:
    sheet = SHEET.replace("下塘先问水有多深。", "\u3000\u00a0\u200b")
    assert ("lesson-needs-text", 10) in told(tmp_path, sheet)


@pytest.mark.parametrize(
    "words", ["每天工资两百元，劳动法第九条。", "工资每天不低于一百八十元。", "有人落水，打幺二零。"]
)
def test_what_is_stated_in_chinese_signs_needs_its_source_too(tmp_path: Path, words: str) -> None:
    sheet = SHEET.replace("下塘先问水有多深。", words)
    assert told(tmp_path / "one", sheet) == [("lesson-needs-source", 8)]
    with_source = sheet.replace(f'zh-CN = "{words}"', f'zh-CN = "{words}"\nsources = ["本县"]')
    assert told(tmp_path / "other", with_source) == []


def test_one_that_says_pages_otherwise_is_told_how(tmp_path: Path) -> None:
    head = SHEET.partition("[[pages]]")[0]
    page = SHEET.removeprefix(head).partition("[[pages]]\n")[2].partition("[[pages]]")[0]
    for number, pages in enumerate(
        ("", "pages = 3\n" + head, head + "[pages]\n" + page, head + f"[[pages]]\n{page}" * 13)
    ):
        sheet = pages or head
        assert "lesson-needs-pages" in [key for key, _ in told(tmp_path / str(number), sheet)]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    sheet = SHEET.replace("15", '"15"').replace("Fish ponds", "").replace('"1.svg"', '"one"')
    lines = [line for _, line in told(tmp_path, sheet)]
    assert len(lines) == 4
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("sheet", "key"),
    [
        (b"", "lesson-needs-title"),
        (SHEET.encode("gb18030"), "lesson-not-utf8"),
        (SHEET.encode("utf-16"), "lesson-not-utf8"),
        (b"\0" * 1000, "lesson-not-toml"),
        (SHEET.encode() + b"#" * (64 * 1024), "lesson-too-big"),
        (b"a = " + b"[" * 30_000, "lesson-"),
        (b"a" + b".a" * 30_000 + b" = 1", "lesson-not-toml"),
        (b"order = " + b"9" * 10_000, "lesson-"),
        (b"order = 1979-13-45", "lesson-"),
    ],
)
def test_whatever_stands_in_the_file_it_is_told(tmp_path: Path, sheet: bytes, key: str) -> None:
    found = [one for one, _ in told(tmp_path, sheet)]
    assert found
    assert any(one.startswith(key) for one in found), found


def test_one_saved_by_an_office_program_is_read(tmp_path: Path) -> None:
    sheet = SHEET.replace("\n", "\r\n").encode("utf-8-sig")
    assert mistakes(lesson_folder(tmp_path / "pond", sheet=sheet)) == ()


@pytest.mark.parametrize("name", ["Fish", "鱼塘", "fish pond", "-fish", "a" * 41])
def test_a_folder_is_called_by_plain_letters(tmp_path: Path, name: str) -> None:
    (mistake,) = mistakes(lesson_folder(tmp_path / name))
    assert mistake.key == "lesson-name"


def test_every_sentence_is_there_and_none_is_for_nothing() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ASSETS.parent / "kiosk/lessons").glob("*.py"))
    told_of = set(re.findall(r'"(lesson-[a-z-]+)"', source))
    for texts in TEXTS:
        assert {key for key in told_of if not texts.has(key)} == set()
