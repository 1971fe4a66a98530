"""`yizhan-central`: what an operator types, reads, and gets as an exit code."""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PIL import Image
from sqlalchemy import create_engine, delete, select, text
from zxingcpp import read_barcodes

from sync.central.cli import COMMANDS, main
from sync.central.commands.bench import exit_code_of
from sync.central.enrolment import Enrolment
from sync.central.schema import is_current
from sync.central.server import signer_of
from sync.central.store.database import Store, now_ms, open_engine, put
from sync.central.store.tables import central, kiosks, leases, records, slots, users
from sync.measure.servers import free_port
from sync.protocol.enrolment import EnrolRequest, code_in, finder_of, prove, secret_of
from sync.protocol.sealing import Opener
from sync.protocol.version import PROTOCOL

HEAD = "工种,用工单位,工资,人数,用工日期,工作时间,工作地点,联系电话,备注"
DAY = time.strftime("%Y-%m-%d", time.localtime(time.time() + 3 * 86_400))
GOOD = f"瓦工,幸福建筑队,280元/天,3,{DAY},7:00-17:30,东村,138 0000 1234,当天结账"
REFUSED = f"保安,平安公司,200元/天,2,{DAY},8:00-17:00,县城,13900001234,押金200"
SEAL_KEY = Opener(bytes(32)).public_key.hex()
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command on a database with tables; return its exit code, output and errors."""
    monkeypatch.setenv("YIZHAN_CENTRAL_DATABASE", url)
    return typed(monkeypatch, capsys)


@pytest.fixture
def on_sqlite(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The same on SQLite alone, for what no database has a part in."""
    monkeypatch.setenv("YIZHAN_CENTRAL_DATABASE", str(sqlite_store.engine.url))
    return typed(monkeypatch, capsys)


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*words: str, said: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(said))
        capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as ended:
            code = int(str(ended.code))
        out, errors = capsys.readouterr()
        return code, out, errors

    return run


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    def make(*rows: str) -> str:
        path = tmp_path / "岗位.csv"
        path.write_text("\n".join((HEAD, *rows)), "utf-8")
        return str(path)

    return make


def code_of(out: str) -> str:
    line = next(line for line in out.splitlines() if line.startswith("Code for one kiosk"))
    return line.rpartition(": ")[2]


def enrol(store: Store, code: str, token: str = "11", *, seal_key: str = "") -> None:
    asked = EnrolRequest(
        v=PROTOCOL,
        code=finder_of(code),
        public_key="00" * 32,
        token_hash=token * 32,
        machine="m",
        prefix="",
        seal_key=seal_key,
    )
    Enrolment(store, bytes(32)).enrol(prove(secret_of(code), asked))


def test_a_station_is_added_with_a_code_that_lets_a_kiosk_in(command: Command, store: Store) -> None:
    code, out, errors = command("station", "add", "东村驿站", "--region", "530129101", "--phone", "0871-1")
    assert (code, errors.startswith("This is the first station of county 530129.")) == (0, True)
    assert command("station", "add", "西村驿站", "--region", "530129102")[::2] == (0, "")
    command("station", "revoke", "西村驿站")
    assert out.startswith("Added 东村驿站: ")
    assert len(code_in(code_of(out))) == 16
    enrol(store, code_of(out))
    code, out, _ = command("station", "list", "--json")
    line = json.loads(out)[0]
    assert (code, line["name"], line["town"], line["kiosks"]) == (0, "东村驿站", "530129101", [1])
    _, out, _ = command("station", "list")
    assert "东村驿站  kiosks: 1  never heard of" in out


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            ("--url", "https://central.example:8443/县"),
            "yizhan:enrol?url=https://central.example:8443/%E5%8E%BF&code={}",
        ),
        ((), "{}"),
    ],
)
def test_the_qr_code_on_the_terminal_can_be_read(command: Command, address: tuple[str, ...], said: str) -> None:
    _, out, _ = command("station", "add", "东村", "--region", "530129", *address)
    shades = {"█": (False, False), "▀": (False, True), "▄": (True, False), " ": (True, True)}  # is it dark above, below
    lines = [line for line in out.splitlines() if line and set(line) <= set(shades)]
    picture = Image.new("L", (len(lines[0]), 2 * len(lines)), 255)
    for y, line in enumerate(lines):
        for x, block in enumerate(line):
            for half, is_dark in enumerate(shades[block]):
                picture.putpixel((x, 2 * y + half), 0 if is_dark else 255)
    (found,) = read_barcodes(picture.resize((picture.width * 6, picture.height * 6), Image.Resampling.NEAREST))
    assert found.text == said.format(code_of(out))


def test_a_name_that_is_taken_in_the_county_is_refused(command: Command) -> None:
    command("station", "add", "东村", "--region", "530129101")
    code, _, errors = command("station", "add", "东村", "--region", "530129102")
    assert (code, errors) == (1, "There is a station 东村 in 530129 already.\n")
    assert command("station", "add", "东村", "--region", "530128")[0] == 0


def test_stations_of_one_name_are_told_apart_by_id(command: Command) -> None:
    command("station", "add", "东村", "--region", "530129")
    command("station", "add", "东村", "--region", "530128")
    code, _, errors = command("station", "code", "东村")
    ids = [line["id"] for line in json.loads(command("station", "list", "--json")[1])]
    assert code == 2
    assert all(id_ in errors for id_ in ids)
    assert command("station", "code", ids[0])[0] == 0


def test_a_station_that_is_not_there_is_two(command: Command) -> None:
    for action in ("code", "revoke", "replace"):
        assert command("station", action, "西村") == (2, "", "There is no station 西村.\n")


def test_a_station_that_is_shut_out_gets_no_code(command: Command, store: Store) -> None:
    command("station", "add", "东村", "--region", "530129")
    assert command("station", "revoke", "东村")[0] == 0
    assert Enrolment(store, b"").stations()[0].is_revoked
    for action in ("code", "revoke", "replace"):
        assert command("station", action, "东村") == (1, "", "东村 is shut out.\n")
    assert "shut out" in command("station", "list")[1]


def test_the_only_kiosk_is_the_one_that_is_replaced(command: Command, store: Store) -> None:
    first = code_of(command("station", "add", "东村", "--region", "530129")[1])
    assert command("station", "replace", "东村")[0] == 1
    enrol(store, first)
    code, out, _ = command("station", "replace", "东村")
    assert (code, out.splitlines()[0].startswith("Kiosk 1 of 东村 is given up")) == (0, True)
    enrol(store, code_of(out), "22")
    with store.look() as connection:
        assert connection.execute(select(kiosks.c.is_dead).order_by(kiosks.c.kiosk)).scalars().all() == [True, False]


def test_slots_of_a_kiosk_that_is_gone_are_given_out_again_when_somebody_says_so(
    command: Command, store: Store
) -> None:
    enrol(store, code_of(command("station", "add", "东村", "--region", "530129")[1]))
    assert command("station", "release", "东村")[0] == 1, "nobody is gone"
    posting = {"region": "530129", "posting": "p-1", "headcount": 5, "asked": 5, "granted": 5, "is_open": True}
    with store.change() as connection:
        put(connection, slots, [posting])
        put(connection, leases, [{"region": "530129", "posting": "p-1", "kiosk": 1, "slots": 5, "used": 2}])
    assert command("station", "release", "东村", "--kiosk", "1")[0] == 1, "it may still give some out"
    code, out, _ = command("station", "replace", "东村")
    assert (code, "station release" in out) == (0, True)
    assert command("station", "release", "东村", "--kiosk", "7")[0] == 2
    code, out, _ = command("station", "release", "东村")
    assert (code, "of 1 postings" in out) == (0, True)
    with store.look() as connection:
        assert connection.execute(select(slots.c.granted)).scalar_one() == 2
        assert connection.execute(select(leases.c.slots)).scalar_one() == 2


def test_of_several_kiosks_one_must_be_named(command: Command, store: Store) -> None:
    enrol(store, code_of(command("station", "add", "东村", "--region", "530129")[1]))
    enrol(store, code_of(command("station", "code", "东村")[1]), "22")
    code, _, errors = command("station", "replace", "东村")
    assert (code, "--kiosk; of 东村, living: 1, 2." in errors) == (2, True)
    assert command("station", "replace", "东村", "--kiosk", "3")[0] == 2
    assert command("station", "replace", "东村", "--kiosk", "2")[0] == 0
    assert json.loads(command("station", "list", "--json")[1])[0]["kiosks"] == [1]


@pytest.mark.parametrize("secret", ["483920", "correct horse battery"])
def test_a_user_s_secret_is_kept_as_a_hash(command: Command, store: Store, secret: str) -> None:
    code, out, errors = command("user", "add", "李梅", "--role", "vetter", said=f"{secret}\n")
    assert (code, out, errors) == (0, "Added 李梅 as vetter.\n", "")
    with store.look() as connection:
        row = connection.execute(select(users)).one()
    assert (row.region, row.name, row.role) == ("", "李梅", "vetter")
    assert PasswordHasher().verify(row.secret_hash, secret)
    assert row.secret_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    "secret",
    ["", "123456", "12345", "19800101", "short", "aaaaaaaaaaaa", "abcdeabcde", "李梅123456789", "tab\tulator12"],
)
def test_a_weak_secret_is_refused(command: Command, store: Store, secret: str) -> None:
    code, _, errors = command("user", "add", "李梅", "--role", "admin", said=f"{secret}\n")
    assert (code, len(errors.splitlines())) == (1, 1)
    assert not secret or secret not in errors
    with store.look() as connection:
        assert connection.execute(select(users)).all() == []


def test_a_user_s_name_is_taken_once(command: Command) -> None:
    assert command("user", "add", "李梅", "--role", "clerk", said="483920\n")[0] == 0
    assert command("user", "add", "李梅", "--role", "admin", said="483921\n")[0] == 1
    assert command("user", "add", "李梅", "--role", "admin", "--region", "530129", said="483921\n")[0] == 0


def test_rows_are_imported_and_what_was_refused_is_told(command: Command, file: Callable[..., str]) -> None:
    code, out, errors = command("import", file(GOOD, REFUSED), "--region", "530129")
    assert (code, errors) == (1, "")
    assert "1 accepted" in out
    assert "Row 3 refused" in out
    code, out, _ = command("import", file(GOOD), "--json")
    assert (code, json.loads(out)["unchanged"]) == (0, 1)


def test_without_a_county_it_asks_for_one(command: Command, file: Callable[..., str]) -> None:
    assert command("import", file(GOOD)) == (2, "", "Say with --region for which county: none is known yet.\n")
    command("import", file(GOOD), "--region", "530129")
    command("import", file(GOOD), "--region", "530128101")
    assert command("import", file(GOOD)) == (2, "", "Say with --region for which county: 530128, 530129.\n")


def test_the_county_s_own_rules_count(command: Command, file: Callable[..., str], tmp_path: Path) -> None:
    rules = tmp_path / "station.toml"
    assert command("import", file(GOOD), "--region", "530129", "--rules", str(rules))[0] == 2
    rules.write_text('[county]\nblocked_places = ["东村"]\n', "utf-8")
    assert command("import", file(GOOD), "--region", "530129", "--rules", str(rules))[0] == 1
    rules.write_text("[county\n", "utf-8")
    code, _, errors = command("import", file(GOOD), "--region", "530129", "--rules", str(rules))
    assert (code, len(errors.splitlines())) == (2, 1)


def test_a_dry_run_leaves_nothing(command: Command, file: Callable[..., str]) -> None:
    code, out, _ = command("import", file(GOOD), "--region", "530129", "--dry-run")
    assert (code, out.splitlines()[0]) == (0, "Looked at, nothing stored: 岗位.csv")
    assert command("posting", "list")[1] == ""


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04torn"])
def test_an_unreadable_file_is_one_sentence_and_two(command: Command, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "坏.csv").write_bytes(content)
    code, out, errors = command("import", str(tmp_path / "坏.csv"), "--region", "530129")
    assert (code, out, len(errors.splitlines())) == (2, "", 1)
    assert "坏.csv" in errors


def test_a_posting_of_central_is_closed_by_its_number_or_id(
    command: Command, store: Store, file: Callable[..., str]
) -> None:
    command("import", file(GOOD, GOOD.replace("东村", "西村")), "--region", "530129")
    (one, two) = json.loads(command("posting", "list", "--json", "--region", "530129")[1])
    assert (one["serial"], two["serial"], one["state"], one["employer"]) == (1, 2, "open", "幸福建筑队")
    code, out, errors = command("posting", "close", "1", "--reason", "over")
    assert (code, out) == (0, f"Closed 1: {one['id']}\n")
    logged = json.loads(errors)
    assert (logged["what"], logged["reasons"]) == ("posting-closed", ["serial 1", "over"])
    assert command("posting", "close", two["id"], "--reason", "filled")[0] == 0
    assert command("posting", "close", "1", "--reason", "over")[0] == 1
    assert command("posting", "close", "3", "--reason", "filled")[::2] == (2, "There is no posting 3.\n")
    assert [line["state"] for line in json.loads(command("posting", "list", "--json")[1])] == ["closed", "closed"]
    with store.look() as connection:
        assert connection.execute(select(slots.c.is_open)).scalars().all() == [False, False]
        kept = connection.execute(select(records.c.fields).where(records.c.kind == "posting")).scalars().all()
    assert not any("reason" in fields for fields in kept)
    assert command("verify") == (0, "All is well.\n", "")
    assert "slots 0/3  central" in command("posting", "list")[1]


def test_no_sentence_that_may_name_somebody_gets_into_the_log(command: Command, file: Callable[..., str]) -> None:
    command("import", file(GOOD), "--region", "530129")
    code, out, errors = command("posting", "close", "1", "--reason", "张翠花 13987654321")
    assert (code, out, "posting-closed" in errors) == (2, "", False)
    assert [line["state"] for line in json.loads(command("posting", "list", "--json")[1])] == ["open"]


def test_a_posting_of_a_station_is_closed_there(command: Command, store: Store, file: Callable[..., str]) -> None:
    command("import", file(GOOD), "--region", "530129")
    with store.change() as connection:
        connection.execute(text("update records set maker = 'a-station' where kind = 'posting'"))
    code, _, errors = command("posting", "close", "1", "--reason", "filled")
    assert (code, errors) == (1, "A station made this posting: its staff close it there.\n")


def test_a_number_that_several_counties_have_needs_the_county(command: Command, file: Callable[..., str]) -> None:
    for region in ("530129", "530128"):
        command("import", file(GOOD), "--region", region)
    code, _, errors = command("posting", "close", "1", "--reason", "filled")
    assert (code, "530128, 530129" in errors) == (2, True)
    assert command("posting", "close", "1", "--reason", "filled", "--region", "530129")[0] == 0


def test_pruning_tells_what_went(command: Command, store: Store, file: Callable[..., str]) -> None:
    command("import", file(GOOD), "--region", "530129")
    command("posting", "close", "1", "--reason", "filled")
    with store.change() as connection:
        connection.execute(text("update changes set at_ms = :at"), {"at": now_ms() - 40 * 86_400_000})
    code, out, _ = command("prune", "--days", "30")
    assert (code, out.splitlines()[:2]) == (0, ["postings: 1", "changes: 3"])
    assert command("verify")[0] == 0


def test_what_does_not_add_up_is_one(command: Command, store: Store, file: Callable[..., str]) -> None:
    command("import", file(GOOD), "--region", "530129")
    with store.change() as connection:
        connection.execute(text("update scopes set live = 9"))
    code, out, _ = command("verify")
    assert (code, out) == (1, "530129/everybody: 2 records live, counted are 9\n1 fault.\n")


@pytest.mark.parametrize(
    "words",
    [
        (), ("nothing",), ("prune",), ("prune", "--days", "0"), ("station",), ("station", "add", "x"),
        ("station", "add", "x", "--region", "12"), ("station", "add", " ", "--region", "530129"),
        ("user", "add", "x", "--role", "king"), ("posting", "close", "1"), ("serve", "--port", "70000"),
        ("posting", "close", "1", "--reason", " "), ("list", "--database"), ("verify", "--database", "no url"),
        ("verify", "--database", "mysql://x/y"), ("verify", "--database", "sqlite://"),
        ("verify", "--database", "postgresql://u:p@127.0.0.1:notaport/x"), ("verify", "--database", ""),
        ("init", "--database", " "),
        ("bench", "--seconds", "0"), ("bench", "--seconds", "-1"), ("bench", "--seconds", "nan"),
        ("station", "add", "x", "--region", "000000000"), ("station", "add", "x", "--region", "999999"),
        ("station", "add", "x", "--region", "530129", "--phone", "not a phone"), ("verify", "--lang", "fr"),
        ("verify", "--database", "sqlite:////nowhere/at/all.db"),
        ("verify", "--database", "postgresql://postgres@/postgres?host=/nowhere"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence_and_two(
    words: tuple[str, ...], sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YIZHAN_CENTRAL_DATABASE", str(sqlite_store.engine.url))
    code, out, errors = typed(monkeypatch, capsys)(*words)
    assert (code, out, len(errors.splitlines())) == (2, "", 1)


def test_a_driver_that_central_does_not_use_is_refused(on_sqlite: Command, sqlite_file: Path) -> None:
    code, out, errors = on_sqlite("verify", "--database", f"sqlite+aiosqlite:///{sqlite_file}")
    assert (code, out, errors.startswith("Central keeps its data in PostgreSQL")) == (2, "", True)


def test_tables_are_made_by_init_and_missed_by_all_others(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = typed(monkeypatch, capsys)
    code, _, errors = run("station", "list", "--database", empty_url)
    assert (code, "yizhan-central init" in errors) == (2, True)
    assert run("init", "--database", empty_url) == (0, "The database is set up.\n", "")
    assert run("init", "--database", empty_url) == (0, "The database was up to date.\n", "")
    store = Store(open_engine(empty_url))
    with store.change() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    store.close()
    code, _, errors = run("init", "--database", empty_url)
    assert (code, errors) == (2, "The database belongs to a newer version of this program.\n")


@pytest.mark.parametrize(
    "url",
    [
        "https://", "ftp://central.example", "javascript:alert(1)", "central.example", "https://u:p@central.example",
        "https://central.example:99999", "https://central.example:x", "http://[::1", "https://a b", "https://a?b=c", "",
        "https://" + "a" * 3000, "https://central.example/" + "县" * 30,
    ],
)  # fmt: skip
def test_an_address_no_kiosk_could_use_is_refused_before_a_station_is_stored(on_sqlite: Command, url: str) -> None:
    code, out, errors = on_sqlite("station", "add", "东村", "--region", "530129", "--url", url)
    assert (code, out, len(errors.splitlines())) == (2, "", 1)
    assert on_sqlite("station", "list")[1] == ""
    on_sqlite("station", "add", "东村", "--region", "530129")
    assert on_sqlite("station", "code", "东村", "--url", url)[0] == 2


def test_the_longest_address_is_drawn(on_sqlite: Command) -> None:
    code, out, _ = on_sqlite("station", "add", "东村", "--region", "530129", "--url", "https://" + "a" * 192)
    assert (code, max(map(len, out.splitlines())) <= 80) == (0, True)


@pytest.mark.parametrize("name", ["", "  ", "东\n村", "东\t村", "东\u202e村", "东\udc80村", "东" * 61])
def test_a_name_is_refused_for_what_is_wrong_with_it(on_sqlite: Command, name: str) -> None:
    code, _, errors = on_sqlite("station", "add", name, "--region", "530129")
    said = "is empty" if not name.strip() else "cannot be seen" if len(name) < 60 else "61 letters"
    assert (code, said in errors) == (2, True)
    assert on_sqlite("user", "add", name, "--role", "clerk", said="483920\n")[0] == 2
    assert on_sqlite("station", "list")[1] + on_sqlite("user", "list")[1] == ""


def test_blanks_of_any_kind_are_one_blank(on_sqlite: Command) -> None:
    on_sqlite("station", "add", " 东村\u3000 一站", "--region", "530129", "--phone", " +86 138-0000-1234 ")
    assert json.loads(on_sqlite("station", "list", "--json")[1])[0]["name"] == "东村 一站"


def test_of_two_who_add_a_station_of_one_name_at_once_one_is_refused(command: Command) -> None:
    command("station", "add", "西村", "--region", "530129")
    ready = threading.Barrier(4)

    def add(_: int) -> int:
        ready.wait(30)
        return main(["station", "add", "东村", "--region", "530129"])

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(add, range(4))) == [0, 1, 1, 1]
    assert [line["name"] for line in json.loads(command("station", "list", "--json")[1])] == ["东村", "西村"]


def test_whoever_cannot_be_shown_chinese_is_shown_something(on_sqlite: Command) -> None:
    added = in_a_process("station", "add", "东村😀", "--region", "530129", PYTHONIOENCODING="ascii")
    assert (added.returncode, "Added \\u4e1c\\u6751" in added.stdout) == (0, True)
    assert len(code_in(code_of(added.stdout))) == 16
    listed = in_a_process("station", "list", "--json", PYTHONIOENCODING="ascii")
    assert (listed.returncode, json.loads(listed.stdout)[0]["name"]) == (0, "东村😀")


def test_a_closed_stream_is_no_crash(on_sqlite: Command) -> None:
    no_input = in_a_process("user", "add", "李梅", "--role", "clerk", shell='exec "$@" <&-')
    assert (no_input.returncode, len(no_input.stderr.splitlines())) == (2, 1)
    assert "Traceback" not in in_a_process("station", "list", shell='exec "$@" >&-').stderr
    assert in_a_process("verify", shell='exec "$@" >&- 2>&-').returncode == 0
    on_sqlite("station", "add", "东村", "--region", "530129")
    full = in_a_process("station", "list", shell='exec "$@" >/dev/full')
    assert (full.returncode, full.stderr) == (2, "No space left on device\n")


def test_on_a_terminal_the_qr_code_brings_its_colours_along(on_sqlite: Command) -> None:
    code, out = at_a_terminal("station", "add", "东村", "--region", "530129", "--url", "https://central.example")
    lines = [line for line in out.splitlines() if line.startswith("\033[") and line.endswith("\033[0m")]
    assert (code, len(lines) > 20) == (0, True)
    (found,) = read_barcodes(on_green(lines))
    assert found.text == f"yizhan:enrol?url=https://central.example&code={code_of(out)}"


def on_green(lines: list[str]) -> Image.Image:
    """Draw half blocks as a terminal does whose own letters and ground are both green."""
    rows = []
    for line in lines:
        codes, blocks = line.removesuffix("\033[0m").removeprefix("\033[").split("m", 1)
        ink = 0 if "30" in codes.split(";") else 127
        ground = 255 if {"47", "107"} & set(codes.split(";")) else 127
        rows += [[ink if block in inked else ground for block in blocks] for inked in ("█▀", "█▄")]
    picture = Image.new("L", (len(rows[0]), len(rows)))
    picture.putdata([shade for row in rows for shade in row])
    return picture.resize((picture.width * 6, picture.height * 6), Image.Resampling.NEAREST)


def test_at_a_terminal_somebody_is_asked_before_a_station_is_shut_out(on_sqlite: Command) -> None:
    on_sqlite("station", "add", "东村", "--region", "530129")
    code, out = at_a_terminal("station", "revoke", "东村", said="no\n")
    assert (code, "Shall no kiosk of 东村 (530129) speak here any more?" in out) == (1, True)
    assert not json.loads(on_sqlite("station", "list", "--json")[1])[0]["is_revoked"]
    assert at_a_terminal("station", "revoke", "东村", said="yes\n")[0] == 0
    on_sqlite("station", "admit", "东村")
    assert at_a_terminal("station", "revoke", "东村", "--yes")[0] == 0
    assert json.loads(on_sqlite("station", "list", "--json")[1])[0]["is_revoked"]


def test_a_station_that_was_shut_out_may_be_let_in_again(command: Command, store: Store) -> None:
    enrol(store, code_of(command("station", "add", "东村", "--region", "530129")[1]))
    assert command("station", "admit", "东村") == (1, "", "东村 is not shut out.\n")
    command("station", "revoke", "东村")
    assert command("station", "admit", "东村") == (0, "东村 may speak here again; its kiosks: 1.\n", "")
    assert not Enrolment(store, b"").stations()[0].is_revoked


def test_it_is_not_let_in_where_others_have_its_letters_by_now(command: Command, store: Store) -> None:
    enrol(store, code_of(command("station", "add", "东村", "--region", "530129")[1]))
    command("station", "revoke", "东村")
    enrol(store, code_of(command("station", "add", "西村", "--region", "530129")[1]), "22")
    with store.change() as connection:
        connection.execute(text("update kiosks set prefix = 'A2', enrolled_ms = enrolled_ms + kiosk"))
    code, _, errors = command("station", "admit", "东村")
    assert (code, "begin with A2 by now" in errors) == (1, True)
    assert Enrolment(store, b"").stations()[0].is_revoked


def test_the_kiosks_that_are_gone_are_told_apart(command: Command, store: Store) -> None:
    enrol(store, code_of(command("station", "add", "东村", "--region", "530129")[1]))
    enrol(store, code_of(command("station", "replace", "东村")[1]), "22")
    assert "kiosks: 2 (gone: 1)" in command("station", "list")[1]
    line = json.loads(command("station", "list", "--json")[1])[0]
    assert (line["kiosks"], line["gone"]) == ([2], [1])


def test_users_are_listed_and_removed(command: Command) -> None:
    command("user", "add", "李梅", "--role", "clerk", said="483920\n")
    code, out, _ = command("user", "add", "李梅", "--role", "vetter", "--region", "530129101", said="483920\n")
    assert (code, "for all of 530129, not for 530129101 alone" in out) == (0, True)
    told = [(one["region"], one["name"], one["role"]) for one in json.loads(command("user", "list", "--json")[1])]
    assert told == [("", "李梅", "clerk"), ("530129", "李梅", "vetter")]
    assert "argon2" not in command("user", "list", "--json")[1] + command("user", "list")[1]
    code, _, errors = command("user", "remove", "李梅")
    assert (code, "for all counties, 530129" in errors) == (2, True)
    assert command("user", "remove", "李梅", "--region", "530129") == (0, "Removed 李梅.\n", "")
    assert command("user", "remove", "李梅")[0] == 0
    assert command("user", "remove", "李梅") == (2, "", "There is no user 李梅.\n")


def test_a_posting_that_cannot_be_read_keeps_no_other_from_the_list(
    command: Command, store: Store, file: Callable[..., str]
) -> None:
    command("import", file(GOOD, GOOD.replace("东村", "西村")), "--region", "530129")
    (one, two) = json.loads(command("posting", "list", "--json")[1])
    for broken in ("{", "[]", '{"serial": "x"}'):
        with store.change() as connection:
            connection.execute(text("update records set fields = :b where id = :id"), {"b": broken, "id": one["id"]})
        code, out, errors = command("posting", "list")
        assert (code, two["id"] in out) == (1, True)
        assert errors == f"What is kept of posting {one['id']} cannot be read; see `yizhan-central verify`.\n"
    assert command("posting", "close", one["id"], "--reason", "over")[0] == 2
    assert command("verify")[0] == 1


def test_an_import_over_a_broken_record_is_one_sentence(
    on_sqlite: Command, sqlite_store: Store, file: Callable[..., str]
) -> None:
    on_sqlite("import", file(GOOD), "--region", "530129")
    with sqlite_store.change() as connection:
        connection.execute(text("update records set fields = '{' where kind = 'posting'"))
    code, _, errors = on_sqlite("import", file(REFUSED))
    assert (code, len(errors.splitlines()), "verify" in errors) == (2, 1, True)


@pytest.mark.parametrize("word", ["瓦工", "工种,用工单位", "幸福", "138"])
def test_a_zero_byte_does_not_hide_the_headings(on_sqlite: Command, tmp_path: Path, word: str) -> None:
    path = tmp_path / "岗位.csv"
    path.write_bytes("\n".join((HEAD, GOOD)).replace(word, "\0".join(word)).encode())
    code, out, _ = on_sqlite("import", str(path), "--region", "530129")
    assert (code, "1 accepted" in out) == (0, True)


@pytest.mark.parametrize("row", ["{}", ",,{}", ",,,,,,,,,{}", "备注：{}"])
def test_a_row_of_nothing_but_one_endless_cell_is_told(on_sqlite: Command, file: Callable[..., str], row: str) -> None:
    code, out, _ = on_sqlite("import", file(GOOD, row.format("长" * 40_000)), "--region", "530129")
    assert (code, "1 accepted" in out, "Row 3 refused" in out) == (1, True, True)


@pytest.mark.parametrize("rules", ["[county\n", "[county]\nhourly_floor_yuan = 9000\n", "[county]\nwhat = 1\n"])
def test_wrong_rules_do_not_claim_that_others_are_in_force(
    on_sqlite: Command, file: Callable[..., str], tmp_path: Path, rules: str
) -> None:
    path = tmp_path / "station.toml"
    path.write_text(rules, "utf-8")
    code, out, errors = on_sqlite("import", file(GOOD), "--region", "530129", "--rules", str(path))
    assert (code, out, errors.startswith("Nothing was imported. "), str(path) in errors) == (2, "", True, True)
    assert "in force" not in errors
    assert on_sqlite("import", file(GOOD), "--region", "530129", "--rules", str(tmp_path))[0] == 2


def test_postings_for_a_county_that_was_never_named_before_are_noticed(
    on_sqlite: Command, file: Callable[..., str]
) -> None:
    on_sqlite("import", file(GOOD), "--region", "530129")
    code, _, errors = on_sqlite("import", file(GOOD), "--region", "530192")
    assert (code, errors) == (0, "County 530192 is new here; known are 530129.\n")


def test_what_only_reads_makes_no_database(
    tmp_path: Path, file: Callable[..., str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run, there = typed(monkeypatch, capsys), tmp_path / "there"
    there.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(there))
    monkeypatch.delenv("YIZHAN_CENTRAL_DATABASE", raising=False)
    for given in ((), ("--database", f"sqlite:///{there / 'central.db'}")):
        for words in (
            ("station", "list"), ("posting", "list"), ("user", "list"), ("verify",), ("prune", "--days", "9"),
            ("bundle", "export", "东村"), ("import", file(GOOD), "--region", "530129", "--dry-run"),
        ):  # fmt: skip
            code, _, errors = run(*words, *given)
            assert (code, "run `yizhan-central init` first" in errors) == (2, True)
    assert list(there.iterdir()) == []
    monkeypatch.setenv("YIZHAN_CENTRAL_DATABASE", "")
    code, _, errors = run("init")
    assert (code, "YIZHAN_CENTRAL_DATABASE is empty" in errors) == (2, True)
    assert list(there.iterdir()) == []


def test_a_lost_signing_key_is_found_and_none_made_in_its_place(
    command: Command, store: Store, file: Callable[..., str]
) -> None:
    command("import", file(GOOD), "--region", "530129")
    enrol(store, code_of(command("station", "add", "东村", "--region", "530129")[1]))
    assert command("verify")[0] == 0
    with store.change() as connection:
        connection.execute(delete(central))
    code, out, _ = command("verify")
    assert (code, out) == (1, "central's signing key is gone, and 1 kiosks trust no other\n1 fault.\n")
    assert command("import", file(REFUSED))[0] == 2
    assert command("serve", "--port", "1")[0] == 2
    with store.look() as connection:
        assert connection.execute(select(central)).first() is None


@pytest.mark.parametrize("change", ["drop column held", "add column colour text"])
def test_tables_of_another_build_are_told_from_ours(command: Command, store: Store, change: str) -> None:
    with store.change() as connection:
        connection.execute(text(f"alter table slots {change}"))
    for words in (("verify",), ("station", "list"), ("init",), ("serve", "--port", "1")):
        code, out, errors = command(*words)
        assert (code, out, "another build" in errors, change.split()[2] in errors) == (2, "", True, True)


def test_another_program_s_database_is_left_alone(
    empty_url: str, sqlite_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("create table songs (title text)"))
    engine.dispose()
    before = sqlite_file.read_bytes() if sqlite_file.exists() else b""
    for words in (("init",), ("verify",), ("serve", "--port", "1")):
        code, _, errors = typed(monkeypatch, capsys)(*words, "--database", empty_url)
        assert (code, "another program, with tables like songs" in errors) == (2, True)
    assert (sqlite_file.read_bytes() if sqlite_file.exists() else b"") == before


def test_one_kiosk_that_reads_no_sticks_keeps_no_other_from_its_file(
    on_sqlite: Command, sqlite_store: Store, tmp_path: Path
) -> None:
    enrol(sqlite_store, code_of(on_sqlite("station", "add", "东村", "--region", "530129")[1]))
    enrol(sqlite_store, code_of(on_sqlite("station", "code", "东村")[1]), "22", seal_key=SEAL_KEY)
    signer_of(sqlite_store)
    code, out, errors = on_sqlite("bundle", "export", "东村", "--out", str(tmp_path))
    assert (code, len(list(tmp_path.glob("*-answer.yzb"))), len(out.splitlines())) == (1, 1, 1)
    assert errors == "Kiosk 1 cannot read sticks yet: enrol it anew, with a code of `station replace`.\n"
    assert on_sqlite("bundle", "export", "东村", "--kiosk", "2", "--out", str(tmp_path))[0] == 0


def test_a_folder_that_takes_no_answer_is_named_as_it_was_given(
    on_sqlite: Command, sqlite_store: Store, tmp_path: Path
) -> None:
    enrol(sqlite_store, code_of(on_sqlite("station", "add", "东村", "--region", "530129")[1]), seal_key=SEAL_KEY)
    signer_of(sqlite_store)
    missing = tmp_path / "没有"
    words = ("bundle", "export", "东村", "--out")
    assert on_sqlite(*words, str(missing)) == (2, "", f"There is no folder {missing}.\n")
    assert on_sqlite("bundle", "import", "x.yzb", "--out", str(missing))[2] == f"There is no folder {missing}.\n"
    code, _, errors = on_sqlite(*words, "/proc")  # a folder in which nobody may make a file
    assert (code, errors.startswith("The answer cannot be written to /proc: "), "tmp" in errors) == (2, True, False)


def test_a_missed_bar_is_one() -> None:
    assert exit_code_of({"polls_per_s": 2_999.0, "ops_per_s": 9_000.0}) == 1
    assert exit_code_of({"polls_per_s": 3_000.0, "polls_scale": None, "polls_scale_why": "no cores"}) == 0


def test_it_says_which_version_it_is(on_sqlite: Command) -> None:
    code, out, _ = on_sqlite("--version")
    assert (code, out.startswith("yizhan-central ")) == (0, True)


def test_an_operator_is_told_of_rows_and_trades_in_their_language(
    on_sqlite: Command, file: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out, _ = on_sqlite("import", file(GOOD, REFUSED), "--region", "530129", "--lang", "zh-CN")
    assert "押金" in next(line for line in out.splitlines() if "第3行" in line)
    assert "Bricklaying" in on_sqlite("--lang", "en", "posting", "list")[1]
    for locale in ("zh_CN.UTF-8", "zh_TW"):
        monkeypatch.setenv("LC_ALL", locale)
        assert "砌墙" in on_sqlite("posting", "list")[1]
    assert "坏.csv" in on_sqlite("import", "坏.csv", "--region", "530129", "--lang=en")[2]


def in_a_process(*words: str, shell: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own, `shell` around it; what it prints waits in a buffer, as at a station."""
    own = [sys.executable, "-m", "sync.central.cli", *words]
    return subprocess.run(
        ["sh", "-c", shell, "sh", *own] if shell else own,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "", **environment},
        timeout=60,
        check=False,
    )


def at_a_terminal(*words: str, said: str = "") -> tuple[int, str]:
    """Run a command as somebody at a terminal does, who types `said`; return its exit code and all that is shown."""
    ours, theirs = os.openpty()
    own = [sys.executable, "-m", "sync.central.cli", *words]
    shown = b""
    with subprocess.Popen(own, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}) as one:
        os.close(theirs)
        os.write(ours, said.encode())
        with suppress(OSError):  # that is how Linux says that nobody writes any more
            while block := os.read(ours, 65_536):
                shown += block
    os.close(ours)
    return one.returncode, shown.decode().replace("\r\n", "\n")


def test_without_an_address_it_is_a_file_that_only_its_owner_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("YIZHAN_CENTRAL_DATABASE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert typed(monkeypatch, capsys)("init")[0] == 0
    folder = tmp_path / "yizhan-central"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "central.db").stat().st_mode) == 0o600


def test_an_address_as_postgresql_s_own_programs_take_it_will_do(
    new_postgres_database: Callable[[bool], str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = new_postgres_database(True).replace("postgresql+psycopg", "postgresql")
    assert typed(monkeypatch, capsys)("verify", "--database", url) == (0, "All is well.\n", "")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = typed(monkeypatch, capsys)(name, "--help")
    assert (code, out.startswith(f"usage: yizhan-central {name}")) == (0, True)


def test_serve_makes_the_tables_answers_and_ends_when_told(sqlite_file: Path) -> None:
    port = free_port()
    url = f"sqlite:///{sqlite_file}"
    words = [sys.executable, "-m", "sync.central.cli", "serve", "--database", url, "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ}) as serving:
        end = time.monotonic() + 60
        while not answers(port):
            assert time.monotonic() < end
            assert serving.poll() is None
        serving.send_signal(signal.SIGTERM)
        serving.communicate(timeout=60)
    assert serving.returncode == 0
    store = Store(open_engine(url))
    assert is_current(store)
    store.close()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/health", timeout=5) as reply:
            return bool(json.load(reply) == {"status": "ok"})
    except OSError:
        time.sleep(0.05)
        return False
