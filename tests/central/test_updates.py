"""Programs at central: rings that move, files that are served and no others, and a station that fetches over it all."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from kiosk.care.places import Places
from kiosk.cli import main
from kiosk.services import open_station
from kiosk.updating.programs import Programs
from sync.central.enrolment import Enrolment
from sync.central.rings import EVERYWHERE, Rings
from sync.central.server import signer_of
from sync.central.store.database import Store, open_engine
from sync.client.enrolling import enrol
from sync.client.updating.anchor import trust
from sync.client.updating.platform_here import platform_here
from sync.protocol.keys_mark import UNREADABLE, keys_mark
from sync.protocol.signing import SIGNATURE_BYTES, Purpose, Verifier
from sync.protocol.updates import UpdateOffer
from tests.central.county import REGION, County, bearer, error_in
from tests.central.test_serving import serving
from tests.client.updating.county import County as Publishing

SECRET = b"the key of everything"


@pytest.fixture
def county(store: Store) -> Iterator[County]:
    county = County(store)
    yield county
    county.close()


def offer(county: County) -> UpdateOffer:
    return Rings(county.store).offer(REGION, county.east.station)


def test_a_ring_has_what_it_may_and_what_later_rings_may(county: County) -> None:
    rings = Rings(county.store)
    assert offer(county) == UpdateOffer(ring=9, version="")
    rings.allow(1, "2.10", region=EVERYWHERE)
    assert offer(county).version == ""
    rings.move(REGION, county.east.station, ring=1)
    assert offer(county) == UpdateOffer(ring=1, version="2.10")
    rings.allow(9, "2.9", region=EVERYWHERE)
    assert offer(county).version == "2.10"
    rings.allow(1, "", region=EVERYWHERE)
    assert offer(county).version == "2.9"
    assert rings.offer(REGION, county.west.station) == UpdateOffer(ring=9, version="2.9")


def test_what_is_said_for_a_county_counts_before_what_is_said_for_all(county: County) -> None:
    rings = Rings(county.store)
    rings.allow(9, "2.0", region=EVERYWHERE)
    rings.allow(9, "1.9", region=REGION)
    assert offer(county).version == "1.9"
    far = county.far
    assert rings.offer(far.said.region, far.station).version == "2.0"
    rings.allow(9, "", region=REGION)
    assert offer(county).version == "2.0"
    assert [(line.region, line.ring, line.version) for line in rings.lines()] == [(EVERYWHERE, 9, "2.0")]


def test_the_offer_is_signed_and_for_stations_only(county: County) -> None:
    Rings(county.store).allow(9, "2.0", region=EVERYWHERE)
    asked = "/v1/updates/offer?once=abc"
    status, body = county.get(asked, token=county.east.token)
    assert status == 200
    Verifier(county.central.signer.public_key).verify(
        body[:SIGNATURE_BYTES], Purpose.REPLY, asked.encode(), body[SIGNATURE_BYTES:]
    )
    assert json.loads(body[SIGNATURE_BYTES:]) == {"ring": 9, "version": "2.0"}
    status, body = county.get(asked)
    assert (status, error_in(body)) == (401, "unknown-token")


def test_a_central_without_programs_has_none(county: County) -> None:
    status, body = county.get("/v1/updates/metadata/timestamp.json", token=county.east.token)
    assert (status, error_in(body)) == (404, "not-found")


@pytest.fixture
def publishing(tmp_path: Path) -> Publishing:
    (tmp_path / "county").mkdir()
    return Publishing(tmp_path / "county")


def test_a_station_gets_its_rings_program_over_a_real_server_and_nobody_anything_else(
    tmp_path: Path, publishing: Publishing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / "keys"))
    publishing.publish("99.0", platform=platform_here())
    publishing.publish("99.1", platform=platform_here())
    (publishing.place / "secret").write_bytes(SECRET)
    (publishing.folder / "targets" / "link").symlink_to(publishing.place / "secret")
    here = Places(data=tmp_path / "data", keys=tmp_path / "keys")
    with serving(tmp_path, "--updates", str(publishing.folder)) as served:
        store = Store(open_engine(served.url))
        added = Enrolment(store, signer_of(store).public_key).add_station("东街", town="511902100")
        with open_station(here) as station:
            url = f"http://127.0.0.1:{served.port}"
            enrol(station, url, added.code)
            token = bytes(station.database.value("select token from central"))  # type: ignore[arg-type]
        trust(here.programs / "metadata", publishing.root, shipped=None)

        def update(*words: str) -> int:
            argv = ["update", "--data", str(here.data), *words]
            return main(argv, commands={"update": "sync.client.commands.update"})

        assert update() == 0
        assert Programs(here.programs).standing().ready is None, "its ring may have none yet"
        Rings(store).allow(9, "99.0", region=EVERYWHERE)
        assert update() == 0
        ready = Programs(here.programs).standing().ready
        assert ready is not None
        assert ready.version == "99.0", "the newest of all is not for its ring"

        asks = {"Authorization": bearer(token)}
        name = f"yizhan-{platform_here()}-99.0.tar.gz"
        whole = (publishing.folder / "targets" / name).read_bytes()
        assert served.ask("GET", f"/v1/updates/targets/{name}", **asks)[2] == whole
        status, headers, part = served.ask("GET", f"/v1/updates/targets/{name}", Range="bytes=100-", **asks)
        assert (status, part) == (206, whole[100:])
        assert headers["content-range"] == f"bytes 100-{len(whole) - 1}/{len(whole)}"
        assert served.ask("GET", f"/v1/updates/targets/{name}", Range=f"bytes={len(whole)}-", **asks)[0] == 416
        assert served.ask("HEAD", f"/v1/updates/targets/{name}", **asks)[2] == b""
        assert served.ask("GET", f"/v1/updates/targets/{name}")[0] == 401
        for path in (
            "targets/../metadata/root.json", "targets/../../secret", quote("targets/../../secret", safe=""),
            "targets/..%2f..%2fsecret", "targets/%2e%2e/%2e%2e/secret", "targets/link", "targets/", "targets/.",
            "targets/..", "keys/root", "../updates-keys/root", "targets/%00", "targets//etc/passwd",
            "targets/..%5c..%5csecret", "metadata/.root.json", "other/root.json",
        ):  # fmt: skip
            status, _, said = served.ask("GET", f"/v1/updates/{path}", **asks)
            assert status in (400, 404), path
            assert SECRET not in said
        store.close()


def test_what_an_operator_types(tmp_path: Path, publishing: Publishing) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    database = f"sqlite:///{folder / 'central.db'}"
    bundle = folder / "yizhan-2.0-linux-x86_64.tar.gz"
    publishing.publish("1.0")
    bundle.write_bytes(publishing.archive("1.0").read_bytes())
    updates = ("--updates", str(folder / "updates"))

    def central(*words: str) -> tuple[int, str]:
        argv = [sys.executable, "-m", "sync.central.cli", "--lang", "en", *words]
        ended = subprocess.run(argv, capture_output=True, text=True, check=False)
        return ended.returncode, ended.stdout + ended.stderr

    def update(*words: str) -> tuple[int, str]:
        return central("update", *words, *updates)

    assert central("init", "--database", database)[0] == 0
    assert update("list", "--database", database)[0] == 2
    offline = ("--offline-keys", str(folder / "drawer"))
    assert update("init", *offline)[0] == 0
    assert update("init", *offline)[0] == 2, "keys are not made twice"
    assert sorted(key.name for key in (folder / "drawer").iterdir()) == ["root", "targets"]
    assert all(key.stat().st_mode & 0o077 == 0 for key in (folder / "drawer").iterdir())
    code, said = update("add", str(bundle))
    assert (code, "key of targets is not in" in said) == (2, True)
    assert update("add", str(bundle), *offline)[0] == 0
    code, said = update("add", str(bundle), *offline)
    assert (code, "published already" in said) == (2, True)
    (folder / "torn.tar.gz").write_bytes(bundle.read_bytes()[:-50])
    torn = update("add", str(folder / "torn.tar.gz"), "--version", "3.0", "--platform", "linux-x86_64", *offline)
    assert (torn[0], "damaged" in torn[1]) == (2, True)
    assert update("renew")[0] == 0
    assert update("ring", "1", "3.0", "--database", database) == (1, "3.0 is not published.\n")
    assert update("ring", "1", "2.0", "--database", database) == (0, "all counties, ring 1: 2.0.\n")
    assert central("station", "add", "东街", "--region", "511902100", "--database", database)[0] == 0
    assert central("update", "ring-of", "东街", "1", "--database", database) == (0, "东街 is in ring 1.\n")
    listed = json.loads(update("list", "--json", "--database", database)[1])
    assert [program["version"] for program in listed["programs"]] == ["2.0"]
    assert listed["rings"] == [{"region": "", "ring": 1, "version": "2.0"}]
    assert listed["stations"] == {"1": 1}
    assert listed["keys"] == keys_mark(folder / "updates/metadata/root.json") != UNREADABLE
    assert sorted(file.name for file in (folder / "updates").iterdir()) == ["metadata", "targets"]
