"""What becomes of a station's operation: applied, merged with what others did meanwhile, or refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from pydantic import ValidationError

from sync.central.forgetting import WORDS, tells_of_forgotten
from sync.central.ledger import EVERYBODY, Key, Ledger, Record, Said, is_same
from sync.central.posting_forms import ill_formed
from sync.central.slots import SlotBook
from sync.protocol.canonical import Value, encode, present
from sync.protocol.kinds import (
    CONFLICT,
    EMPLOYER,
    IDENTITY,
    OF_OPERATION,
    PERSON,
    POSTING,
    POSTING_DRAFT,
    POSTING_OWN,
    SLIP,
    STATION,
    Kind,
    Scope,
    Type,
)
from sync.protocol.wire import Operation, Refusal

DRAFT_STATES = frozenset({"draft", "review", "rejected"})
"""States of a posting that was never shown to workers; nobody but its own station sees it."""
OFFERING_STATES = frozenset({"open", "paused", "full"})
SLOT_FIELDS = frozenset({"headcount", "slots_added", "state", "deleted"})
STATE_RANK = {"open": 1, "paused": 1, "full": 2, "expired": 3, "closed": 3, "rejected": 4, "withdrawn": 4}
"""Withdrawn beats closed beats full beats open (sync.md, Merge), and what has ended what has not; of two that are equal
the later received counts."""
MOST_PEOPLE = 10_000
"""The largest headcount that a desk takes."""
POSTING_ID = SLIP.by_name["posting_id"]
LONGEST_DETAIL = 100
CENTRALS_OWN = ("serial", "is_taken")
"""Of a posting what only central says; a kiosk that tells everything again tells of these too."""
SOUND_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
SAID_OF_FORGOTTEN = frozenset({"counts_as_id"})
"""Of somebody who is forgotten it may still be said that two registrations are one person: then both are forgotten."""
UNKEPT = frozenset({"id", "prefix", "slip_id", "seats_taken", "version"})
"""Fields of operations that are a row's key, or a kiosk's own, where the kind has no such field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The kiosk whose operations are merged. `parent` made those up to `fork_seq`."""

    region: str
    station: str
    town: str
    kiosk: int
    parent: int = 0
    fork_seq: int = 0

    def maker_of(self, seq: int) -> int:
        return self.parent if self.parent and seq <= self.fork_seq else self.kiosk


class Refused(Exception):
    """An operation cannot be applied; `reason` is a word of `refusal-*`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(reason)


class Merge:
    """Applies the operations of one kiosk within a transaction."""

    def __init__(self, ledger: Ledger, book: SlotBook, sender: Sender, *, last_serial: Callable[[], int]) -> None:
        """`last_serial` tells the number that was last given to a posting of the region; asked where one is needed."""
        self.ledger, self.book, self.sender, self._last_serial = ledger, book, sender, last_serial
        self.serial: int | None = None
        """The number that was given last here, None where none was."""
        self.dropped_sounds: list[str] = []
        self.public_sounds: set[str] = set()
        self.forgets: set[str] = set()
        """Who is to be forgotten; then the station's log must go too."""

    def preload(self, operations: Iterable[Operation]) -> None:
        """Read at once what `operations` will ask for."""
        self.ledger.load(key for operation in operations for key in self._keys(operation))
        postings = [
            _posting_of(operation) if operation.kind == "slip-saved" else operation.row
            for operation in operations
            if operation.kind == "slip-saved" or (operation.kind == "posting-saved" and _is_about_slots(operation))
        ]
        self.book.load(filter(None, postings), (self.sender.kiosk, self.sender.parent))

    def _keys(self, operation: Operation) -> Iterable[Key]:
        for kind in OF_OPERATION.get(operation.kind, ()):
            if kind.scope is Scope.REGION:
                yield EVERYBODY, kind.name, operation.row
            else:
                yield self.sender.station, kind.name, self._row(kind, operation)
        if operation.kind == "posting-saved":
            yield self.sender.station, POSTING_DRAFT.name, operation.row
        if operation.kind == "slip-saved" and (posting := _posting_of(operation)):
            yield EVERYBODY, POSTING.name, posting

    def apply(self, operation: Operation) -> None:
        """Apply one operation. Raises `Refused`, and has changed nothing then."""
        kinds = OF_OPERATION.get(operation.kind)
        if kinds is None:
            raise Refused("unknown-kind", operation.kind)
        if not kinds:
            if operation.kind == "recording-saved" and operation.fields.get("deleted"):
                self.dropped_sounds.append(operation.row)
            return
        fields = {
            name: value
            for name, value in operation.fields.items()
            if name not in UNKEPT or any(name in kind.by_name for kind in kinds)
        }
        if operation.kind == "arrival-day-saved":
            fields.pop("day", None)
        added = fields.pop("slots_added", 0) if operation.kind == "posting-saved" else 0
        if fields.pop("deleted", None):
            self._delete(operation, kinds)
            return
        parts = _parts(kinds, fields)
        match operation.kind:
            case "posting-saved":
                self._posting(operation, parts, added=_added(added))
            case "person-forgotten":
                self._forget(operation, parts[PERSON])
            case "person-saved" if fields.get("forgotten_at_ms") is not None:  # told again, to a central set back
                self._forget(operation, parts[PERSON])
            case "slip-saved":
                self._slip(operation, parts[SLIP])
            case _:
                for kind in kinds:
                    self._check(operation, kind)
                for kind in kinds:
                    self._save(operation, kind, self._without_words(operation, kind, parts.get(kind, {})))

    def _check(self, operation: Operation, kind: Kind) -> None:
        """Raise `Refused` where the row is not this station's to change, or is not there to be changed."""
        owner, row = self._owner(kind), self._row(kind, operation)
        record = self.ledger.find(owner, kind.name, row)
        is_first_kind = kind is OF_OPERATION[operation.kind][0]
        if record is not None and owner == EVERYBODY and record.maker != self.sender.station:
            raise Refused("row-of-others")
        if record is None or record.is_gone:
            if not operation.new and is_first_kind and kind is not STATION:
                raise Refused("row-gone" if record else "row-unknown")
            return
        if kind is PERSON and operation.kind == "person-saved" and record.fields.get("forgotten_at_ms"):
            said = operation.fields.keys() - UNKEPT
            if not said <= SAID_OF_FORGOTTEN and operation.fields.get("forgotten_at_ms") is None:
                raise Refused("person-forgotten")

    def _without_words(self, operation: Operation, kind: Kind, fields: dict[str, Value]) -> dict[str, Value]:
        """Return `fields` without what staff wrote, where it is of somebody who was forgotten meanwhile."""
        words = WORDS.get(kind)
        if words is None:
            return fields
        owner, row = self._owner(kind), self._row(kind, operation)
        record = self.ledger.find(owner, kind.name, row)
        whole = {**record.fields, **fields} if record is not None else fields
        written = [name for name in words if whole.get(name) not in (None, "")]
        if not written or not tells_of_forgotten(self.ledger, owner, kind, row, whole):
            return fields
        return {**fields, **{name: words[name] for name in written}}

    def _save(self, operation: Operation, kind: Kind, fields: Mapping[str, Value]) -> None:
        owner, row = self._owner(kind), self._row(kind, operation)
        record = self.ledger.find(owner, kind.name, row)
        if kind is PERSON and self._closes_circle(row, fields.get("counts_as_id")):
            fields = {name: value for name, value in fields.items() if name != "counts_as_id"}
        if record is None or record.is_gone:
            if not kind.is_part or present(fields):
                self._create(operation, owner, kind, row, fields)
        elif fields:
            settled = self._settled(operation, owner, kind, record, fields)
            self.ledger.change(
                owner, kind.name, row, settled, by=self.sender.maker_of(operation.seq), said=_said(operation)
            )

    def _create(self, operation: Operation, owner: str, kind: Kind, row: str, fields: Mapping[str, Value]) -> None:
        self.ledger.create(
            owner,
            kind.name,
            row,
            fields,
            maker=self.sender.station,
            by=self.sender.maker_of(operation.seq),
            said=_said(operation),
        )

    def _closes_circle(self, row: str, root: Value) -> bool:
        """Tell whether `root` counts as `row` already: two kiosks put the same people together, the other way round."""
        seen: set[Value] = set()
        while isinstance(root, str) and root not in seen:
            if root == row:
                return bool(seen)
            seen.add(root)
            record = self.ledger.find(self.sender.station, PERSON.name, root)
            root = record.fields.get("counts_as_id") if record is not None else None
        return False

    def _settled(
        self, operation: Operation, owner: str, kind: Kind, record: Record, fields: Mapping[str, Value]
    ) -> dict[str, Value]:
        """Return the fields that this operation may set, and keep a note of each value that another one beat."""
        base = operation.base[0 if owner == EVERYBODY else 1]
        settled = dict(fields)
        for name, value in fields.items():
            position, kiosk = record.written(name)
            before = record.fields.get(name)
            if position <= base or is_same(before, value) or self._is_own(owner, position, kiosk):
                continue
            is_forgotten_history = base < self.ledger.horizon(owner) and operation.base[1] > 0
            if _beats(kind, name, before, value) or is_forgotten_history:
                del settled[name]
                self._conflict(operation, kind, name, lost=value, kept=before)
            else:
                self._conflict(operation, kind, name, lost=before, kept=value)
        return settled

    def _is_own(self, owner: str, position: int, kiosk: int) -> bool:
        """Tell whether the sender made this change itself; of its parent's those up to where they parted are its own.

        A parent that lives on is another kiosk since.
        """
        if kiosk == 0 or kiosk != self.sender.parent:
            return kiosk == self.sender.kiosk
        seq = self.ledger.seq_at(owner, position)
        return seq is not None and seq <= self.sender.fork_seq

    def _conflict(self, operation: Operation, kind: Kind, name: str, *, lost: Value, kept: Value) -> None:
        self.ledger.create(
            self.sender.station,
            CONFLICT.name,
            _id_from(operation.id, kind.name, name),
            {
                "kind": kind.name,
                "row_id": operation.row,
                "field": name,
                "lost": encode({"value": lost}),
                "kept": encode({"value": kept}),
                "at_ms": self.ledger.now_ms,
                "state": "open",
            },
            maker=self.sender.station,
            by=0,
        )

    def _posting(self, operation: Operation, parts: dict[Kind, dict[str, Value]], *, added: int) -> None:
        row, own = operation.row, parts.get(POSTING_OWN, {})
        fields = parts.get(POSTING, {})
        if wrong := ill_formed(fields):
            raise Refused("wrong-value", wrong)
        for name in CENTRALS_OWN:
            fields.pop(name, None)
        public = self.ledger.find(EVERYBODY, POSTING.name, row)
        draft = self.ledger.find(self.sender.station, POSTING_DRAFT.name, row)
        if public is not None and not public.is_gone:
            self._check(operation, POSTING)
            self._change_public(operation, public, fields, added=added)
        elif draft is not None and not draft.is_gone:
            whole = {**draft.fields, **fields}
            if whole.get("state") in DRAFT_STATES:
                self._save(operation, POSTING_DRAFT, fields)
            else:
                self._check_publishable(whole)
                self.ledger.remove(self.sender.station, POSTING_DRAFT.name, row, by=draft.by)
                self._publish(operation, whole)
        elif public is not None or (draft is not None and not operation.new):
            raise Refused("row-gone")  # its slots may still be held: it is never anew what it was
        elif not operation.new:
            raise Refused("row-unknown")
        elif fields.get("state") in DRAFT_STATES:
            self._create(operation, self.sender.station, POSTING_DRAFT, row, fields)
        else:
            self._check_publishable(fields)
            self._publish(operation, fields)
        if own:
            self._save(operation, POSTING_OWN, own)

    def _check_publishable(self, fields: Mapping[str, Value]) -> None:
        _headcount(fields.get("headcount"))
        employer = fields.get("employer_id")
        found = self.ledger.find(EVERYBODY, EMPLOYER.name, employer) if isinstance(employer, str) else None
        if found is None or found.is_gone:
            raise Refused("row-gone" if found else "row-unknown", "employer_id")

    def _publish(self, operation: Operation, fields: Mapping[str, Value]) -> None:
        self.serial = (self._last_serial() if self.serial is None else self.serial) + 1
        self._voice_is_public(fields)
        self._create(operation, EVERYBODY, POSTING, operation.row, {**fields, "serial": self.serial})
        maker = self.sender.maker_of(operation.seq)
        is_open = fields.get("state") in OFFERING_STATES
        self.book.open(
            operation.row,
            headcount=_headcount(fields["headcount"]),
            town=str(fields.get("region") or ""),
            is_open=is_open,
            maker=maker,
        )
        if is_open:
            self.book.share_out(operation.row, maker)

    def _change_public(self, operation: Operation, record: Record, fields: dict[str, Value], *, added: int) -> None:
        maker = self.sender.maker_of(operation.seq)
        headcount = _headcount(fields["headcount"]) if "headcount" in fields else None
        self._voice_is_public(fields)
        if type(headcount) is int and not self.book.may_raise(operation.row, headcount, maker):
            raise Refused("headcount-elsewhere")
        settled = self._settled(operation, EVERYBODY, POSTING, record, fields)
        if headcount is not None:
            settled["headcount"] = self.book.set_headcount(operation.row, headcount, added=added, kiosk=maker)
        self.ledger.change(EVERYBODY, POSTING.name, operation.row, settled, by=maker, said=_said(operation))
        if "state" in settled:
            self.book.set_open(operation.row, settled["state"] in OFFERING_STATES)

    def _voice_is_public(self, fields: Mapping[str, Value]) -> None:
        if isinstance(voice := fields.get("voice"), str) and SOUND_ID.fullmatch(voice):
            self.public_sounds.add(voice)

    def _slip(self, operation: Operation, fields: dict[str, Value]) -> None:
        row, station = operation.row, self.sender.station
        record = self.ledger.find(station, SLIP.name, row)
        maker = self.sender.maker_of(operation.seq)
        if record is None:
            posting = fields.get("posting_id")
            if not operation.new:
                raise Refused("row-unknown")
            found = self.ledger.find(EVERYBODY, POSTING.name, posting) if isinstance(posting, str) else None
            if found is None or found.is_gone:  # no other kiosk could take a slip of nothing
                raise Refused("posting-unknown")
            self._create(operation, station, SLIP, row, fields)
            if fields.get("state") == "held":
                self.book.slip_held(str(posting), maker)
            return
        if record.is_gone:
            raise Refused("row-gone")
        if "posting_id" in fields and fields["posting_id"] != record.fields.get("posting_id"):
            raise Refused("wrong-value", "posting_id")
        was = record.fields.get("state")
        self._save(operation, SLIP, fields)
        held, holds = was == "held", record.fields.get("state") == "held"
        posting = str(record.fields.get("posting_id"))
        if held and not holds:
            self.book.slip_freed(posting, record.by)
        elif holds and not held:
            self.book.slip_held(posting, record.by)

    def _forget(self, operation: Operation, fields: Mapping[str, Value]) -> None:
        self._check(operation, PERSON)
        record = self.ledger.find(self.sender.station, PERSON.name, operation.row)
        emptied = {**fields, **IDENTITY}
        if record is None or record.is_gone:
            self._create(operation, self.sender.station, PERSON, operation.row, emptied)
        else:
            maker = self.sender.maker_of(operation.seq)
            self.ledger.change(
                self.sender.station, PERSON.name, operation.row, emptied, by=maker, said=_said(operation)
            )
        self.forgets.add(operation.row)

    def _delete(self, operation: Operation, kinds: Iterable[Kind]) -> None:
        for kind in (*kinds, *((POSTING_DRAFT,) if POSTING in kinds else ())):
            owner = self._owner(kind)
            record = self.ledger.find(owner, kind.name, operation.row)
            if record is None or record.is_gone:
                continue
            if record.maker != self.sender.station:
                raise Refused("row-of-others")
            if kind is PERSON and record.fields.get("forgotten_at_ms"):
                raise Refused("person-forgotten")
            if kind is EMPLOYER and self.ledger.has_postings_of(operation.row):
                raise Refused("row-in-use")
            if kind is SLIP and record.fields.get("state") == "held":
                self.book.slip_freed(str(record.fields.get("posting_id")), record.by)
            if kind is POSTING:
                self.book.set_open(operation.row, False)
            self.ledger.remove(
                owner, kind.name, operation.row, by=self.sender.maker_of(operation.seq), said=_said(operation)
            )

    def _owner(self, kind: Kind) -> str:
        return EVERYBODY if kind.scope is Scope.REGION else self.sender.station

    def _row(self, kind: Kind, operation: Operation) -> str:
        return self.sender.station if kind is STATION else operation.row


def _said(operation: Operation) -> Said:
    return Said(operation.id, operation.seq)


def _posting_of(operation: Operation) -> str:
    """Return the posting of a slip; nothing for what cannot be the id of one."""
    posting = operation.fields.get("posting_id")
    return posting if isinstance(posting, str) and POSTING_ID.takes(posting) else ""


def _added(value: Value) -> int:
    if type(value) is not int or abs(value) > MOST_PEOPLE:
        raise Refused("wrong-value", "slots_added")
    return value


def _headcount(value: Value) -> int:
    """Return how many people. Raises `Refused`: sums of headcounts must stay numbers that a database can add."""
    if type(value) is not int or not 1 <= value <= MOST_PEOPLE:
        raise Refused("wrong-value", "headcount")
    return value


def _is_about_slots(operation: Operation) -> bool:
    return operation.new or not SLOT_FIELDS.isdisjoint(operation.fields)


def read_operation(said: Mapping[str, Any]) -> Operation:
    """Return the operation, or raise `Refused` with the place, and never the content, of what is wrong."""
    try:
        return Operation.model_validate(said)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        raise Refused("malformed", ".".join(map(str, first["loc"]))[:100]) from error


def refusal(seq: int, refused: Refused) -> Refusal:
    """Return what the kiosk is told; of names that it made up, only what can be kept and shown."""
    detail = "".join(letter for letter in refused.detail if letter.isascii() and letter.isprintable())
    return Refusal(seq=seq, reason=refused.reason, detail=detail[:LONGEST_DETAIL])


def _parts(kinds: Iterable[Kind], fields: Mapping[str, Value]) -> dict[Kind, dict[str, Value]]:
    """Sort fields by the kind that they belong to. Raises `Refused` for what belongs to none, or cannot be a value."""
    parts: dict[Kind, dict[str, Value]] = {}
    for name, value in fields.items():
        kind = next((kind for kind in kinds if name in kind.by_name), None)
        if kind is None:
            raise Refused("unknown-field", name)
        if not kind.by_name[name].takes(value):
            raise Refused("wrong-value", name)
        is_real = kind.by_name[name].type is Type.REAL and isinstance(value, int)
        parts.setdefault(kind, {})[name] = float(value or 0) if is_real else value
    for kind in kinds:
        parts.setdefault(kind, {})
    return parts


def _beats(kind: Kind, name: str, before: Value, value: Value) -> bool:
    """Tell whether the value that is there holds against a later one, by a rule of the domain."""
    if kind is POSTING and name == "state":
        return STATE_RANK.get(str(before), 0) > STATE_RANK.get(str(value), 0) > 0
    return kind is PERSON and name == "forgotten_at_ms" and before is not None


def _id_from(*words: str) -> str:
    """Return an id that the same words always give, in the form of a UUID."""
    text = blake2b("\n".join(words).encode(), digest_size=16).hexdigest()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
