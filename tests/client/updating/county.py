"""A county that publishes programs, with real keys, and what can be done to a copy of its folder."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from sync.central.publishing import Program, Publisher
from tests.updating.bundles import FILES, whole

PLATFORM = "linux-x86_64"


class County:
    """Publishes in `folder`; of what is not small, `ballast` bytes that do not pack well."""

    def __init__(self, place: Path) -> None:
        self.place, self.folder, self.keys = place, place / "updates", place / "updates-keys"
        self.publisher = Publisher(self.folder, keys=self.keys)
        self.publisher.begin()

    @property
    def root(self) -> Path:
        return self.publisher.root

    def publish(self, version: str, *, ballast: bytes = b"", platform: str = PLATFORM) -> Program:
        bundle = whole(self.place / "bundle.tar.gz", {**FILES, "version": version.encode(), "ballast": ballast})
        return self.publisher.add(bundle, version=version, platform=platform)

    def publish_unchecked(self, version: str, files: Mapping[str, bytes]) -> None:
        """Sign what is no whole bundle, as a county with another program might."""
        archive = self.folder / "targets" / f"yizhan-{PLATFORM}-{version}.tar.gz"
        with tarfile.open(archive, "w:gz") as tar:
            for name, data in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        with self.publisher._changed() as repository:
            repository.roles.add_or_update_target(local_path=archive)

    def age(self, role: str, *, days: float) -> None:
        """Sign a role so that it is past its date since so many days."""
        with self.publisher._changed() as repository:
            repository.roles.set_expiration_date(role, days=-days)

    def archive(self, version: str) -> Path:
        return self.folder / "targets" / f"yizhan-{PLATFORM}-{version}.tar.gz"


def change(file: Path, **fields: Any) -> None:
    """Write something else into signed metadata, and leave its signature."""
    said = json.loads(file.read_text())
    said["signed"] |= fields
    file.write_text(json.dumps(said))


class _Served(SimpleHTTPRequestHandler):
    """Python's own; it knows no ranges. `cut_after`: so many bytes of an archive, then the line is dead."""

    cut_after: int | None = None
    asked: list[str]

    def log_message(self, *said: object) -> None:
        """Nobody reads it."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        cut = type(self).cut_after
        if cut is None or not self.path.endswith(".tar.gz"):
            super().copyfile(source, outputfile)
            return
        outputfile.write(source.read(cut))
        self.close_connection = True


@contextmanager
def web_server(folder: Path, *, cut_after: int | None = None) -> Iterator[str]:
    """Any web server in the same house; give its address."""
    handler = type("Served", (_Served,), {"cut_after": cut_after})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
