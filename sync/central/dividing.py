"""Slots shared out by the thousand, in the tables themselves: for a kiosk that asks what it may give out."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text, update

from sync.central.store.tables import kiosks, slots

OFFERS_AT_ONCE = 100_000
EVEN = "((rest + :kiosks - 1) / :kiosks)"
NEAR = "(case when town = :town then (rest + 1) / 2 else 0 end)"
SHARE = f"""case when wanted >= free then free when wanted > 0 then wanted
    when {NEAR} > {EVEN} then {NEAR} else {EVEN} end"""
WANTED = "(select sum(l.wanted) from leases l where l.region = :region and l.posting = s.posting)"
DIVIDE = f"""
insert into leases (region, posting, kiosk, slots, used, no, given, wanted)
with offered as materialized (
    select s.region, s.posting, s.offer, s.town, s.headcount - s.granted as free,
        s.headcount - s.granted - cast(coalesce({WANTED}, 0) as bigint) as rest, coalesce(mine.wanted, 0) as wanted
    from slots s
    left join leases mine on mine.region = :region and mine.posting = s.posting and mine.kiosk + 0 = :kiosk
    where s.region = :region and s.offer > :seen and s.offer <= :last and s.is_open and s.granted < s.headcount
    and (mine.kiosk is null or mine.wanted > 0 or mine.slots <= mine.used)
)
select region, posting, :kiosk, {SHARE}, 0, :before + row_number() over (order by offer), {SHARE}, 0
from offered where wanted > 0 or rest > 0
on conflict (region, posting, kiosk) do update
set slots = leases.slots + excluded.given, no = excluded.no, given = excluded.given, recall = null,
    wanted = case when leases.wanted > excluded.given then leases.wanted - excluded.given else 0 end
"""
"""A kiosk gets what it wants of the free slots. Of the rest, which nobody wants, one that has no slot left gets its
even share, or half where the work is in its town. Were `offered` not kept, PostgreSQL would add up the wishes of a
posting again at each place where its rest is named. With `+ 0` it looks for a lease by its posting: all those of a
kiosk, for each posting anew, took 25 s for 100,000 where it knew of none when it made its plan.

As both are rounded up it is one at least: who comes first gets work rather than nobody. A kiosk gets some only as it
asks, so none lie with one that has no line.
"""
COUNT_DIVIDED = """
update slots set granted = slots.granted + l.given
from leases l
where slots.region = :region and l.region = :region and l.posting = slots.posting and l.kiosk = :kiosk
and l.no > :before
"""

SPREAD = """
with holders as (
    select l.posting, l.kiosk, l.slots - l.used - l.wanted as spare,
        row_number() over (partition by l.posting order by l.slots - l.used - l.wanted desc, l.kiosk) as place
    from slots s join leases l on l.region = :region and l.posting = s.posting
    join kiosks k on k.region = :region and k.kiosk = l.kiosk
    left join leases mine on mine.region = :region and mine.posting = s.posting and mine.kiosk + 0 = :kiosk
    where s.region = :region and s.is_open and s.granted >= s.headcount and l.kiosk <> :kiosk
    and l.recall is null and l.slots - l.used - l.wanted > 1 and k.revoked_ms = 0 and not k.is_dead
    and (mine.kiosk is null or mine.slots <= mine.used)
),
asked as (
    select h.posting, h.kiosk, case when h.spare >= 2 * :kiosks then h.spare / :kiosks else 1 end as share,
        k.grant_no + row_number() over (partition by h.kiosk order by h.posting) as no
    from holders h join kiosks k on k.region = :region and k.kiosk = h.kiosk where h.place = 1
)
update leases set recall = leases.slots - asked.share, no = asked.no
from asked where leases.region = :region and leases.posting = asked.posting and leases.kiosk + 0 = asked.kiosk
"""
"""For a kiosk that joins late: of each posting whose slots all others have, who has most is asked for a share.

With `+ 0` as above: the second kiosk after an import waited 4 s for 10,000 postings, by the square of their number.
"""
COUNT_ASKED = """
update kiosks set grant_no = newest.no
from (select l.kiosk, max(l.no) as no from leases l where l.region = :region group by l.kiosk) as newest
where kiosks.region = :region and kiosks.kiosk = newest.kiosk and kiosks.grant_no < newest.no
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """What came of it. `last_offer`: the last that was looked at, None where there was none; `has_more`: some wait.

    `last_grant`: the number of the kiosk's newest grant, None where it got nothing.
    """

    last_offer: int | None
    has_more: bool
    last_grant: int | None


def divide(connection: Connection, region: str, kiosk: int, *, seen: int, town: str, kiosks_there: int) -> Divided:
    """Give `kiosk` its share of what was offered after offer number `seen`; ask others for a share if it is new.

    `kiosks_there`: how many kiosks the region has.
    """
    offers = (
        select(slots.c.offer)
        .where(slots.c.region == region, slots.c.offer > seen)
        .order_by(slots.c.offer)
        .limit(OFFERS_AT_ONCE)
        .subquery()
    )
    last, count = connection.execute(select(func.max(offers.c.offer), func.count())).one()
    mine = (kiosks.c.region == region) & (kiosks.c.kiosk == kiosk)
    before = connection.execute(select(kiosks.c.grant_no).where(mine)).scalar_one()
    values = {
        "region": region,
        "kiosk": kiosk,
        "seen": seen,
        "last": last,
        "before": before,
        "kiosks": kiosks_there,
        "town": town or "-",
    }
    given = 0
    if last is not None and (given := connection.execute(text(DIVIDE), values).rowcount):
        connection.execute(text(COUNT_DIVIDED), values)
        connection.execute(update(kiosks).where(mine).values(grant_no=before + given))
    if not seen and kiosks_there > 1 and connection.execute(text(SPREAD), values).rowcount:
        connection.execute(text(COUNT_ASKED), values)
    return Divided(last_offer=last, has_more=count == OFFERS_AT_ONCE, last_grant=before + given if given else None)
