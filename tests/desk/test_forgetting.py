"""Forgetting: afterwards no byte at the station tells who somebody was, and every count is as it was."""

from __future__ import annotations

import io
import json
import random
import shutil
import wave
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from kiosk.care.places import Places
from kiosk.desk.desk import Desk
from kiosk.desk.forgetting import receipt_lines
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.complaint import ComplaintKind, NewComplaint
from kiosk.domain.forgetting import ForgetReason, Receipt
from kiosk.domain.identity import check_character
from kiosk.domain.language import Language
from kiosk.domain.person import Consent, Person
from kiosk.domain.posting import Posting
from kiosk.domain.recording import SoundForm
from kiosk.domain.report import Period
from kiosk.domain.slip import is_slip_number
from kiosk.domain.staff import Actor, Role
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.services import OpenStation, open_station
from kiosk.store.backups import backups_in, make_backup
from kiosk.store.connection import connect
from kiosk.store.forgotten_note import ForgottenNote
from kiosk.store.outbox import Outbox
from kiosk.store.recordings import RecordingStore
from kiosk.store.recovery import mark_damaged
from kiosk.texts.catalogue import Texts
from kiosk.upkeep import upkeep_of

TODAY = date(2026, 11, 21)
MORNING = datetime(2026, 11, 21, 7, 0).astimezone()
NAME, NICKNAME, PHONE = "欧阳翠兰", "翠兰嫂", "13912345678"
BODY = "43010219630517002"
IDENTITY = BODY + check_character(BODY)
TRACES = (
    NAME,
    NICKNAME,
    "翠兰",
    PHONE,
    PHONE[::-1],
    IDENTITY,
    "ouyangcuilan",
    "oycl",
    "她男人在工地摔伤",
    "门口第二家",
)
PAGE, RESERVED, SALT = 4096, 80, 16


def is_told(trace: str, content: bytes) -> bool:
    """Tell whether bytes hold a trace, in UTF-8, or as JSON and Python write it with escapes."""
    escaped = json.dumps(trace)[1:-1].encode()
    return trace.encode() in content or escaped in content


def around(trace: str, content: bytes) -> bytes:
    """Where in `content` a trace stands, with what stands before and after it."""
    at = content.find(trace.encode())
    return b"%d: " % at + content[max(0, at - 200) : at + 100]


def decrypted_pages(path: Path, key: str) -> bytes:
    """Every page of an SQLCipher 4 file as it lies on the disk: what was deleted and not overwritten shows."""
    content, plain = path.read_bytes(), []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        body = page[SALT if start == 0 else 0 : PAGE - RESERVED]
        iv = page[PAGE - RESERVED : PAGE - RESERVED + 16]
        reader = Cipher(algorithms.AES(bytes.fromhex(key)), modes.CBC(iv)).decryptor()
        plain.append(reader.update(body) + reader.finalize())
    return b"".join(plain)


def traces_in(station: OpenStation) -> set[str]:
    """The traces left in the database (every value, and every byte of its file), and in files beside it."""
    database = station.database
    tables = [name for (name,) in database.rows("select name from sqlite_schema where type = 'table'")]
    values = [
        str(value).encode("utf-8", "replace") for table in tables for row in database.rows(f"select * from {table}")
        for value in row
    ]  # fmt: skip
    assert database.rows("pragma wal_checkpoint(truncate)")[0][0] == 0
    pages = decrypted_pages(database.path, database.key.hex())
    assert b"TABLE people" in pages
    beside = b"".join(path.read_bytes() for path in station.places.clips.glob("*"))
    return {trace for trace in TRACES if is_told(trace, b"\n".join(values) + pages + beside)}


def wav() -> bytes:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x01\x02" * 800)
    return sound.getvalue()


class Life:
    """Somebody with two registrations that were merged, and a trace in every table that may hold one."""

    def __init__(self, station: OpenStation, desk: Desk, posting: Posting) -> None:
        self.station, self.desk, self.database = station, desk, station.database
        self.others = [self._register(f"王{number}", phone=f"1360000{number:04d}") for number in range(40)]
        walk_in = WalkIn(
            name=NAME, consent=Consent.GIVEN, phone=PHONE, trades=("cook", "mason"), birth_year=1963,
            identity_number=IDENTITY, note="住镇政府门口第二家",
        )  # fmt: skip
        first = desk.people.register(walk_in).value
        second = self._register(NICKNAME, phone="13912345679")
        desk.people.change(second, note="翠兰的另一份")
        whole = desk.people.merge(first.id, second).value
        self.id, self.ids, self.number = whole.id, {first.id, second}, whole.number
        self.more = [self._register(f"李{number}", phone=f"1370000{number:04d}") for number in range(40)]
        self._work(posting)
        self._complain()
        desk.drafts.keep("walk-in", {"name": f"{NICKNAME}?", "phone": ""})
        desk.drafts.keep("notice", {"title": "周三体检"})
        station.places.clips.mkdir()
        (station.places.clips / "abc.wav").write_text(NAME, "utf-8")
        self._be_refused_by_central()
        self._hear_from_central()

    def _register(self, name: str, *, phone: str) -> str:
        return self.desk.people.register(WalkIn(name=name, consent=Consent.GIVEN, phone=phone)).value.id

    def _work(self, posting: Posting) -> None:
        ms, day = int(MORNING.timestamp() * 1000), TODAY.isoformat()
        with self.database.transaction():
            self.database.execute(
                "insert into visits (id, day, running, person, at_ms, way, version)"
                " values ('v1', ?, 1, ?, ?, 'card', 1)",
                (day, self.number, ms),
            )
            self.database.execute(
                "insert into arrival_moves (id, day, visit_id, to_place, reason, staff_id, at_ms, version)"
                " values ('m1', ?, 'v1', 1, ?, 's', ?, 1)",
                (day, f"{NAME}要赶车", ms),
            )
            self.database.execute(
                "insert into slips (id, number, day, running, posting_id, wish_id, issued_at_ms, state, person,"
                " version) values ('s1', 'L7-1121-001-4', ?, 1, ?, 'w1', ?, 'held', ?, 1)",
                (day, posting.id, ms, self.number),
            )
            self.database.execute(
                "insert into outcomes (slip_id, result, reason, decided_at_ms, decided_by, version)"
                " values ('s1', 'no_show', ?, ?, 's', 1)",
                (f"{NAME}病了", ms),
            )
            self.database.execute(
                "insert into waiting_list (id, posting_id, person, at_ms, staff_id, state, version)"
                " values ('q1', ?, ?, ?, 's', 'waiting', 1)",
                (posting.id, self.number, ms),
            )

    def _complain(self) -> None:
        recordings = RecordingStore(self.database)
        recording = recordings.add(wav(), form=SoundForm.WAV, duration_ms=100)
        new = NewComplaint(
            kind=ComplaintKind.INJURY, words="她男人在工地摔伤", person_id=self.id, recording_id=recording.id
        )
        complaint = self.desk.complaints.open(new).value.complaint_id
        self.desk.complaints.add_step(complaint, f"打电话给{NAME}", next_step=f"再找{NICKNAME}")
        by_slip = NewComplaint(kind=ComplaintKind.UNPAID_WAGES, words=f"{NAME}没拿到钱", slip_number="L7-1121-001-4")
        self.desk.complaints.open(by_slip)
        self.database.execute("update complaints set person = null where slip_id = 's1'")

    def _be_refused_by_central(self) -> None:
        outbox = Outbox(self.database)
        seqs = [op.seq for op in outbox.waiting(limit=100_000) if op.row_id in self.ids]
        outbox.confirm(through=0, refused={seqs[0]: f"phone {PHONE} of {NAME} is known"})

    def _hear_from_central(self) -> None:
        """What lost against central, and rows of its that this database did not take."""
        self.database.execute(
            "insert into conflicts values ('k1', 'person', ?, 'name', ?, ?, 0, 'open', 1)",
            (self.id, json.dumps(NAME, ensure_ascii=False), json.dumps(NICKNAME, ensure_ascii=False)),
        )
        self.database.execute(
            "insert into conflicts values ('k2', 'outcome', 's1', 'reason', ?, '\"\"', 0, 'open', 1)",
            (json.dumps(f"{NAME}病了", ensure_ascii=False),),
        )
        for kind, row_id, fields in (
            ("person", self.id, {"name": NAME}),
            ("complaint", "elsewhere", {"person_id": self.id, "words": f"{NAME}没拿到钱"}),
            ("posting", "nobody's", {"title": "招瓦工"}),
        ):
            self.database.execute(
                "insert into sync_troubles values (?, ?, ?, ?, 0)",
                (kind, row_id, f"no room for {fields}", json.dumps(fields, ensure_ascii=False)),
            )

    def forget(self) -> Receipt:
        return self.desk.forgetting.forget(self.id, ForgetReason.ASKED)


@pytest.fixture
def life(station: OpenStation, desk: Desk, offer: Callable[..., Posting]) -> Life:
    return Life(station, desk, offer())


def test_the_search_for_traces_finds_them_before(life: Life) -> None:
    assert traces_in(life.station) == set(TRACES)


def test_no_trace_is_left_in_any_table_page_operation_draft_or_clip(life: Life) -> None:
    life.forget()
    assert traces_in(life.station) == set()


def test_what_central_said_of_others_stays(life: Life) -> None:
    life.forget()
    told = life.database.rows("select row_id, fields from sync_troubles where fields <> '{}'")
    assert [(row_id, json.loads(fields)) for row_id, fields in told] == [("nobody's", {"title": "招瓦工"})]


def test_a_merged_registration_forgets_the_whole_person(life: Life) -> None:
    other = next(iter(life.ids - {life.id}))
    life.desk.forgetting.forget(other, ForgetReason.MISTAKE)
    assert traces_in(life.station) == set()


def test_what_others_typed_and_everybody_else_stays(life: Life) -> None:
    before = life.database.rows("select * from people where id not in (?, ?) order by number", tuple(life.ids))
    life.forget()
    assert life.database.rows("select * from people where id not in (?, ?) order by number", tuple(life.ids)) == before
    assert len(life.desk.people.search("13600000007")) == 1
    assert life.desk.drafts.find("walk-in") is None
    assert life.desk.drafts.find("notice") is not None


def test_every_count_stays_as_it_was(life: Life) -> None:
    period = Period(first_day=TODAY, last_day=TODAY)
    before = life.desk.reports.of(period)
    receipt = life.forget()
    after = life.desk.reports.of(period)
    assert (after.job_seekers, after.arrivals, after.slips) == (before.job_seekers, before.arrivals, before.slips)
    assert (after.trades, after.complaints) == (before.trades, before.complaints)
    assert after.ages.unknown == before.ages.unknown + 1
    erased = receipt.erased
    assert (erased.registrations, erased.complaints, erased.recordings) == (2, 2, 1)
    assert erased.search_keys > 5
    assert erased.texts == 3


def test_the_person_is_found_no_more_and_their_complaints_go_on(life: Life) -> None:
    life.forget()
    for text in (NAME, "oycl", PHONE, IDENTITY):
        assert life.desk.people.search(text) == ()
    open_ones = life.desk.complaints.inbox()
    assert [(one.words, one.person_name) for one in open_ones] == [("", ""), ("", "")]
    assert life.database.value("select state from waiting_list") == "gone"
    assert life.database.value("select count(*) from recordings") == 0
    assert life.database.rows("select distinct lent from people") == [("",)]


def test_central_is_told_to_forget_and_nothing_else_about_the_person(life: Life) -> None:
    life.forget()
    outbox = Outbox(life.database)
    operations = [*outbox.waiting(limit=100_000), *outbox.refused()]
    assert {op.row_id for op in operations if op.kind == "person-forgotten"} == life.ids
    last = max(op.seq for op in operations if op.kind == "person-saved" and op.row_id in life.ids)
    assert all(op.seq > last for op in operations if op.kind == "person-forgotten")
    assert all(op.reason == "" for op in operations if op.row_id in life.ids)
    versions = dict(life.database.rows("select id, version from people"))
    assert all(op.base_version == versions[op.row_id] - 1 for op in operations if op.kind == "person-forgotten")


def test_the_log_tells_that_it_was_done_by_ids_only(life: Life) -> None:
    receipt = life.forget()
    action, subject, details = life.database.row(
        "select action, subject, details from desk_log order by seq desc limit 1"
    ) or ("", "", "")
    assert (action, subject) == ("person-forgotten", life.id)
    assert json.loads(details) == {"reason": "asked", "receipt": receipt.number, "registrations": 2}


def test_an_undo_from_before_cannot_bring_anybody_back(station: OpenStation, desk: Desk) -> None:
    done = desk.people.register(WalkIn(name=NAME, consent=Consent.GIVEN, phone=PHONE))
    changed = desk.people.change(done.value.id, name=NICKNAME)
    desk.forgetting.forget(done.value.id, ForgetReason.ASKED)
    for step in (done, changed):
        assert step.undo is not None
        with pytest.raises(ChangedMeanwhile):
            step.undo()
    assert traces_in(station) == set()


def test_nobody_is_forgotten_twice_or_unknown(life: Life) -> None:
    life.forget()
    with pytest.raises(Refused) as refused:
        life.forget()
    assert refused.value.key == "refused-person-forgotten"
    with pytest.raises(UnknownThing):
        life.desk.forgetting.forget("nobody", ForgetReason.ASKED)


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
def test_only_staff_may_forget(at_desk: Callable[..., Desk], life: Life, role: Role) -> None:
    with pytest.raises(NotAllowed):
        at_desk(role).forgetting.forget(life.id, ForgetReason.ASKED)
    assert ForgottenNote(life.station.places.backups).entries() == ()


@pytest.mark.parametrize("language", list(Language))
def test_the_receipt_says_what_was_done_and_names_nobody(life: Life, language: Language) -> None:
    first, texts = life.forget(), Texts(language)
    second = life.desk.forgetting.forget(life.others[0], ForgetReason.DIED)
    assert first.number != second.number
    assert is_slip_number(first.number)
    lines = "\n".join(receipt_lines(first, life.station.station, texts))
    assert texts("forgotten-files") in lines, "what staff saved elsewhere, the program cannot erase"
    assert first.number in lines
    assert "2026-11-28" in lines
    assert not any(trace in lines for trace in TRACES)
    assert len(receipt_lines(second, life.station.station, texts)) < lines.count("\n") + 1


def test_databases_that_were_put_aside_are_told_of_on_the_receipt(life: Life) -> None:
    life.station.places.damaged.mkdir(parents=True)
    (life.station.places.damaged / "station-20260101T000000-1.db").write_bytes(b"x")
    receipt = life.forget()
    assert receipt.put_aside == 1
    assert "1" in receipt_lines(receipt, life.station.station, Texts(Language.ZH_CN))[-1]


def test_when_the_change_fails_nothing_is_forgotten_and_nothing_noted(life: Life) -> None:
    life.database.execute("create trigger stop before insert on forgotten begin select raise(abort, 'stop'); end")
    with pytest.raises(Exception, match="stop"):
        life.forget()
    assert traces_in(life.station) == set(TRACES)
    assert ForgottenNote(life.station.places.backups).entries() == ()


def reopened(where: Places, now: datetime = MORNING) -> OpenStation:
    return open_station(where, now=lambda: now)


@pytest.fixture
def closed_after_backup(life: Life) -> Places:
    """A station whose backup from before still holds the person, forgotten since and closed."""
    places = life.station.places
    make_backup(places.database, life.database.key, places.backups, now=MORNING)
    life.forget()
    life.station.close()
    return places


def backup_holds_traces(places: Places, key: str) -> bool:
    pages = decrypted_pages(backups_in(places.backups)[-1], key)
    return any(is_told(trace, pages) for trace in TRACES)


def test_a_backup_that_takes_the_place_of_a_damaged_database_forgets_again(closed_after_backup: Places) -> None:
    with reopened(closed_after_backup) as station:
        key = station.database.key.hex()
    assert backup_holds_traces(closed_after_backup, key)
    content = bytearray(closed_after_backup.database.read_bytes())
    content[: len(content) // 2] = bytes(len(content) // 2)
    closed_after_backup.database.write_bytes(content)
    with reopened(closed_after_backup) as station:
        assert station.opened.recovered_from is not None
        assert traces_in(station) == set()
        assert station.database.value("select count(*) from forgotten") == 2


@pytest.mark.parametrize("seed", range(6))
def test_what_is_put_together_from_a_backup_and_a_torn_database_forgets_again(
    closed_after_backup: Places, seed: int
) -> None:
    with closed_after_backup.database.open("r+b") as file:
        file.seek(random.Random(seed).randrange(PAGE, closed_after_backup.database.stat().st_size - 100))
        file.write(b"torn")
    mark_damaged(closed_after_backup.database)
    with reopened(closed_after_backup) as station:
        assert station.opened.recovered_from is not None
        assert traces_in(station) == set()
        assert station.database.value("select count(*) from recordings") == 0


def test_a_search_key_that_came_back_alone_goes_again(closed_after_backup: Places) -> None:
    with reopened(closed_after_backup) as station:
        number = station.database.value("select number from people where forgotten_at_ms is not null")
        station.database.execute("insert into person_keys values ('y:ouyangcuilan', ?)", (number,))
    with reopened(closed_after_backup) as station:
        assert traces_in(station) == set()


def test_a_backup_that_takes_the_place_of_a_lost_database_forgets_again(closed_after_backup: Places) -> None:
    for path in closed_after_backup.data.glob("station.db*"):
        if not path.name.endswith((".mark", ".lock")):
            path.unlink()
    with reopened(closed_after_backup) as station:
        assert station.opened.recovered_from is not None
        assert traces_in(station) == set()


def test_a_backup_that_somebody_copies_back_by_hand_forgets_again(closed_after_backup: Places) -> None:
    for path in closed_after_backup.data.glob("station.db-*"):
        path.unlink()
    shutil.copyfile(backups_in(closed_after_backup.backups)[0], closed_after_backup.database)
    with reopened(closed_after_backup) as station:
        told = {op.row_id for op in Outbox(station.database).waiting(limit=9999) if op.kind == "person-forgotten"}
        assert len(told) == 2
        assert traces_in(station) == set()


def test_the_note_beside_the_backups_holds_ids_only(closed_after_backup: Places) -> None:
    content = (closed_after_backup.backups / "forgotten.json").read_bytes()
    assert not any(is_told(trace, content) for trace in TRACES)
    assert len(json.loads(content)) == 2


def test_backups_from_before_are_gone_by_the_day_on_the_receipt_but_never_the_last(life: Life) -> None:
    places, key = life.station.places, life.database.key
    for _ in range(3):
        make_backup(places.database, key, places.backups, now=MORNING)
    receipt = life.forget()
    life.station.close()
    gone = datetime.combine(receipt.gone_from_backups, MORNING.time()).astimezone()
    reopened(places, gone - timedelta(days=1)).close()
    assert len(backups_in(places.backups)) == 3
    reopened(places, gone).close()
    assert len(backups_in(places.backups)) == 1
    make_backup(places.database, key, places.backups, now=gone)
    reopened(places, gone).close()
    (last,) = backups_in(places.backups)
    pages = decrypted_pages(last, key.hex())
    assert not any(is_told(trace, pages) for trace in TRACES)
    with closing(connect(last, key)) as connection:
        assert connection.execute("select count(*) from people").fetchone() == (82,)


def test_a_note_that_is_none_keeps_nobody_from_opening(life: Life) -> None:
    places = life.station.places
    places.backups.mkdir(parents=True, exist_ok=True)
    life.station.close()
    for written in (b"", b"{", b"[1]", b'[{"person_id": 1}]', b"\xff"):
        (places.backups / "forgotten.json").write_bytes(written)
        reopened(places).close()


def test_a_power_cut_after_the_note_forgets_at_the_next_opening(life: Life) -> None:
    note = ForgottenNote(life.station.places.backups)
    with note.added(tuple(life.ids), gone_ms=0):
        pass
    life.station.close()
    with reopened(life.station.places) as station:
        assert traces_in(station) == set()
        desk = station.desk(Actor(role=Role.CLERK, device="desk-1", staff_id="staff-1"))
        assert desk.people.search(PHONE) == ()


def test_no_page_keeps_what_moved_away_from_it_long_ago(station: OpenStation, desk: Desk) -> None:
    """Rows move from page to page as a table grows; what they leave behind there must not be readable either."""
    people = [
        desk.people.register(
            WalkIn(name=f"阿{number:04x}的名字", consent=Consent.GIVEN, phone=f"139{number:08d}")
        ).value
        for number in range(0, 400_000, 1_000)
    ]
    gone = people[::40]
    for person in gone:
        desk.forgetting.forget(person.id, ForgetReason.ASKED)
    assert station.database.rows("pragma wal_checkpoint(truncate)")[0][0] == 0
    pages = decrypted_pages(station.database.path, station.database.key.hex())
    stayed = [person for person in people if person not in gone]
    assert all(is_told(person.name, pages) and is_told(person.phone, pages) for person in stayed)
    assert [
        around(trace, pages) for person in gone for trace in (person.name, person.phone) if is_told(trace, pages)
    ] == []


def test_what_a_reader_kept_in_the_log_goes_with_the_next_backup(station: OpenStation, desk: Desk) -> None:
    person = desk.people.register(WalkIn(name="王秀英", consent=Consent.GIVEN)).value
    with closing(connect(station.places.database, station.database.key)) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from people").fetchone()
        desk.forgetting.forget(person.id, ForgetReason.ASKED)
        log = station.places.database.with_name(station.places.database.name + "-wal")
        assert log.stat().st_size > 0
        upkeep_of(station).back_up_now()
        assert log.stat().st_size > 0
        reader.execute("commit")
    upkeep_of(station).back_up_now()
    assert log.stat().st_size == 0


def written_and_changed(desk: Desk, chance: random.Random, count: int) -> list[Person]:
    """People with notes of every length, many changed later: their rows move within pages and from page to page."""
    words = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]

    def some(*lengths: int) -> str:
        return "".join(chance.choices(words, k=chance.choice(lengths)))

    people: list[Person] = []
    for number in chance.sample(range(10**8), count):
        one = WalkIn(
            name=some(*range(5, 15)), consent=Consent.GIVEN, phone=f"139{number:08d}", note=some(0, 3, 40, 150)
        )
        people.append(desk.people.register(one, also_new=True).value)
        place = chance.randrange(len(people))
        if chance.random() < 0.3:
            people[place] = desk.people.change(people[place].id, also_new=True, note=some(5, 60, 200)).value
    return people


@pytest.mark.parametrize("seed", [10, 11, 13])
def test_no_page_keeps_rows_that_were_moved_within_it(station: OpenStation, desk: Desk, seed: int) -> None:
    """Without scrubbing somebody of each of these seeds stays readable."""
    chance = random.Random(seed)
    people = written_and_changed(desk, chance, 400)
    gone = chance.sample(people, 40)
    for person in gone:
        desk.forgetting.forget(person.id, ForgetReason.ASKED)
    pages = decrypted_pages(station.database.path, station.database.key.hex())
    assert [
        around(trace, pages) for person in gone for trace in (person.name, person.phone) if is_told(trace, pages)
    ] == []
    stayed = [person for person in people if person not in gone]
    assert all(is_told(person.phone, pages) for person in stayed)
    assert station.database.rows("pragma foreign_key_check") == []


def test_a_large_database_is_scrubbed_with_its_next_backup(
    station: OpenStation, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.store.forgetting.AT_ONCE_BYTES", 1)
    person = desk.people.register(WalkIn(name="王秀英", consent=Consent.GIVEN)).value
    desk.forgetting.forget(person.id, ForgetReason.ASKED)
    unscrubbed = "select count(*) from forgotten where not is_scrubbed"
    assert station.database.value(unscrubbed) == 1
    upkeep_of(station).back_up_now()
    assert station.database.value(unscrubbed) == 0
