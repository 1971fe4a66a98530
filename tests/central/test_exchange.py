"""One sync: what was done is confirmed once, in order, and a history that is not the known one is told apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kiosk.domain.ids import new_id
from sync.central.store.database import Store
from sync.central.store.tables import kiosks, records, refusals
from sync.central.upkeep import faults
from tests.central.county import DATA, REGION, County, hasty_store, mark_of


@pytest.fixture
def county(store: Store) -> Iterator[County]:
    county = County(store)
    yield county
    county.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    with hasty_store(tmp_path_factory.mktemp("exchange")) as store:
        county = County(store)
        yield county
        county.close()


def test_what_is_confirmed_is_the_last_that_was_looked_at_applied_or_not(county: County) -> None:
    east = county.east
    good, bad, last = east.operation("person-saved", name="甲"), east.operation("no-such"), east.operation("nothing")
    reply = east.send(good, bad, last)
    assert reply.through == (3, mark_of(last))
    assert [(one.seq, one.reason) for one in reply.refused] == [(2, "unknown-kind")]


def test_a_refusal_is_told_until_its_kiosk_knows_it(county: County) -> None:
    east = county.east
    bad = east.operation("no-such")
    lost = county.post("/v1/sync", east.message(bad), token=east.token)
    assert lost[0] == 200
    assert [one.seq for one in east.send(bad).refused] == [1], "the first answer did not arrive"
    assert east.send(health={"a": 1}).refused == []
    with county.store.look() as connection:
        assert connection.execute(select(refusals)).all() == []


def test_another_history_under_the_same_name_is_asked_to_become_another(county: County) -> None:
    east = county.east
    east.send(east.operation("person-saved", name="甲"))
    before = county.dump(*DATA)
    clone = {
        "seq": 1,
        "id": new_id(),
        "kind": "person-saved",
        "row": new_id(),
        "fields": {"name": "乙"},
        "base": [0, 0],
    }
    east.after = (0, "")
    assert east.send(clone, at=[0, 0, 0]).again
    assert county.dump(*DATA) == before
    east.after = (1, "wrongone")
    assert east.send(at=[0, 0, 0]).again
    assert county.dump(*DATA) == before


def test_a_restored_backup_that_sends_nothing_is_noticed(county: County) -> None:
    east = county.east
    east.send(east.operation("nothing"), east.operation("nothing"))
    east.after = (0, "")
    assert east.send().again


def test_who_knows_more_than_central_is_told_that_central_was_set_back(county: County) -> None:
    county.east.after = (5, "abcdefgh")
    assert county.east.fault(county.east.message()) == (409, "central-set-back")


CUTS = st.lists(st.integers(1, 6), min_size=1, max_size=6)


@given(CUTS, st.lists(st.booleans(), min_size=6, max_size=6), st.sampled_from([None, 512, 700, 2000]))
@settings(max_examples=25, deadline=None)
def test_in_whatever_parts_and_however_often_it_comes_each_is_done_once(
    shared: County, cuts: list[int], is_lost: list[bool], most: int | None
) -> None:
    """`is_lost`: the answer to a part did not arrive, so it comes again, with more behind it."""
    east = shared.east
    row, told = new_id(), 0
    waiting = [east.operation("person-saved", row, name="n0")]
    for part, count in enumerate(cuts):
        for _ in range(count):
            told += 1
            waiting.append(east.operation("person-saved", row, new=False, base=east.at[:2], note=f"n{told}"))
        also = {} if most is None else {"most": most}
        if is_lost[part % len(is_lost)]:
            assert shared.post("/v1/sync", east.message(*waiting, **also), token=east.token)[0] == 200
        else:
            assert east.refused(*waiting, **also) == []
            waiting = []
    assert east.refused(*waiting) == []
    with shared.store.look() as connection:
        fields = connection.execute(
            select(records.c.fields).where(records.c.region == REGION, records.c.kind == "person", records.c.id == row)
        ).scalars().all()  # fmt: skip
    assert len(fields) == 1
    assert f'"note":"n{told}"' in fields[0]


def test_a_link_that_carries_little_gets_it_in_parts(county: County) -> None:
    east, west = county.east, county.west
    employers = [east.operation("employer-saved", name=f"{new_id()}用工单位第{n}家" * 2) for n in range(30)]
    assert east.refused(*employers) == []
    rounds = 0
    while west.send(most=700).more and rounds < 100:
        rounds += 1
    full = west.send()
    assert 1 < rounds < 100
    assert (full.tails, full.pages) == ([], [])


def test_everything_adds_up_after_all_of_that(shared: County) -> None:
    assert list(faults(shared.store)) == []


def test_a_kiosk_that_becomes_another_goes_on_where_it_was(county: County) -> None:
    """What both have made is not done twice; what only the copy made is done as the copy's."""
    import json

    from sync.protocol.enrolment import Enrolled, new_token_secret, token_hash, token_of
    from sync.protocol.version import PROTOCOL
    from tests.central.county import RawKiosk

    east = county.east
    first = east.operation("person-saved", name="甲")
    east.send(first)
    secret = new_token_secret()
    asked = {
        "v": PROTOCOL, "reason": "forked", "fork_seq": 1, "public_key": "22" * 32,
        "token_hash": token_hash(secret).hex(), "machine": "other",
    }  # fmt: skip
    said = []
    for _ in range(2):
        status, body = county.post("/v1/again", json.dumps(asked).encode(), token=east.token)
        assert status == 200
        said.append(Enrolled.model_validate_json(body[64:]))
    assert said[0].kiosk == said[1].kiosk != east.said.kiosk
    copy = RawKiosk(county=county, said=said[0], token=token_of(REGION, secret), seq=1, after=said[0].through)
    assert said[0].through == (1, mark_of(first))
    assert copy.refused(copy.operation("person-saved", name="乙")) == []
    assert east.refused(east.operation("person-saved", name="丙")) == []
    with county.store.look() as connection:
        made = select(records.c.by).where(records.c.region == REGION, records.c.kind == "person").order_by(records.c.by)
        assert connection.execute(made).scalars().all() == [east.said.kiosk] * 2 + [copy.said.kiosk]
        assert connection.execute(select(kiosks.c.parent).where(kiosks.c.kiosk == copy.said.kiosk)).scalar_one() > 0
