"""Recordings, sent and fetched after the rows: in small pieces, each of which goes on where the last one ended."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlencode

from kiosk.domain.recording import MOST_BYTES, SoundForm, form_of
from kiosk.store.database import Database
from sync.client.tables import HOME_OF
from sync.client.transport import Transport
from sync.protocol.canonical import decode
from sync.protocol.faults import BadMessage
from sync.protocol.signing import SIGNATURE_BYTES, Purpose, Verifier

PIECE_BYTES = 16 * 1024
AT_ONCE = 20
"""Sounds of one sync in each direction: rows are waiting behind them."""
MOST_ANSWER_BYTES = 4096


class SoundMail:
    """Sends the recordings that central does not have, and fetches those that rows here name."""

    def __init__(self, database: Database, folder: Path, transport: Transport, verifier: Verifier) -> None:
        self._database, self._folder, self._transport, self._verifier = database, folder, transport, verifier

    def exchange(self) -> None:
        """Do what there is to do. Raises `LinkFailed`, `BadSignature`, `BadMessage`."""
        self._send()
        self._fetch()

    def _send(self) -> None:
        rows = self._database.rows(
            "select id, sound, form, duration_ms, made_at_ms from recordings where not is_told"
            " order by made_at_ms limit ?",
            (AT_ONCE,),
        )
        for id_, sound, form, duration_ms, made_at_ms in rows:
            about = {"size": len(sound), "form": form, "duration_ms": duration_ms, "made_at_ms": made_at_ms}
            have = self._sent(id_, about, bytes(sound), at=0, length=0)
            while have is not None and have < len(sound):
                further = self._sent(id_, about, bytes(sound), at=have, length=PIECE_BYTES)
                if further is None or further <= have:
                    return
                have = further
            if have == len(sound):
                with self._database.transaction():
                    self._database.execute("update recordings set is_told = 1 where id = ?", (id_,))

    def _sent(self, id_: str, about: dict[str, object], sound: bytes, *, at: int, length: int) -> int | None:
        """Send a piece; return how many bytes central has then, None where it does not take this sound."""
        piece = sound[at : at + length]
        path = f"/v1/sounds/{id_}?{urlencode({**about, 'at': at, 'once': token_hex(4)})}"
        answer = self._transport.post(path, piece, most=MOST_ANSWER_BYTES)
        if answer.error:
            return None
        said = decode(self._signed(answer.body, path.encode() + b"\n" + piece))
        return int(said["have"])

    def _fetch(self) -> None:
        self._link_known()
        for (id_,) in self._database.rows("select distinct id from sounds_wanted order by id limit ?", (AT_ONCE,)):
            path = f"/v1/sounds/{id_}/about?once={token_hex(4)}"
            answer = self._transport.get(path, most=MOST_ANSWER_BYTES)
            if answer.error:
                continue  # it has not reached central yet
            about = decode(self._signed(answer.body, path.encode()))
            self._fetch_one(str(id_), about)

    def _fetch_one(self, id_: str, about: dict[str, object]) -> None:
        size = int(str(about["size"]))
        if not 0 < size <= MOST_BYTES or not id_.replace("-", "").isalnum():
            raise BadMessage("sound")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self._folder / f"{id_}.sound"
        self._transport.download(f"/v1/sounds/{id_}", file, size=size)
        data = file.read_bytes()
        file.unlink()
        if blake2b(data, digest_size=32).hexdigest() != about["hash"] or form_of(data) is not SoundForm(
            str(about["form"])
        ):
            raise BadMessage("sound")
        with self._database.transaction():
            self._database.execute(
                "insert or ignore into recordings (id, sound, form, duration_ms, made_at_ms, made_by, version, is_told)"
                " values (?, ?, ?, ?, ?, '', 1, 1)",
                (id_, data, about["form"], about["duration_ms"], about["made_at_ms"]),
            )
        self._link_known()

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

    def _signed(self, body: bytes, asked: bytes) -> bytes:
        signature, rest = body[:SIGNATURE_BYTES], body[SIGNATURE_BYTES:]
        self._verifier.verify(signature, Purpose.REPLY, asked, rest)
        return rest
