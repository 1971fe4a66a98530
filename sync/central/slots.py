"""Who may give out how many slots of a posting.

A kiosk gives out slips only within its lease, so what all leases hold together never exceeds the headcount; that is the
one rule kept here. A lease grows when central says so, and shrinks when its kiosk has said that it did: no clock is in
it, as a lease that "ran out" proves nothing about the slips that were given out under it while the cable was out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, func, or_, select, update

from sync.central.dividing import divide
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.store.database import put
from sync.central.store.tables import kiosks, leases, regions, slots, stations

POSTING = "posting"
UNKNOWN = 0
"""The kiosk that holds what nobody knows of."""


@dataclass(slots=True, kw_only=True)
class Pool:
    """The slots of one posting. `granted` is what all leases hold, `held` what slips hold of it.

    `is_taken`: everybody was told that slips hold all.
    """

    offer: int
    headcount: int
    asked: int
    granted: int
    is_open: bool
    town: str
    maker: int = 0
    held: int = 0
    is_taken: bool = False

    @property
    def free(self) -> int:
        return max(0, self.headcount - self.granted)

    @property
    def fitting(self) -> int:
        """The headcount to be told: what was asked for, or so many more as kiosks still hold of those there were.

        Only asking makes it more: slips that a kiosk gave out without having slots for them do not.
        """
        return max(self.asked, min(self.headcount, self.granted))


@dataclass(slots=True, kw_only=True)
class Lease:
    """What one kiosk holds. `no` is the number of the last grant or recall that changed it for the kiosk.

    `wishes`: so many found no slot there, ever; `wanted`: so many of them still wait for one.
    """

    slots: int = 0
    used: int = 0
    no: int = 0
    recall: int | None = None
    wanted: int = 0
    wishes: int = 0

    @property
    def unused(self) -> int:
        return max(0, self.slots - self.used)

    @property
    def spare(self) -> int:
        """How many slots nobody waits for there."""
        return max(0, self.unused - self.wanted)

    @property
    def on_its_way(self) -> int:
        """How many slots are to come back by a recall that was not answered yet."""
        return 0 if self.recall is None else min(self.unused, self.slots - self.recall)


class SlotBook:
    """The leases of one region, within a transaction that has locked the region's scope."""

    def __init__(
        self, connection: Connection, region: str, ledger: Ledger, *, dead: Callable[[], Collection[int]] = frozenset
    ) -> None:
        """`dead` tells which kiosks are gone for good; asked only where it matters."""
        self._connection, self._region, self._ledger, self._who_is_dead = connection, region, ledger, dead
        self._pools: dict[str, Pool] = {}
        self._leases: defaultdict[str, dict[int, Lease]] = defaultdict(dict)
        self._touched: set[tuple[str, int]] = set()
        self._changed: set[str] = set()
        self._grant_nos: dict[int, int] = {}
        self._offers: int | None = None
        self._kiosks: int | None = None
        self.overbooked = 0
        """Slips that a kiosk gave out beyond what it held; never, unless somebody tampered with it."""

    @cached_property
    def _dead(self) -> frozenset[int]:
        return frozenset(self._who_is_dead())

    @cached_property
    def _gone(self) -> frozenset[int]:
        """The kiosks that answer no more."""
        shut_out = select(stations.c.station).where(stations.c.region == self._region, stations.c.revoked_ms > 0)
        question = select(kiosks.c.kiosk).where(
            kiosks.c.region == self._region,
            or_(kiosks.c.is_dead, kiosks.c.revoked_ms > 0, kiosks.c.station.in_(shut_out)),
        )
        return self._dead | frozenset(self._connection.execute(question).scalars())

    @property
    def has_offered(self) -> bool:
        """Whether slots came free that each kiosk is to be offered."""
        return self._offers is not None

    def last_grant(self, kiosk: int) -> int | None:
        """Return the number of the last grant to `kiosk`, None where it got none here."""
        return self._grant_nos.get(kiosk)

    def load(self, postings: Iterable[str], numbers: Iterable[int]) -> None:
        """Read the pools of `postings`, and the leases in them of the kiosks `numbers`."""
        wanted = [posting for posting in dict.fromkeys(postings) if posting not in self._pools]
        if not wanted:
            return
        for row in self._connection.execute(
            select(slots).where(slots.c.region == self._region, slots.c.posting.in_(wanted))
        ):
            self._pools[row.posting] = Pool(
                offer=row.offer,
                headcount=row.headcount,
                asked=row.asked,
                granted=row.granted,
                is_open=row.is_open,
                town=row.town,
                maker=row.maker,
                held=row.held,
                is_taken=row.is_taken,
            )
        if some := sorted(set(numbers)):
            self._read_leases(leases.c.posting.in_(wanted) & leases.c.kiosk.in_(some))

    def _read_leases(self, condition: object) -> None:
        for row in self._connection.execute(select(leases).where(leases.c.region == self._region, condition)):  # type: ignore[arg-type]
            self._leases[row.posting].setdefault(
                row.kiosk,
                Lease(
                    slots=row.slots, used=row.used, no=row.no, recall=row.recall, wanted=row.wanted, wishes=row.wishes
                ),
            )

    def pool(self, posting: str) -> Pool | None:
        self.load([posting], ())
        return self._pools.get(posting)

    def lease(self, posting: str, kiosk: int) -> Lease:
        if kiosk not in self._leases[posting]:
            self._read_leases((leases.c.posting == posting) & (leases.c.kiosk == kiosk))
        return self._leases[posting].setdefault(kiosk, Lease())

    def open(self, posting: str, *, headcount: int, town: str, is_open: bool, maker: int) -> None:
        """A posting is new: the kiosk that made it holds all its slots; those of central's own (0) are free."""
        self._pools[posting] = Pool(
            offer=0, headcount=headcount, asked=headcount, granted=0, is_open=is_open, town=town, maker=maker
        )
        self._changed.add(posting)
        if maker:
            self._set(posting, maker, slots_=headcount)
        else:
            self._offer(posting)

    def set_open(self, posting: str, is_open: bool) -> None:
        """Say whether workers may still get a slip for it."""
        pool = self.pool(posting)
        if pool and pool.is_open != is_open:
            pool.is_open = is_open
            self._changed.add(posting)
            if is_open and pool.free:
                self._offer(posting)

    def may_raise(self, posting: str, headcount: int, kiosk: int) -> bool:
        """Tell whether `kiosk` may raise the headcount to that: two that did it at once would make the slots twice.

        The kiosk that made the posting may; any of its station where that one is gone for good.
        """
        pool = self.pool(posting)
        return pool is None or headcount <= pool.headcount or pool.maker in (0, kiosk) or pool.maker in self._dead

    def set_headcount(self, posting: str, headcount: int, *, added: int, kiosk: int) -> int:
        """Return the headcount that holds from now on.

        `added`: what the kiosk took into its own lease with it, or gave up.
        It comes down only as far as no kiosk holds the slots; the rest follows when they have been given back.
        """
        pool = self.pool(posting)
        if pool is None:
            return headcount
        pool.asked = headcount
        if added:
            lease = self.lease(posting, kiosk)
            self._set(posting, kiosk, slots_=max(lease.slots + added, lease.used, 0))
        pool.headcount += max(added, 0)  # made there already; where that is too many, they are asked back below
        pool.headcount = pool.fitting
        self._changed.add(posting)
        if pool.free:
            self._offer(posting)
        if pool.headcount > pool.asked and pool.is_open:
            self._recall(posting)
        self._tell_taken(posting, pool)
        return pool.headcount

    def slip_held(self, posting: str, kiosk: int) -> None:
        """A slip of `kiosk` holds a slot."""
        lease = self.lease(posting, kiosk)
        lease.used += 1
        self._touched.add((posting, kiosk))
        self._count(posting, 1)
        if lease.used > lease.slots:  # it says so, and the paper is out: what it holds is counted
            self.overbooked += 1
            self._set(posting, kiosk, slots_=lease.used)

    def slip_freed(self, posting: str, kiosk: int) -> None:
        """A slip of `kiosk` holds its slot no more. One of a kiosk that is gone frees it for everybody."""
        lease = self.lease(posting, kiosk)
        lease.used = max(0, lease.used - 1)
        self._touched.add((posting, kiosk))
        self._count(posting, -1)
        if kiosk in self._dead and lease.slots:
            self._set(posting, kiosk, slots_=lease.slots - 1)
            self._gave_back(posting)

    def _count(self, posting: str, more: int) -> None:
        if (pool := self.pool(posting)) is not None:
            pool.held = max(0, pool.held + more)
            self._changed.add(posting)
            self._tell_taken(posting, pool)

    def _tell_taken(self, posting: str, pool: Pool) -> None:
        """Tell everybody when the last slot is gone, or one is there again: they know of their own only."""
        if (pool.held >= pool.headcount) != pool.is_taken:
            pool.is_taken = not pool.is_taken
            self._changed.add(posting)
            self._tell(posting, {"is_taken": int(pool.is_taken) or None})

    def give_up(self, kiosk: int, postings: Sequence[str]) -> None:
        """Take from a kiosk that gives out no slips any more what none of its slips holds."""
        self.load(postings, [kiosk])
        for posting in postings:
            lease = self.lease(posting, kiosk)
            lease.recall, lease.wanted = None, 0
            self._set(posting, kiosk, slots_=lease.used)
            self._gave_back(posting)

    def reported(self, posting: str, kiosk: int, *, no: int, slots_: int) -> None:
        """A kiosk says that it holds only `slots_` since grant `no`; it is believed if no grant is on its way to it.

        One that knows of later grants than central itself is believed as far as the slots reach: central was set back,
        and may have given them to others since. The rest is asked back.
        """
        lease = self.lease(posting, kiosk)
        if no < lease.no or self.pool(posting) is None:
            return
        if no > lease.no:
            self._remember(posting, kiosk, lease, no=no, slots_=slots_)
            return
        lease.recall = None
        self._touched.add((posting, kiosk))
        if slots_ < lease.slots:
            self._set(posting, kiosk, slots_=slots_)
        self._gave_back(posting)

    def _remember(self, posting: str, kiosk: int, lease: Lease, *, no: int, slots_: int) -> None:
        self._grant_nos[kiosk] = max(self._last_no(kiosk), no)
        lease.no, lease.recall = no, None
        self._release(posting, slots_ - lease.slots)
        believed = min(slots_, lease.slots + self._pools[posting].free)
        self._set(posting, kiosk, slots_=believed)
        if believed < slots_:
            self._ask_back(posting, kiosk, lease, believed)
        self._gave_back(posting)

    def _release(self, posting: str, count: int) -> None:
        """Let up to so many slots come free of those that were held back as nobody knew who has them."""
        unknown = self.lease(posting, UNKNOWN)
        found = min(max(count, 0), unknown.slots)
        if found:
            unknown.used = max(0, unknown.used - found)
            self._set(posting, UNKNOWN, slots_=unknown.slots - found)

    def wanted(self, posting: str, kiosk: int, wishes: int) -> None:
        """So many wishes, ever, found no slot at `kiosk`: give it free ones, and ask others for what is missing.

        One that is told again, as no answer came, changes nothing.
        """
        pool, lease = self.pool(posting), self.lease(posting, kiosk)
        more, lease.wishes = wishes - lease.wishes, max(wishes, lease.wishes)
        if pool is None or more <= 0:
            return
        self._touched.add((posting, kiosk))
        if not pool.is_open:
            return
        lease.wanted = min(lease.wanted + more, pool.headcount)
        if given := min(pool.free, lease.wanted):
            self._raise(posting, kiosk, by=given)
        self._recall(posting, but=kiosk, at_least=min(lease.wanted, more))

    def divide(self, kiosk: int, *, seen: int, town: str) -> tuple[int, bool]:
        """Give `kiosk` its share of what was offered after offer number `seen`.

        Return the last offer that was looked at, and whether there are more. To be called after `write`: it works on
        the tables, as a kiosk that is new gets thousands. For one that is new, others are asked for a share as well.
        """
        found = divide(
            self._connection, self._region, kiosk, seen=seen, town=town, kiosks_there=max(1, self._kiosk_count())
        )
        if found.last_grant is not None:
            self._grant_nos[kiosk] = found.last_grant
        return max(seen, self._last_offer()) if found.last_offer is None else found.last_offer, found.has_more

    def share_out(self, posting: str, maker: int) -> None:
        """Ask who made a posting for half of its slots, so that other stations have some; where there are others."""
        lease = self.lease(posting, maker)
        if self._kiosk_count() > 1 and lease.unused > 1 and lease.recall is None:
            self._ask_back(posting, maker, lease, lease.slots - lease.unused // 2)

    def write(self) -> None:
        """Write down what was changed; once, at the end of the transaction."""
        put(
            self._connection,
            slots,
            [
                {
                    "region": self._region,
                    "posting": posting,
                    "offer": pool.offer,
                    "headcount": pool.headcount,
                    "asked": pool.asked,
                    "granted": pool.granted,
                    "is_open": pool.is_open,
                    "town": pool.town,
                    "maker": pool.maker,
                    "held": pool.held,
                    "is_taken": pool.is_taken,
                }
                for posting, pool in ((posting, self._pools[posting]) for posting in sorted(self._changed))
            ],
        )
        put(
            self._connection,
            leases,
            [
                {
                    "region": self._region,
                    "posting": posting,
                    "kiosk": kiosk,
                    "slots": lease.slots,
                    "used": lease.used,
                    "no": lease.no,
                    "recall": lease.recall,
                    "wanted": lease.wanted,
                    "wishes": lease.wishes,
                }
                for posting, kiosk, lease in (
                    (posting, kiosk, self._leases[posting][kiosk]) for posting, kiosk in sorted(self._touched)
                )
            ],
        )

        self._write_numbers()
        self._changed, self._touched = set(), set()

    def _write_numbers(self) -> None:
        for kiosk, number in sorted(self._grant_nos.items()):
            where = (kiosks.c.region == self._region) & (kiosks.c.kiosk == kiosk)
            self._connection.execute(update(kiosks).where(where).values(grant_no=number))
        if self._offers is not None:
            here = regions.c.region == self._region
            self._connection.execute(update(regions).where(here).values(offers=self._offers))

    def _set(self, posting: str, kiosk: int, *, slots_: int) -> None:
        lease, pool = self.lease(posting, kiosk), self.pool(posting)
        if pool is not None:
            pool.granted += slots_ - lease.slots
            self._changed.add(posting)
        lease.slots = slots_
        self._touched.add((posting, kiosk))

    def _raise(self, posting: str, kiosk: int, *, by: int) -> None:
        lease = self.lease(posting, kiosk)
        self._set(posting, kiosk, slots_=lease.slots + by)
        lease.no, lease.recall, lease.wanted = self._next_no(kiosk), None, max(0, lease.wanted - by)

    def _recall(self, posting: str, *, but: int = UNKNOWN, at_least: int = 0) -> None:
        """Ask back what is wanted, or too many since the headcount was lowered, and neither free nor on its way.

        Of each kiosk half of its spare ones at most; with its answer it may be asked again.

        `at_least` so many, whatever is on its way: it may be so from a kiosk that has no line for long. None of `but`,
        which was just given some: a recall would overtake them.
        """
        held, pool = self._held(posting), self._pools[posting]
        missing = sum(lease.wanted - lease.on_its_way for _, lease in held) + pool.headcount - pool.asked - pool.free
        missing = max(missing, at_least)
        for kiosk, lease in sorted(held, key=lambda one: -one[1].spare):
            if missing <= 0:
                return
            taken = min(missing - lease.wanted, -(-lease.spare // 2))  # it is not asked for what it wants itself
            if kiosk != but and lease.recall is None and taken > 0:
                self._ask_back(posting, kiosk, lease, lease.slots - taken)
                missing -= taken

    def _held(self, posting: str) -> list[tuple[int, Lease]]:
        """Return the kiosks that have unused slots of a posting, or want some, with their leases.

        Not those that are gone, who want none any more.
        """
        self._read_leases((leases.c.posting == posting) & ((leases.c.slots > leases.c.used) | (leases.c.wanted > 0)))
        held = sorted(self._leases[posting].items())
        for kiosk, lease in held:
            if lease.wanted and kiosk in self._gone:
                lease.wanted = 0
                self._touched.add((posting, kiosk))
        return [(kiosk, lease) for kiosk, lease in held if kiosk not in self._gone]

    def _ask_back(self, posting: str, kiosk: int, lease: Lease, down_to: int) -> None:
        lease.recall, lease.no = down_to, self._next_no(kiosk)
        self._touched.add((posting, kiosk))

    def _gave_back(self, posting: str) -> None:
        """Slots came free: a headcount that waited for it comes down, who wants some is offered them.

        Where they are too few, more are asked back.
        """
        pool = self.pool(posting)
        if pool is None:
            return
        if pool.headcount > pool.asked:
            self._fit(posting)
        if not pool.is_open:
            return
        if pool.free:
            self._offer(posting)
        self._recall(posting)

    def _fit(self, posting: str) -> None:
        """Let a headcount that waited for slots to be given back come down, and tell everybody."""
        pool = self.pool(posting)
        if pool is None:
            return
        if pool.fitting != pool.headcount:
            pool.headcount = pool.fitting
            self._changed.add(posting)
            self._tell(posting, {"headcount": pool.headcount})
            self._tell_taken(posting, pool)

    def _tell(self, posting: str, fields: dict[str, int | None]) -> None:
        record = self._ledger.find(EVERYBODY, POSTING, posting)
        if record is not None and not record.is_gone:
            self._ledger.change(EVERYBODY, POSTING, posting, fields, by=0)

    def _offer(self, posting: str) -> None:
        self._offers = self._last_offer() + 1
        self._pools[posting].offer = self._offers
        self._changed.add(posting)

    def _last_offer(self) -> int:
        if self._offers is None:
            question = select(regions.c.offers).where(regions.c.region == self._region)
            self._offers = int(self._connection.execute(question).scalar_one())
        return self._offers

    def _next_no(self, kiosk: int) -> int:
        """Return a new number for a grant to `kiosk`, which will ask for all above the last that it knows."""
        self._grant_nos[kiosk] = self._last_no(kiosk) + 1
        return self._grant_nos[kiosk]

    def _last_no(self, kiosk: int) -> int:
        if kiosk not in self._grant_nos:
            question = select(kiosks.c.grant_no).where(kiosks.c.region == self._region, kiosks.c.kiosk == kiosk)
            self._grant_nos[kiosk] = int(self._connection.execute(question).scalar_one())
        return self._grant_nos[kiosk]

    def _kiosk_count(self) -> int:
        if self._kiosks is None:
            alive = (kiosks.c.revoked_ms == 0) & ~kiosks.c.is_dead
            question = select(func.count()).where(kiosks.c.region == self._region, alive)
            self._kiosks = int(self._connection.execute(question).scalar_one())
        return self._kiosks
