"""The catalogue: the same messages in both languages, each whole, each once, and all that the code asks for."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from kiosk.domain.language import Language
from kiosk.domain.tongue import Tongue
from kiosk.texts.catalogue import ASSETS, PLAIN_MESSAGE, MissingText, Texts

FOLDER = ASSETS / "texts"
OFFICE_WORDS = re.compile(
    "敬请|尊敬的|贵单位|予以|办理相关|相关手续|系统异常|操作失败|请联系管理员|无效的|未知错误|用户"
)
"""Words of forms and error boxes, which nobody says to a neighbour."""
HAN = re.compile(r"[\u4e00-\u9fff]")


class Arguments(Visitor):
    """Collects the arguments that a message asks for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  (fluent's name)
        self.names.add(node.id.name)


def files(language: Language) -> list[Path]:
    return sorted((FOLDER / language).glob("*.ftl"))


@cache
def entries(language: Language) -> tuple[tuple[Path, ast.EntryType], ...]:
    return tuple(
        (path, entry) for path in files(language) for entry in FluentParser().parse(path.read_text("utf-8")).body
    )


@cache
def texts_in(language: Language) -> Texts:
    return Texts(language)


def messages(language: Language) -> dict[str, ast.Message]:
    return {entry.id.name: entry for _, entry in entries(language) if isinstance(entry, ast.Message)}


def arguments(message: ast.Message) -> dict[str, str | int]:
    """A value for each argument: a number where the message counts, a word elsewhere."""
    collected = Arguments()
    collected.visit(message)
    return {name: 3 if name in ("count", "page", "pages", "from", "to") else "〈甲〉" for name in collected.names}


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


def test_both_languages_have_the_same_files_and_the_same_messages() -> None:
    assert [path.name for path in files(Language.ZH_CN)] == [path.name for path in files(Language.EN)]
    chinese, english = messages(Language.ZH_CN), messages(Language.EN)
    assert chinese.keys() == english.keys()
    for key, message in chinese.items():
        assert arguments(message).keys() >= arguments(english[key]).keys() - {"month_name"}, key


def test_no_message_stands_twice_and_nothing_is_torn(language: Language) -> None:
    found = list(entries(language))
    junk = [(path.name, entry.content) for path, entry in found if isinstance(entry, ast.Junk)]
    assert junk == []
    names = Counter(entry.id.name for _, entry in found if isinstance(entry, ast.Message))
    assert [name for name, times in names.items() if times > 1] == []


def test_english_has_no_quotation_marks_as_wide_as_a_chinese_sign() -> None:
    """The font has no others of that shape: in English they tear holes."""
    wide = re.compile("[“”‘’]")
    assert [path.name for path in files(Language.EN) if wide.search(path.read_text("utf-8"))] == []


def test_every_message_is_filled_in_as_fluent_itself_does(language: Language) -> None:
    texts = texts_in(language)
    bundle = FluentBundle([language], use_isolating=False)
    for path in files(language):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    for key, message in messages(language).items():
        given = arguments(message)
        pattern = bundle.get_message(key).value
        assert pattern is not None, key
        expected, errors = bundle.format_pattern(pattern, given)
        assert errors == [], key
        assert texts(key, **given) == expected, key


def test_plain_messages_are_read_without_fluent(language: Language) -> None:
    plain = {key for path in files(language) for key, _ in PLAIN_MESSAGE.findall(path.read_text("utf-8"))}
    for key, message in messages(language).items():
        is_plain = message.value is not None and all(map(_is_plain, message.value.elements))
        assert (key in plain) == (is_plain and not message.attributes), key


def _is_plain(element: ast.TextElement | ast.Placeable) -> bool:
    if isinstance(element, ast.TextElement):
        return "\n" not in element.value
    return isinstance(element.expression, ast.VariableReference)


def test_no_screen_voice_or_slip_ever_waits_for_fluent(language: Language) -> None:
    plain = {key for path in files(language) for key, _ in PLAIN_MESSAGE.findall(path.read_text("utf-8"))}
    needs_fluent = [
        path.name for path, entry in entries(language) if isinstance(entry, ast.Message) and entry.id.name not in plain
    ]
    assert set(needs_fluent) <= {"import.ftl"}


@pytest.mark.parametrize("value", [0, 7, 999, 1000, -1234, 1_234_567, "1234", "", " 甲 ", "{ $x }"])
def test_every_value_is_shown_as_fluent_itself_shows_it(language: Language, value: str | int, tmp_path: Path) -> None:
    source = "told = 第 { $value } 个\n"
    (tmp_path / language).mkdir()
    (tmp_path / language / "a.ftl").write_text(source, "utf-8")
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    pattern = bundle.get_message("told").value
    assert pattern is not None
    expected, _ = bundle.format_pattern(pattern, {"value": value})
    assert Texts(language, tmp_path)("told", value=value) == expected


UNKNOWN = """
import sys
from kiosk.domain.language import Language
from kiosk.domain.tongue import Tongue
from kiosk.texts.catalogue import Texts
for language in Language:
    assert not Texts(language).has("trade-that-a-newer-station-knows")
    assert Texts(language).has("import-pay-unit-guessed")
print("fluent.runtime" in sys.modules)
"""


def test_asking_for_an_unknown_message_does_not_load_fluent() -> None:
    told = subprocess.run([sys.executable, "-c", UNKNOWN], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_what_is_there_is_what_fluent_finds(language: Language) -> None:
    bundle = FluentBundle([language], use_isolating=False)
    for path in files(language):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    for key in messages(language):
        assert texts_in(language).has(key) == bundle.has_message(key)


def test_an_argument_that_is_missing_is_a_mistake_and_never_an_empty_place(language: Language) -> None:
    texts = texts_in(language)
    for key, message in messages(language).items():
        for name in arguments(message):
            given = {other: value for other, value in arguments(message).items() if other != name}
            with pytest.raises(MissingText):
                texts(key, **given)


def test_a_message_that_is_not_there_is_a_mistake(language: Language) -> None:
    texts = texts_in(language)
    assert not texts.has("no-such-message")
    with pytest.raises(MissingText):
        texts("no-such-message")


def test_each_language_is_written_in_its_own_script() -> None:
    own = {"other-language", "desk-language", "language-name", *(f"tongue-{tongue}" for tongue in Tongue)}
    assert {key for key in messages(Language.EN) if HAN.search(_own_words(Language.EN, key))} <= own
    chinese = {key: _own_words(Language.ZH_CN, key) for key in messages(Language.ZH_CN)}
    foreign = {key for key, text in chinese.items() if re.search("[A-Za-z]", text) and not HAN.search(text)}
    assert foreign <= own


def _own_words(language: Language, key: str) -> str:
    return texts_in(language)(key, **dict.fromkeys(arguments(messages(language)[key]), 3))


def test_nobody_is_addressed_like_a_form(language: Language) -> None:
    for key in messages(language):
        assert not OFFICE_WORDS.search(_own_words(language, key)), key


def test_chinese_addresses_people_politely() -> None:
    assert [key for key in messages(Language.ZH_CN) if "你" in _own_words(Language.ZH_CN, key)] == []


def test_what_is_filled_in_comes_out_unchanged() -> None:
    hostile = '{ $x } \u202e</b>"\\n%s {0} ${y} # = '
    for language in Language:
        assert hostile in texts_in(language)("posting-transport", where=hostile)


def test_a_folder_with_blank_lines_comments_and_long_messages_is_read_alike(tmp_path: Path) -> None:
    source = (
        "# a comment\n\n## a group\nplain = 好\nspaced   =   两边有空  \nlong =\n    第一行\n    第二行\n"
        "next = 下一个\nreferring = { plain }的\n\nwith-attribute = 有\n    .title = 属性\nlast = 完"
    )
    (tmp_path / "zh-CN").mkdir()
    (tmp_path / "zh-CN" / "a.ftl").write_text(source, "utf-8")
    texts = Texts(Language.ZH_CN, tmp_path)
    assert texts("plain") == "好"
    assert texts("spaced") == "两边有空"
    assert texts("long") == "第一行\n第二行"
    assert texts("next") == "下一个"
    assert texts("referring") == "好的"
    assert texts("with-attribute") == "有"
    assert texts("last") == "完"
    assert all(map(texts.has, ("plain", "spaced", "long", "next", "referring", "with-attribute", "last")))
    assert not texts.has("title")
