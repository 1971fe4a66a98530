"""Two kiosks change the same rows: nothing of either is lost, and who is forgotten stays forgotten."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from sync.central.merge import STATE_RANK
from sync.central.store.database import Store
from sync.central.store.tables import pages, records
from sync.central.upkeep import faults
from sync.protocol.kinds import IDENTITY, PERSON
from sync.protocol.page import read_header, unpack
from tests.central.county import County, RawKiosk, dump, hasty_store, pages_of

NAME, PHONE, NUMBER, SECRET = "张翠花", "13987654321", "511902199001011234", "她说工头姓刘"


class Town:
    """A station with two kiosks."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.county = County(store)
        self.one = self.county.east
        said = self.one.said
        self.two = self.county.kiosk(self.county.central.enrolment.add_code(said.region, said.station))
        self.kiosks = [self.one, self.two]

    def up_to_date(self) -> list[int]:
        """Let both kiosks hear everything; return the positions that they know then."""
        for kiosk in self.kiosks:
            kiosk.send()
        return self.one.at[:2]

    def fields(self, kind: str, row: str) -> dict[str, Any] | None:
        with self.store.look() as connection:
            found = connection.execute(
                select(records.c.fields).where(records.c.kind == kind, records.c.id == row, ~records.c.is_gone)
            ).scalar()
        return None if found is None else json.loads(found)

    def conflicts(self, row: str) -> dict[str, tuple[Any, Any]]:
        """Field -> what lost, what was kept."""
        with self.store.look() as connection:
            found = [json.loads(one) for one in connection.execute(
                select(records.c.fields).where(records.c.kind == "conflict", ~records.c.is_gone)
            ).scalars()]  # fmt: skip
        return {
            one["field"]: (json.loads(one["lost"])["value"], json.loads(one["kept"])["value"])
            for one in found
            if one["row_id"] == row
        }


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One for all examples: each works on rows of its own."""
    with hasty_store(tmp_path_factory.mktemp("merge")) as store:
        town = Town(store)
        yield town
        town.county.close()


@pytest.fixture
def town(store: Store) -> Iterator[Town]:
    town = Town(store)
    yield town
    town.county.close()


WORDS = st.sampled_from(["", "甲", "乙", "丙"])
CHANGES = st.dictionaries(
    st.sampled_from(["name", "phone", "note", "region"]), st.none() | WORDS, max_size=4
) | st.fixed_dictionaries({"birth_year": st.sampled_from([None, 1960, 1970, 1980])})


def empty(value: Any) -> Any:
    return None if value == "" else value


@given(st.fixed_dictionaries({"name": WORDS, "note": WORDS}), CHANGES, CHANGES, st.booleans())
@settings(max_examples=40, deadline=None)
def test_each_field_is_the_last_that_came_and_what_lost_is_kept(
    shared: Town, at_first: dict[str, Any], earlier: dict[str, Any], later: dict[str, Any], swapped: bool
) -> None:
    first, second = reversed(shared.kiosks) if swapped else shared.kiosks
    made = first.operation("person-saved", **at_first)
    first.send(made)
    row, base = str(made["row"]), shared.up_to_date()
    early = first.operation("person-saved", row, new=False, base=base, **earlier)
    late = second.operation("person-saved", row, new=False, base=base, **later)
    assert first.refused(early) == second.refused(late) == []
    expected = {name: value for name, value in {**at_first, **earlier, **later}.items() if empty(value) is not None}
    assert shared.fields("person", row) == expected
    fought = {
        name: (empty(earlier[name]), empty(later[name]))
        for name in earlier.keys() & later.keys()
        if empty(earlier[name]) != empty(at_first.get(name)) and empty(earlier[name]) != empty(later[name])
    }
    found = {name: (empty(lost), empty(kept)) for name, (lost, kept) in shared.conflicts(row).items()}
    assert found == fought


@given(st.sampled_from(sorted(STATE_RANK)), st.sampled_from(sorted(STATE_RANK)), st.booleans())
@settings(max_examples=40, deadline=None)
def test_withdrawn_beats_closed_beats_full_beats_open(shared: Town, earlier: str, later: str, swapped: bool) -> None:
    first, second = reversed(shared.kiosks) if swapped else shared.kiosks
    row = first.posting(headcount=2)
    base = shared.up_to_date()
    early = first.operation("posting-saved", row, new=False, base=base, state=earlier, note="甲")
    late = second.operation("posting-saved", row, new=False, base=base, state=later, title="乙")
    assert first.refused(early) == second.refused(late) == []
    said = shared.fields("posting", row) or {}
    wins = max(later, earlier, key=STATE_RANK.__getitem__)
    assert (said["state"], said["note"], said["title"]) == (wins, "甲", "乙")
    fought = earlier not in ("open", later)
    assert set(shared.conflicts(row)) == ({"state"} if fought else set())


def test_a_pause_that_knew_nothing_of_the_end_does_not_open_what_was_withdrawn(town: Town) -> None:
    row = town.one.posting(headcount=2)
    base = town.up_to_date()
    town.one.send(town.one.operation("posting-saved", row, new=False, base=base, state="withdrawn"))
    town.two.send(town.two.operation("posting-saved", row, new=False, base=base, state="paused"))
    assert (town.fields("posting", row) or {})["state"] == "withdrawn"
    assert set(town.conflicts(row)) == {"state"}


def test_what_a_copy_and_its_living_original_each_write_is_fought_over_as_between_any_two(town: Town) -> None:
    """Up to where they parted both know all; what the original wrote since is another's word for the copy."""
    row = str(town.one.operation("person-saved", name="旧")["row"])
    town.one.seq -= 1
    town.one.send(town.one.operation("person-saved", row, name="旧"))
    shared_word = town.one.operation("person-saved", row, new=False, base=town.one.at[:2], note="分开以前")
    before = town.one.at[:2]
    town.one.send(shared_word)
    copy = town.one.forked(fork_seq=town.one.seq)
    town.one.send(town.one.operation("person-saved", row, new=False, base=town.one.at[:2], phone="13900000001"))
    said = copy.operation("person-saved", row, new=False, base=before, phone="13900000002", note="分开以后")
    assert copy.refused(said) == []
    assert (town.fields("person", row) or {})["phone"] == "13900000002"
    assert town.conflicts(row) == {"phone": ("13900000001", "13900000002")}, "what both knew is no other's word"


def test_two_people_put_together_the_other_way_round_are_one_and_no_circle(town: Town) -> None:
    base = town.up_to_date()
    a, b, c = (str(town.one.operation("person-saved", name=name)["row"]) for name in "甲乙丙")
    town.one.seq -= 3
    town.one.send(*(town.one.operation("person-saved", row, name=row[:4]) for row in (a, b, c)))
    base = town.up_to_date()

    def counts_as(kiosk: RawKiosk, who: str, whole: str) -> list[str | None]:
        said = kiosk.operation("person-saved", who, new=False, base=base, counts_as_id=whole, note=who[:3])
        assert kiosk.refused(said) == []
        return [(town.fields("person", row) or {}).get("counts_as_id") for row in (a, b, c)]

    assert counts_as(town.one, a, b) == [b, None, None]
    assert counts_as(town.two, b, a) == [b, None, None]
    assert counts_as(town.two, b, c) == [b, c, None]
    assert counts_as(town.one, c, a) == [b, c, None]
    assert counts_as(town.one, c, c) == [b, c, c]
    assert (town.fields("person", b) or {})["note"] == b[:3], "the rest of what was said holds"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("state", "flying"),
        ("pay_unit", "moon"),
        ("paid_when", "never"),
        ("strength", "superhuman"),
        ("source", "dream"),
        ("currency", "yuan"),
        ("first_day", "2026-02-30"),
        ("last_day", "20261127"),
        ("daily_start", "25:00"),
        ("daily_end", "noon"),
    ],
)
def test_what_no_posting_can_hold_is_not_shown_to_everybody(town: Town, name: str, value: str) -> None:
    row = town.one.posting()
    before = town.fields("posting", row)
    changed = town.one.operation("posting-saved", row, new=False, base=town.up_to_date(), **{name: value})
    assert town.one.refused(changed) == [f"wrong-value {name}"]
    assert town.fields("posting", row) == before


def test_no_posting_is_taken_of_an_employer_that_is_gone_and_none_goes_that_has_some(town: Town) -> None:
    posting = town.one.posting()
    employer = str((town.fields("posting", posting) or {})["employer_id"])
    assert town.one.refused(town.one.operation("employer-saved", employer, new=False, deleted=1)) == ["row-in-use"]
    town.one.send(town.one.operation("posting-saved", posting, new=False, deleted=1))
    assert town.one.refused(town.one.operation("employer-saved", employer, new=False, deleted=1)) == []
    late = town.two.operation(
        "posting-saved", trade="mason", title="搬砖", state="open", headcount=1, employer_id=employer
    )
    assert town.two.refused(late) == ["row-gone employer_id"]


def test_a_posting_that_staff_saw_closed_can_be_opened_again(shared: Town) -> None:
    row = shared.one.posting()
    shared.one.send(shared.one.operation("posting-saved", row, new=False, base=shared.up_to_date(), state="closed"))
    shared.two.send(shared.two.operation("posting-saved", row, new=False, base=shared.up_to_date(), state="open"))
    assert (shared.fields("posting", row) or {})["state"] == "open"
    assert shared.conflicts(row) == {}


@given(st.permutations(range(4)))
@settings(max_examples=12, deadline=None)
def test_in_whatever_order_kiosks_come_fields_of_different_names_are_all_kept(shared: Town, order: list[int]) -> None:
    made = shared.one.operation("person-saved", name="甲")
    shared.one.send(made)
    row, base = str(made["row"]), shared.up_to_date()
    said = [{"phone": "1"}, {"note": "2"}, {"birth_year": 1970}, {"region": "3"}]
    for place in order:
        kiosk = shared.kiosks[place % 2]
        assert kiosk.refused(kiosk.operation("person-saved", row, new=False, base=base, **said[place])) == []
    expected = {"name": "甲", "phone": "1", "note": "2", "birth_year": 1970, "region": "3"}
    assert shared.fields("person", row) == expected
    assert shared.conflicts(row) == {}


AFTER = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["saved", "anew", "forgotten", "deleted", "deleted by another word"]),
        st.sampled_from([0, -1]),
    ),
    min_size=1,
    max_size=5,
)


@given(AFTER)
@settings(max_examples=30, deadline=None)
def test_who_is_forgotten_stays_so_whatever_comes_later(shared: Town, later: list[tuple[int, str, int]]) -> None:
    made = shared.one.operation("person-saved", name=NAME, phone=PHONE, identity_number=NUMBER)
    shared.one.send(made)
    row, base = str(made["row"]), shared.up_to_date()
    shared.one.send(shared.one.operation("person-forgotten", row, new=False, base=base, forgotten_at_ms=5))
    for place, how, old in later:
        kiosk = shared.kiosks[place]
        at = base if old else shared.up_to_date()
        words: dict[str, Any] = {"name": NAME, "phone": PHONE}
        kind, new, said = {
            "saved": ("person-saved", False, words),
            "anew": ("person-saved", True, words),
            "forgotten": ("person-forgotten", False, {"forgotten_at_ms": 9, **words}),
            "deleted": ("person-saved", False, {"deleted": 1}),
            "deleted by another word": ("person-forgotten", False, {"deleted": 1}),
        }[how]
        kiosk.send(kiosk.operation(kind, row, new=new, base=at, **said))
    said_of = shared.fields("person", row)
    assert said_of is not None
    assert said_of["forgotten_at_ms"] in (5, 9)
    assert not {name for name in IDENTITY if said_of.get(name)}
    assert NAME not in str(dump(shared.store, "records", "changes", "refusals"))


def told_about(town: Town) -> tuple[str, list[str]]:
    """Let both kiosks change what is written of somebody who works and complains; return the person and the rows."""
    one, two = town.kiosks
    posting = one.posting()
    person = one.operation("person-saved", name=NAME, phone=PHONE, identity_number=NUMBER, note=SECRET)
    who = str(person["row"])
    visit = one.operation("visit-saved", person_id=who, day="2026-11-26")
    slip = one.operation("slip-saved", posting_id=posting, person_id=who, state="held", number="A2-1")
    outcome = one.operation("outcome-saved", str(slip["row"]), result="worked", reason=SECRET)
    complaint = one.operation("complaint-saved", slip_id=slip["row"], words=SECRET, number="A2-C1")
    step = one.operation("complaint-step-added", complaint_id=complaint["row"], words=SECRET)
    move = one.operation("arrival-moved", visit_id=visit["row"], reason=SECRET, to_place=1)
    made = (person, visit, slip, outcome, complaint, step, move)
    assert one.refused(*made) == []
    base = town.up_to_date()
    rows = [
        ("person-saved", who, "note"),
        ("person-saved", who, "name"),
        ("outcome-saved", str(slip["row"]), "reason"),
        ("complaint-saved", str(complaint["row"]), "words"),
        ("complaint-step-added", str(step["row"]), "words"),
        ("arrival-moved", str(move["row"]), "reason"),
    ]
    for kiosk, word in ((two, NAME), (one, SECRET + "二")):
        said = [kiosk.operation(kind, row, new=False, base=base, **{name: word}) for kind, row, name in rows]
        assert kiosk.refused(*said) == []
    return who, [row for _, row, _ in rows]


def forget(town: Town, who: str, rows: list[str]) -> None:
    """Say what a station says when somebody is forgotten: the words first, the person last."""
    one = town.one
    base = town.up_to_date()
    _, _, slip, complaint, step, move = rows
    said = [
        one.operation("complaint-saved", complaint, new=False, base=base, words="", next_step=""),
        one.operation("complaint-step-added", step, new=False, base=base, words=""),
        one.operation("outcome-saved", slip, new=False, base=base, reason=""),
        one.operation("arrival-moved", move, new=False, base=base, reason="—"),
        one.operation("person-forgotten", who, new=False, base=base, forgotten_at_ms=5),
    ]
    assert one.refused(*said) == []


def test_what_was_written_of_somebody_who_is_forgotten_is_nowhere_any_more(town: Town) -> None:
    other = town.one.operation("person-saved", name="李四", note="甲")
    town.one.send(other)
    base = town.up_to_date()
    for kiosk, word in zip(town.kiosks, ("乙", "丙"), strict=True):
        kiosk.send(kiosk.operation("person-saved", str(other["row"]), new=False, base=base, note=word))
    who, rows = told_about(town)
    pages_of(town.one)
    before = str(dump(town.store))
    assert all(word in before for word in (NAME, PHONE, NUMBER, SECRET))
    assert set(town.conflicts(who)) == {"note"}
    with town.store.look() as connection:
        theirs = (records.c.kind == "person") & records.c.fields.contains(PHONE) & (records.c.id != who)
        namesakes = connection.execute(select(records.c.id).where(theirs)).scalars().all()
    for row in namesakes:
        town.one.send(town.one.operation("person-saved", row, new=False, base=town.one.at[:2], deleted=1))
    forget(town, who, rows)
    after = str(dump(town.store))
    for word in (NAME, PHONE, NUMBER, SECRET):
        assert word not in after, word
        assert json.dumps(word) not in after
    assert set(town.conflicts(who)) == {"note"}, "that there was a conflict may be known"
    assert town.conflicts(str(other["row"])) == {"note": ("乙", "丙")}, "others lose nothing"
    with town.store.look() as connection:
        kept = connection.execute(select(pages.c.data).where(pages.c.owner == town.one.station)).scalars().all()
    for data in kept:
        stream = io.BytesIO(bytes(data))
        read_header(stream)
        told = str([entry for group in unpack(stream) for entry in group.entries()])
        assert not [word for word in (NAME, PHONE, NUMBER, SECRET) if word in told]
    assert list(faults(town.store)) == []
    town.two.at = [0, 0, 0]
    assert town.two.send().refused == []


def test_no_byte_of_somebody_who_is_forgotten_stays_in_the_database_file(sqlite_store: Store, tmp_path: Any) -> None:
    town = Town(sqlite_store)
    who, rows = told_about(town)
    file = tmp_path / "central.db"

    def on_disk() -> bytes:
        with sqlite_store.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("select 1"))
        raw = sqlite_store.engine.raw_connection()
        raw.cursor().execute("pragma wal_checkpoint(truncate)").close()
        raw.close()
        return b"".join(path.read_bytes() for path in (file, file.with_name("central.db-wal")) if path.exists())

    assert all(word.encode() in on_disk() for word in (NAME, PHONE, NUMBER, SECRET))
    forget(town, who, rows)
    left = on_disk()
    assert [word for word in (NAME, PHONE, NUMBER, SECRET) if word.encode() in left] == []
    town.county.close()


def test_words_that_come_from_the_old_time_of_another_kiosk_do_not_bring_somebody_back(town: Town) -> None:
    who, rows = told_about(town)
    old = town.up_to_date()
    forget(town, who, rows)
    late = town.two.operation("person-saved", who, new=False, base=old, name=NAME, note=SECRET)
    assert town.two.refused(late) == ["person-forgotten"]
    assert NAME not in str(dump(town.store))


def test_words_about_a_forgotten_person_that_come_late_are_not_taken_and_what_counts_is(town: Town) -> None:
    who, rows = told_about(town)
    forget(town, who, rows)
    two, posting = town.two, town.one.posting()
    town.up_to_date()
    visit = two.operation("visit-saved", person_id=who, day="2026-11-27")
    slip = two.operation("slip-saved", posting_id=posting, person_id=who, state="cancelled", number="A3-1")
    outcome = two.operation("outcome-saved", str(slip["row"]), result="worked", reason=SECRET)
    words = {"words": SECRET, "next_step": SECRET, "recording": "sound-1", "number": "A3-C1"}
    complaint = two.operation("complaint-saved", person_id=who, **words)
    by_slip = two.operation("complaint-saved", slip_id=slip["row"], **words)
    step = two.operation("complaint-step-added", complaint_id=by_slip["row"], words=SECRET, what="note")
    move = two.operation("arrival-moved", visit_id=visit["row"], reason=SECRET, to_place=3)
    again = two.operation("complaint-saved", rows[3], new=False, words=SECRET, state="in_hand")
    of_nobody = two.operation("complaint-saved", words=SECRET, number="A3-C2")
    assert two.refused(visit, slip, outcome, complaint, by_slip, step, move, again, of_nobody) == []
    assert town.fields("complaint", str(of_nobody["row"])) == {"words": SECRET, "number": "A3-C2"}
    named = two.operation("complaint-saved", str(of_nobody["row"]), new=False, person_id=who)
    assert two.refused(named) == []
    assert town.fields("outcome", str(slip["row"])) == {"result": "worked"}
    assert town.fields("complaint", str(complaint["row"])) == {"person_id": who, "number": "A3-C1"}
    assert town.fields("complaint", rows[3])["state"] == "in_hand"
    assert town.fields("complaint-step", str(step["row"])) == {"complaint_id": by_slip["row"], "what": "note"}
    assert town.fields("arrival-move", str(move["row"])) == {"visit_id": visit["row"], "reason": "—", "to_place": 3}
    assert SECRET not in str(dump(town.store, "records"))
    assert list(faults(town.store)) == []


def test_words_that_the_kiosk_which_forgets_has_not_heard_of_go_with_the_others(town: Town) -> None:
    who, rows = told_about(town)
    said = town.one.operation("person-forgotten", who, new=False, base=town.up_to_date(), forgotten_at_ms=5)
    assert town.one.refused(said) == []
    assert SECRET not in str(dump(town.store, "records", "changes"))
    assert town.fields("arrival-move", rows[5])["reason"] == "—"
    assert list(faults(town.store)) == []


def test_of_somebody_forgotten_it_may_be_said_whom_they_count_as_and_nothing_else(town: Town) -> None:
    who, rows = told_about(town)
    forget(town, who, rows)
    older = town.two.operation("person-saved", name="李四")
    town.two.send(older)
    tie = town.two.operation("person-saved", who, new=False, counts_as_id=older["row"])
    assert town.two.refused(tie) == []
    assert town.fields("person", who)["counts_as_id"] == older["row"]
    more = town.two.operation("person-saved", who, new=False, counts_as_id="", trades="mason")
    assert town.two.refused(more) == ["person-forgotten"]


@pytest.mark.parametrize("is_known", [False, True])
def test_a_central_that_was_set_back_hears_again_who_is_forgotten(town: Town, is_known: bool) -> None:
    """Whichever kiosk speaks first: one of them may not have heard of it yet."""
    said = town.two.operation("person-saved", name=NAME, phone=PHONE, card="A2")
    row = str(said["row"])
    if is_known:
        town.two.send(said)
    again = town.one.operation("person-saved", row, base=[0, 0], card="A2", forgotten_at_ms=5)
    assert town.one.refused(again) == []
    if not is_known:
        assert town.two.refused(said) == ["person-forgotten"]
    assert town.fields("person", row) == {"card": "A2", "forgotten_at_ms": 5}
    assert NAME not in str(dump(town.store, "records", "changes"))


def test_a_refusal_says_neither_name_nor_value(town: Town) -> None:
    def reasons(kiosk: RawKiosk) -> list[str]:
        long = kiosk.operation("person-saved", name=NAME * 100, phone=PHONE)
        odd = kiosk.operation("person-saved", **{NAME: PHONE})
        return kiosk.refused(long, odd)

    assert reasons(town.one) == ["wrong-value name", "unknown-field"]
    assert NAME not in str(dump(town.store, "refusals"))


def test_the_fields_of_somebody_that_are_emptied_are_all_that_tell_who_it_was(shared: Town) -> None:
    kept = set(PERSON.by_name) - set(IDENTITY)
    assert kept == {
        "card", "consent", "registered_by", "counts_as_id", "consent_words", "trades", "consent_at_ms",
        "registered_at_ms", "forgotten_at_ms",
    }  # fmt: skip
