"""On which line a setting stands: found in one pass, and the same as the slow rule finds that asks tomllib alone."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.care.config.statements import lines_of, statements


def names_in(said: dict[str, object]) -> set[str]:
    return set(said) | {f"{name}.{key}" for name, inner in said.items() if isinstance(inner, dict) for key in inner}


def slow_lines(text: str) -> dict[str, int]:
    """A statement ends with the shortest beginning of the text that is TOML and says the name, and begins behind the
    longest shorter one.
    """
    lines: dict[str, int] = {}
    rows, begin = text.splitlines(keepends=True), 1
    for count in range(1, len(rows) + 1):
        try:
            said = tomllib.loads("".join(rows[:count]))
        except tomllib.TOMLDecodeError:
            continue
        for name in names_in(said) - lines.keys():
            lines[name] = begin
        begin = count + 1
    return lines


VALUES = st.sampled_from(
    [
        "1", '"#"', "'[{'", '"\\"="', "[\n\n]", '[\n1, # ]\n2,\n]', '"""\na # "b" ""\n[x]\n"""', "'''\n'' = 'x\n'''",
        '""""x"""""', "{k = [1]}", '["""a"""", "["]', '[["a", "b]"], [\n{x = "}"}]]', "2026-01-02T03:04:05Z",
        '"""\\\\"""', "''", '""',
    ]
)  # fmt: skip
KEYS = ("a", '"b#"', "'c='", "d.e", ' "f" . g ', "h")
ROWS = st.tuples(
    st.permutations(KEYS), st.lists(VALUES, min_size=6, max_size=6), st.sampled_from(["", " # [", "\n\n# '"])
)
TEXTS = st.lists(ROWS, min_size=1, max_size=3).map(
    lambda tables: "".join(
        f"{heading}\n" + "".join(f"{key} = {value}{rest}\n" for key, value in zip(keys, values, strict=True))
        for heading, (keys, values, rest) in zip(("", "[t]", "[[u.v]] # ]"), tables, strict=False)
    )
)


@given(text=TEXTS)
@example(text="[a]\nb = 1\n[c]")
def test_it_is_the_line_that_the_slow_rule_finds(text: str) -> None:
    wanted = slow_lines(text)
    assert lines_of(text, wanted) == wanted


def test_every_statement_is_a_piece_of_the_text() -> None:
    text = "# first\n\n[printer] # p\ntarget = [\n  1,\n]\nkiosk = 2"
    found = list(statements(text))
    assert [(one.line, text[one.begin : one.end]) for one in found] == [
        (3, "[printer] # p\n"),
        (4, "target = [\n  1,\n]\n"),
        (7, "kiosk = 2"),
    ]
    assert found[1].table == ("printer",)


@pytest.mark.parametrize(
    "text",
    ["a = [\n" + '"]",\n' * 100_000 + "]\nb = 1", "a = '''" + "\n'" * 250_000 + "\n'''\nb = 1"],
    ids=["brackets in words", "quotes in words"],
)
def test_one_endless_statement_is_read_once(text: str) -> None:
    assert lines_of(text, {"b"}) == {"b": text.count("\n") + 1}
