"""Recordings, sent and fetched after the rows: in small pieces, each of which goes on where the last one ended."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

from kiosk.domain.recording import MOST_BYTES, SoundForm, form_of
from kiosk.store.database import Database
from kiosk.store.durable import files_told
from kiosk.store.outbox import wall_clock_ms
from sync.client.tables import HOME_OF
from sync.client.transport import SaidNo, Transport
from sync.client.verdicts import signed
from sync.protocol.faults import BadMessage, BadSignature, ProtocolFault, TooLarge
from sync.protocol.signing import Verifier
from sync.protocol.wire import Message, Position, Small, validated

PIECE_BYTES = 16 * 1024
AT_ONCE = 20
"""Sounds of one sync in each direction: rows are waiting behind them."""
MOST_ANSWER_BYTES = 4096
HASH_BYTES = 32
NAME = re.compile(r"[0-9A-Za-z_-]{1,64}")
"""As central takes it, and as it may stand in the name of a file."""
NOT_TAKEN = frozenset({BadMessage.key, TooLarge.key})
KIND = "recording"
"""Of `sync_troubles`, where a sound stands that one end does not take from the other."""
AGAIN_MS = 24 * 3600 * 1000
"""So long a bad sound is left alone: it may have two megabytes."""
SET_ASIDE = f"(select row_id from sync_troubles where kind = '{KIND}' and abs(at_ms - ?) < {AGAIN_MS})"


class About(Message):
    """What central says of a sound before it is fetched."""

    size: Annotated[int, Field(ge=1, le=MOST_BYTES)]
    form: SoundForm
    duration_ms: Position
    made_at_ms: Small
    hash: str


class Have(Message):
    """So many bytes of a sound central has."""

    have: Position


class SoundMail:
    """Sends the recordings that central does not have, and fetches those that rows here name."""

    def __init__(self, database: Database, folder: Path, transport: Transport, verifier: Verifier) -> None:
        self._database, self._folder, self._transport, self._verifier = database, folder, transport, verifier

    def exchange(self) -> None:
        """Do what there is to do; a sound that is bad is set aside for a day, and keeps no other from its turn.

        Raises `LinkFailed`, `BadSignature`, `StoreError`.
        """
        self._send()
        self._fetch()
        self._forget_troubles()

    def _send(self) -> None:
        rows = self._database.rows(
            "select id, sound, form, duration_ms, made_at_ms from recordings where not is_told"
            f" and id not in {SET_ASIDE} order by made_at_ms limit ?",
            (wall_clock_ms(), AT_ONCE),
        )
        for id_, sound, form, duration_ms, made_at_ms in rows:
            about = {"size": len(sound), "form": form, "duration_ms": duration_ms, "made_at_ms": made_at_ms}
            with self._set_aside_if_bad(id_):
                self._send_one(id_, about, bytes(sound))

    def _send_one(self, id_: str, about: dict[str, object], sound: bytes) -> None:
        have = self._sent(id_, about, sound, at=0, length=0)
        while have is not None and have < len(sound):
            further = self._sent(id_, about, sound, at=have, length=PIECE_BYTES)
            if further is not None and further <= have:
                return
            have = further
        if have == len(sound):
            with self._database.transaction():
                self._database.execute("update recordings set is_told = 1 where id = ?", (id_,))

    def _sent(self, id_: str, about: dict[str, object], sound: bytes, *, at: int, length: int) -> int | None:
        """Send a piece; return how many bytes central has then, None where it takes none now.

        Raises `BadMessage` where it does not take this sound.
        """
        piece = sound[at : at + length]
        path = f"/v1/sounds/{id_}?{urlencode({**about, 'at': at, 'once': token_hex(4)})}"
        answer = self._transport.post(path, piece, most=MOST_ANSWER_BYTES)
        if answer.error in NOT_TAKEN:
            raise BadMessage("not taken by central")
        if answer.error:
            return None
        return validated(Have, signed(answer.body, "", path.encode() + b"\n" + piece, self._verifier)).have

    def _fetch(self) -> None:
        self._link_known()
        with files_told():
            begun = json.dumps([file.stem for file in self._folder.glob("*.sound")])
        wanted = self._database.rows(
            f"select id from sounds_wanted where id not in {SET_ASIDE} group by id"
            # Some may never reach central: in a fixed order they would keep those behind them from coming.
            " order by id in (select value from json_each(?)) desc, random() limit ?",
            (wall_clock_ms(), begun, AT_ONCE),
        )
        for (id_,) in wanted:
            with self._set_aside_if_bad(id_), suppress(SaidNo):
                self._fetch_one(id_)

    def _fetch_one(self, id_: str) -> None:
        if not NAME.fullmatch(id_):
            raise BadMessage("name of a recording")
        path = f"/v1/sounds/{id_}/about?once={token_hex(4)}"
        answer = self._transport.get(path, most=MOST_ANSWER_BYTES)
        about = validated(About, signed(answer.body, answer.error, path.encode(), self._verifier))
        data = self._downloaded(id_, about)
        if data is None:
            return
        if form_of(data) is not about.form:
            raise BadMessage("no sound of that form")
        with self._database.transaction():
            self._database.execute(
                "insert or ignore into recordings (id, sound, form, duration_ms, made_at_ms, made_by, version, is_told)"
                " values (?, ?, ?, ?, ?, '', 1, 1)",
                (id_, data, about.form.value, about.duration_ms, about.made_at_ms),
            )
        self._link_known()

    def _downloaded(self, id_: str, about: About) -> bytes | None:
        """Return the bytes that central told of; None where somebody else's came in their place."""
        file = self._folder / f"{id_}.sound"
        with files_told():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            tries = 1 + file.exists()  # what an earlier try left may be torn, or somebody else's
        for _ in range(tries):
            self._transport.download(f"/v1/sounds/{id_}", file, size=about.size)
            with files_told():
                data = file.read_bytes()
                file.unlink()
            if blake2b(data, digest_size=HASH_BYTES).hexdigest() == about.hash:
                return data
        return None

    def _link_known(self) -> None:
        """Have rows play the recordings that are here by now."""
        rows = self._database.rows(
            "select w.id, w.kind, w.row_id from sounds_wanted w join recordings r on r.id = w.id"
        )
        if not rows:
            return
        with self._database.transaction():
            for id_, kind, row_id in rows:
                home = HOME_OF[kind]
                for name in home.kind.soft:
                    self._database.execute(
                        f"update {home.table} set {name} = ? where {home.key} = ? and {name} is null", (id_, row_id)
                    )
                self._database.execute(
                    "delete from sounds_wanted where id = ? and kind = ? and row_id = ?", (id_, kind, row_id)
                )

    @contextmanager
    def _set_aside_if_bad(self, id_: str) -> Iterator[None]:
        try:
            yield
        except BadSignature:
            raise  # of somebody else's answer: nothing is known of the sound
        except (ProtocolFault, ValueError) as fault:
            with self._database.transaction():
                self._database.execute(
                    "insert or replace into sync_troubles (kind, row_id, reason, fields, at_ms)"
                    " values (?, ?, ?, '{}', ?)",
                    (KIND, id_, str(fault)[:200], wall_clock_ms()),
                )

    def _forget_troubles(self) -> None:
        """Those of sounds that have come or gone since, or that nobody wants any more."""
        over = (
            f"kind = '{KIND}' and row_id not in"
            " (select id from sounds_wanted union all select id from recordings where not is_told)"
        )
        if self._database.row(f"select 1 from sync_troubles where {over} limit 1") is not None:
            with self._database.transaction():
                self._database.execute(f"delete from sync_troubles where {over}")
