"""`yizhan-central`: what an operator types, reads, and gets as an exit code."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PIL import Image
from sqlalchemy import select, text
from zxingcpp import read_barcodes

from sync.central.cli import COMMANDS, main
from sync.central.enrolment import Enrolment
from sync.central.schema import is_current
from sync.central.store.database import Store, now_ms, open_engine
from sync.central.store.tables import kiosks, records, slots, users
from sync.protocol.enrolment import EnrolRequest, code_in, finder_of, prove, secret_of
from sync.protocol.version import PROTOCOL

HEAD = "工种,用工单位,工资,人数,用工日期,工作时间,工作地点,联系电话,备注"
DAY = time.strftime("%Y-%m-%d", time.localtime(time.time() + 3 * 86_400))
GOOD = f"瓦工,幸福建筑队,280元/天,3,{DAY},7:00-17:30,东村,138 0000 1234,当天结账"
REFUSED = f"保安,平安公司,200元/天,2,{DAY},8:00-17:00,县城,13900001234,押金200"
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command on a database with tables; return its exit code, output and errors."""
    monkeypatch.setenv("YIZHAN_CENTRAL_DATABASE", url)
    return typed(monkeypatch, capsys)


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


def enrol(store: Store, code: str, token: str = "11") -> None:
    asked = EnrolRequest(
        v=PROTOCOL, code=finder_of(code), public_key="00" * 32, token_hash=token * 32, machine="m", prefix=""
    )
    Enrolment(store, bytes(32)).enrol(prove(secret_of(code), asked))


def test_a_station_is_added_with_a_code_that_lets_a_kiosk_in(command: Command, store: Store) -> None:
    code, out, errors = command("station", "add", "东村驿站", "--region", "530129101", "--phone", "0871-1")
    assert (code, errors) == (0, "")
    assert out.startswith("Added 东村驿站: ")
    assert len(code_in(code_of(out))) == 16
    enrol(store, code_of(out))
    code, out, _ = command("station", "list", "--json")
    (line,) = json.loads(out)
    assert (code, line["name"], line["town"], line["kiosks"]) == (0, "东村驿站", "530129101", [1])
    _, out, _ = command("station", "list")
    assert "东村驿站  kiosks: 1  never heard of" in out


def test_the_qr_code_on_the_terminal_can_be_read(command: Command) -> None:
    _, out, _ = command("station", "add", "东村", "--region", "530129", "--url", "https://central.example:8443/县")
    shades = {"█": (False, False), "▀": (False, True), "▄": (True, False), " ": (True, True)}  # is it dark above, below
    lines = [line for line in out.splitlines() if line and set(line) <= set(shades)]
    picture = Image.new("L", (len(lines[0]), 2 * len(lines)), 255)
    for y, line in enumerate(lines):
        for x, block in enumerate(line):
            for half, is_dark in enumerate(shades[block]):
                picture.putpixel((x, 2 * y + half), 0 if is_dark else 255)
    (found,) = read_barcodes(picture.resize((picture.width * 6, picture.height * 6), Image.Resampling.NEAREST))
    assert found.text == f"yizhan:enrol?url=https://central.example:8443/%E5%8E%BF&code={code_of(out)}"


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


def test_of_several_kiosks_one_must_be_named(command: Command, store: Store) -> None:
    enrol(store, code_of(command("station", "add", "东村", "--region", "530129")[1]))
    enrol(store, code_of(command("station", "code", "东村")[1]), "22")
    code, _, errors = command("station", "replace", "东村")
    assert (code, "--kiosk: 1, 2" in errors) == (2, True)
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
    code, out, errors = command("posting", "close", "1", "--reason", "the work is done")
    assert (code, out) == (0, f"Closed 1: {one['id']}\n")
    logged = json.loads(errors)
    assert (logged["what"], logged["reasons"]) == ("posting-closed", ["serial 1", "the work is done"])
    assert command("posting", "close", two["id"], "--reason", "done")[0] == 0
    assert command("posting", "close", "1", "--reason", "again")[0] == 1
    assert command("posting", "close", "3", "--reason", "done")[::2] == (2, "There is no posting 3.\n")
    assert [line["state"] for line in json.loads(command("posting", "list", "--json")[1])] == ["closed", "closed"]
    with store.look() as connection:
        assert connection.execute(select(slots.c.is_open)).scalars().all() == [False, False]
        kept = connection.execute(select(records.c.fields).where(records.c.kind == "posting")).scalars().all()
    assert not any("reason" in fields for fields in kept)
    assert command("verify") == (0, "All is well.\n", "")
    assert "slots 0/3  central" in command("posting", "list")[1]


def test_a_posting_of_a_station_is_closed_there(command: Command, store: Store, file: Callable[..., str]) -> None:
    command("import", file(GOOD), "--region", "530129")
    with store.change() as connection:
        connection.execute(text("update records set maker = 'a-station' where kind = 'posting'"))
    code, _, errors = command("posting", "close", "1", "--reason", "done")
    assert (code, errors) == (1, "A station made this posting: its staff close it there.\n")


def test_a_number_that_several_counties_have_needs_the_county(command: Command, file: Callable[..., str]) -> None:
    for region in ("530129", "530128"):
        command("import", file(GOOD), "--region", region)
    code, _, errors = command("posting", "close", "1", "--reason", "done")
    assert (code, "530128, 530129" in errors) == (2, True)
    assert command("posting", "close", "1", "--reason", "done", "--region", "530129")[0] == 0


def test_pruning_tells_what_went(command: Command, store: Store, file: Callable[..., str]) -> None:
    command("import", file(GOOD), "--region", "530129")
    command("posting", "close", "1", "--reason", "done")
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
    assert (code, out) == (1, "530129/everybody: 2 records live, counted are 9\n1 faults.\n")


@pytest.mark.parametrize(
    "words",
    [
        (), ("nothing",), ("prune",), ("prune", "--days", "0"), ("station",), ("station", "add", "x"),
        ("station", "add", "x", "--region", "12"), ("station", "add", " ", "--region", "530129"),
        ("user", "add", "x", "--role", "king"), ("posting", "close", "1"), ("serve", "--port", "70000"),
        ("posting", "close", "1", "--reason", " "), ("list", "--database"), ("verify", "--database", "no url"),
        ("verify", "--database", "mysql://x/y"), ("verify", "--database", "sqlite://"),
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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"sqlite:///{sqlite_file}"
    words = [sys.executable, "-m", "sync.central.cli", "serve", "--database", url, "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ}) as serving:
        end = time.monotonic() + 30
        while not answers(port):
            assert time.monotonic() < end
            assert serving.poll() is None
        serving.send_signal(signal.SIGTERM)
        serving.communicate(timeout=30)
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
