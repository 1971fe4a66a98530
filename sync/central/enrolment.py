"""Stations and their kiosks: added with a one-time code, enrolled, replaced, revoked, and told apart when copied."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select, update

from kiosk.domain.ids import new_id
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.store.database import Store, add, now_ms, put
from sync.central.store.tables import central, codes, kiosks, regions, scopes, stations
from sync.central.unknown_slips import release
from sync.protocol.digest import to_bytes
from sync.protocol.enrolment import (
    AgainRequest,
    Enrolled,
    EnrolRequest,
    body_of,
    check_proof,
    finder_of,
    new_code,
    prove,
    secret_of,
)
from sync.protocol.faults import BadMessage, BadSignature, ProtocolFault, UnknownProtocol
from sync.protocol.kinds import STATION
from sync.protocol.sealing import Opener
from sync.protocol.signing import KEY_BYTES
from sync.protocol.version import KNOWN

COUNTY_DIGITS = 6
CODE_LIVES_MS = 14 * 86_400_000
PREFIX_LETTERS = "ACDEFHJKLMNPRTUVWXY"
PREFIX_DIGITS = "23456789"
"""As in the station's own store."""
SECOND_LETTERS = "ACDEFHJKLMNPRUVXY"
"""Without the marks of cards and complaints (W, T): `AW-1121-007-4` without its dashes would be a card of A."""
PREFIXES = (
    tuple(first + second for first in PREFIX_LETTERS for second in PREFIX_DIGITS),
    tuple(first + second for first in PREFIX_DIGITS for second in SECOND_LETTERS),
    tuple(first + second for first in PREFIX_LETTERS for second in SECOND_LETTERS),
)
"""What the numbers of slips, cards and complaints begin with, 611 in all; those that are easiest to say first.

Kiosks keep, scan and print just two characters, of which one at least is a letter.
"""
PREFIX_RESTS_MS = 400 * 86_400_000
"""So long a dead kiosk's prefix is given to nobody in the county: a slip's number says day and month, and no year."""


class UnknownCode(ProtocolFault):
    """No such code, or it is used, or too old, or the rest of it is wrong: nobody is told which."""

    key = "unknown-code"


class NoPrefixLeft(ProtocolFault):
    """Kiosks of this station have had every prefix there is, and one of them may be on a slip that is still looked for.

    It has to go on under a new station.
    """

    key = "no-prefix-left"


class NameTaken(Exception):
    """The county has a station of this name already; two of one name could not be told apart by those who type it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedStation:
    region: str
    station: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationLine:
    """One station of a list, with what its kiosks said last."""

    region: str
    station: str
    name: str
    town: str
    kiosks: int
    seen_ms: int
    is_revoked: bool


class Enrolment:
    """All stations of one central database."""

    def __init__(self, store: Store, central_key: bytes) -> None:
        self._store, self._central_key = store, central_key

    def add_station(self, name: str, *, town: str, phone: str = "") -> AddedStation:
        """Add a station in the town with this GB/T 2260 code (6 digits or more), with a code for its first kiosk.

        Raises `NameTaken`, `BadMessage`.
        """
        region = town[:COUNTY_DIGITS]
        station = new_id()
        with self._store.change() as connection:
            ensure_region(connection, region)
            _check_new_name(connection, region, name)
            row = {"region": region, "station": station, "name": name, "town": town, "phone": phone}
            add(connection, stations, [{**row, "added_ms": now_ms()}])
            _add_scope(connection, region, station)
            ledger = Ledger(connection, region, [station], now_ms=now_ms())
            fields = {"name": name, "region": town, "phone": phone}
            ledger.create(station, STATION.name, station, fields, maker=station, by=0)
            ledger.write()
            code = _add_code(connection, region, station)
        return AddedStation(region=region, station=station, code=code)

    def add_code(self, region: str, station: str) -> str:
        """Return a code for one more kiosk of a station."""
        with self._store.change() as connection:
            return _add_code(connection, region, station)

    def replace(self, region: str, station: str, *, kiosk: int) -> str:
        """Say that a kiosk is broken for good, and return a code for the one in its place.

        Its token is worth nothing from now on. Its slots are not given out again, as slips may be under way that
        central never heard of.
        """
        with self._store.change() as connection:
            mine = (kiosks.c.region == region) & (kiosks.c.station == station) & (kiosks.c.kiosk == kiosk)
            connection.execute(update(kiosks).where(mine).values(is_dead=True, revoked_ms=now_ms()))
            return _add_code(connection, region, station)

    def revoke(self, region: str, station: str) -> None:
        """Let no kiosk of a station speak any more, from now on."""
        with self._store.change() as connection:
            mine = (stations.c.region == region) & (stations.c.station == station)
            connection.execute(update(stations).where(mine).values(revoked_ms=now_ms()))

    def stations(self) -> Sequence[StationLine]:
        """Return all stations, by region and name."""
        alive = (kiosks.c.revoked_ms == 0) & ~kiosks.c.is_dead
        question = (
            select(
                stations.c.region,
                stations.c.station,
                stations.c.name,
                stations.c.town,
                stations.c.revoked_ms,
                func.count(kiosks.c.kiosk).filter(alive).label("kiosks"),
                func.coalesce(func.max(kiosks.c.seen_ms), 0).label("seen_ms"),
            )
            .outerjoin(kiosks, (kiosks.c.region == stations.c.region) & (kiosks.c.station == stations.c.station))
            .group_by(stations.c.region, stations.c.station, stations.c.name, stations.c.town, stations.c.revoked_ms)
            .order_by(stations.c.region, stations.c.name, stations.c.station)
        )
        with self._store.look() as connection:
            return [
                StationLine(
                    region=row.region,
                    station=row.station,
                    name=row.name,
                    town=row.town,
                    kiosks=row.kiosks,
                    seen_ms=row.seen_ms,
                    is_revoked=bool(row.revoked_ms),
                )
                for row in connection.execute(question)
            ]

    def enrol(self, data: bytes) -> bytes:
        """Answer a kiosk that comes with a code; the same request again gets the same identity.

        Raises `UnknownCode`, `BadMessage`, `TooLarge`, `UnknownProtocol`, `NoPrefixLeft`.
        """
        request = _read(EnrolRequest, data)
        with self._store.change() as connection:
            code = connection.execute(select(codes).where(codes.c.code == request.code).with_for_update()).first()
            if code is None or code.until_ms < now_ms() or _is_revoked(connection, code.region, code.station):
                raise UnknownCode
            try:
                check_proof(code.secret, data)
            except BadSignature as error:
                raise UnknownCode from error
            _check_keys(request)
            number = code.used_by or self._added(connection, code.region, code.station, request, parent=0, fork_seq=0)
            enrolled = self._enrolled(connection, code.region, number)
            if code.used_by and not self._is_same(connection, code.region, number, request):
                raise UnknownCode
            mine = (codes.c.region == code.region) & (codes.c.code == code.code)
            connection.execute(update(codes).where(mine).values(used_by=number))
        return prove(code.secret, enrolled, asked=data)

    def again(self, region: str, kiosk: int, request: AgainRequest) -> Enrolled:
        """Give a kiosk that shares its identity with another one an identity of its own; repeated, the same one.

        Raises `BadMessage`, `NoPrefixLeft`.
        """
        _check_keys(request)
        with self._store.change() as connection:
            # As a sync does before it counts in the region's row and takes slots from a kiosk, this one may be.
            Ledger(connection, region, [EVERYBODY], now_ms=now_ms())
            before = connection.execute(
                select(kiosks).where(kiosks.c.region == region, kiosks.c.kiosk == kiosk).with_for_update()
            ).one()
            known = connection.execute(
                select(kiosks.c.kiosk).where(
                    kiosks.c.region == region, kiosks.c.token_hash == bytes.fromhex(request.token_hash)
                )
            ).scalar()
            if known is None:
                known = self._added(
                    connection, region, before.station, request, parent=kiosk, fork_seq=request.fork_seq
                )
                through = min(before.last_seq, request.fork_seq)
                mark = before.last_mark if through == before.last_seq else ""
                mine = (kiosks.c.region == region) & (kiosks.c.kiosk == known)
                connection.execute(update(kiosks).where(mine).values(last_seq=through, last_mark=mark))
                if request.reason == "restored" and request.machine == before.machine:  # else it may live on there
                    old = (kiosks.c.region == region) & (kiosks.c.kiosk == kiosk)
                    connection.execute(update(kiosks).where(old).values(is_dead=True))
                    if 0 < request.reached <= before.last_seq:  # every slip of the old one has been told
                        release(connection, region, kiosk)
            return self._enrolled(connection, region, known)

    def _added(
        self,
        connection: Connection,
        region: str,
        station: str,
        request: EnrolRequest | AgainRequest,
        *,
        parent: int,
        fork_seq: int,
    ) -> int:
        number: int = connection.execute(
            update(regions)
            .where(regions.c.region == region)
            .values(kiosks=regions.c.kiosks + 1, offers=regions.c.offers + 1)
            .returning(regions.c.kiosks)
        ).scalar_one()
        row = {
            "region": region,
            "kiosk": number,
            "station": station,
            "prefix": _free_prefix(connection, region, station, wished=request.prefix),
            "token_hash": bytes.fromhex(request.token_hash),
            "public_key": bytes.fromhex(request.public_key + request.seal_key),
            "machine": request.machine,
            "parent": parent,
            "fork_seq": fork_seq,
            "enrolled_ms": now_ms(),
        }
        add(connection, kiosks, [row])
        return number

    def _enrolled(self, connection: Connection, region: str, number: int) -> Enrolled:
        row = connection.execute(
            select(kiosks, stations.c.name, stations.c.town, stations.c.phone)
            .join(stations, (kiosks.c.region == stations.c.region) & (kiosks.c.station == stations.c.station))
            .where(kiosks.c.region == region, kiosks.c.kiosk == number)
        ).one()
        return Enrolled(
            region=region,
            station=row.station,
            kiosk=number,
            prefix=row.prefix,
            name=row.name,
            town=row.town,
            phone=row.phone,
            central_key=self._central_key.hex(),
            central_seal_key=_seal_key(connection),
            now=now_ms(),
            through=(row.last_seq, row.last_mark),
        )

    def _is_same(self, connection: Connection, region: str, number: int, request: EnrolRequest) -> bool:
        mine = (kiosks.c.region == region) & (kiosks.c.kiosk == number)
        known = connection.execute(select(kiosks.c.token_hash).where(mine)).scalar_one()
        return bool(known == bytes.fromhex(request.token_hash))


def _is_revoked(connection: Connection, region: str, station: str) -> bool:
    mine = (stations.c.region == region) & (stations.c.station == station)
    return bool(connection.execute(select(stations.c.revoked_ms).where(mine)).scalar())


def _seal_key(connection: Connection) -> str:
    """Return what sticks for central are sealed for; empty while central has no key of its own."""
    seed = connection.execute(select(central.c.seed)).scalar()
    return "" if seed is None else Opener(bytes(seed)).public_key.hex()


def keys_of(kept: bytes) -> tuple[bytes, bytes]:
    """Return a kiosk's keys as its row keeps them, one behind the other: to verify its words, and to seal for it.

    The second is empty for a kiosk that never told one.
    """
    return kept[:KEY_BYTES], kept[KEY_BYTES:]


def ensure_region(connection: Connection, region: str) -> None:
    """Make a county known, with the scope that everybody in it sees. Raises `BadMessage` for no county's code."""
    if len(region) != COUNTY_DIGITS or not (region.isascii() and region.isdigit()):
        raise BadMessage("no county code")
    put(connection, regions, [{"region": region, "name": ""}], update=())
    _add_scope(connection, region, EVERYBODY)


def _check_new_name(connection: Connection, region: str, name: str) -> None:
    """Raise `NameTaken`. Who adds a station waits here until others have done so: their names are seen then."""
    connection.execute(select(regions.c.region).where(regions.c.region == region).with_for_update())
    same = select(stations.c.station).where(stations.c.region == region, stations.c.name == name)
    if connection.execute(same).first() is not None:
        raise NameTaken


def _add_scope(connection: Connection, region: str, owner: str) -> None:
    put(connection, scopes, [{"region": region, "owner": owner, "digest": to_bytes(0)}], update=())


def _add_code(connection: Connection, region: str, station: str) -> str:
    while True:
        code = new_code()
        taken = connection.execute(select(codes.c.code).where(codes.c.code == finder_of(code))).first()
        if taken is None:
            break
    row = {
        "region": region,
        "code": finder_of(code),
        "station": station,
        "secret": secret_of(code),
        "until_ms": now_ms() + CODE_LIVES_MS,
    }
    add(connection, codes, [row])
    return code


def _free_prefix(connection: Connection, region: str, station: str, *, wished: str) -> str:
    """Return a prefix that no kiosk of the station ever had, and none of the region that may still be told of.

    It is the wished one if that is free, else one of those that are easiest to say. Where none is free, it is the one
    of another station that was used longest ago. Raises `NoPrefixLeft`.
    """
    question = (
        select(
            kiosks.c.prefix,
            kiosks.c.station,
            or_(kiosks.c.is_dead, kiosks.c.revoked_ms > 0, stations.c.revoked_ms > 0).label("is_over"),
            kiosks.c.enrolled_ms,
            kiosks.c.seen_ms,
        )
        .join(stations, (stations.c.region == kiosks.c.region) & (stations.c.station == kiosks.c.station))
        .where(kiosks.c.region == region)
    )
    before, own, taken, last_used = now_ms() - PREFIX_RESTS_MS, set[str](), set[str](), dict[str, int]()
    for row in connection.execute(question):
        used_ms = max(row.enrolled_ms, row.seen_ms)
        last_used[row.prefix] = max(used_ms, last_used.get(row.prefix, 0))
        if row.station == station:
            own.add(row.prefix)
        if row.station == station or not row.is_over or used_ms > before:
            taken.add(row.prefix)
    if wished not in taken and any(wished in group for group in PREFIXES):
        return wished
    for group in PREFIXES:
        if free := [prefix for prefix in group if prefix not in taken]:
            return secrets.choice(free)
    of_others = [prefix for group in PREFIXES for prefix in group if prefix not in own]
    if not of_others:
        raise NoPrefixLeft
    return min(of_others, key=lambda prefix: last_used[prefix])


def _read(model: type[EnrolRequest], data: bytes) -> EnrolRequest:
    from sync.protocol.wire import validated

    request = validated(model, body_of(data))
    if request.v not in KNOWN:
        raise UnknownProtocol(str(request.v)[:20])
    return request


def _check_keys(request: EnrolRequest | AgainRequest) -> None:
    if len(request.public_key) != 64 or len(request.token_hash) != 64 or len(request.seal_key) not in (0, 64):
        raise BadMessage("keys of another length")
