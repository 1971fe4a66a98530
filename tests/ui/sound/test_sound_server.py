"""Whether the sound server is the same, gone, or another one."""

import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.ui.sound.ear import Server
from ui.sound.sound_server import Server as Found
from ui.sound.sound_server import SoundServer, server_socket

pytestmark = pytest.mark.sound


@pytest.fixture
def watch(server: Server) -> Iterator[SoundServer]:
    with closing(SoundServer(server_socket())) as watch:
        yield watch


def test_a_server_that_stays_is_the_same(server: Server, watch: SoundServer) -> None:
    assert [watch.check(), watch.check()] == [Found.SAME, Found.SAME]


def test_a_server_that_dies_is_gone_and_the_next_one_is_another(server: Server, watch: SoundServer) -> None:
    server.hurt(signal.SIGKILL)
    assert watch.check() is Found.GONE
    assert watch.check() is Found.SAME
    server.start()
    assert watch.check() is Found.ANOTHER


def test_a_server_that_was_replaced_between_two_checks_is_another(server: Server, watch: SoundServer) -> None:
    server.hurt(signal.SIGKILL)
    server.start()
    assert watch.check() is Found.ANOTHER


@pytest.mark.parametrize(
    ("environment", "path"),
    [
        ({"XDG_RUNTIME_DIR": "/r"}, Path("/r/pulse/native")),
        ({"XDG_RUNTIME_DIR": "/r", "PULSE_RUNTIME_PATH": "/p"}, Path("/p/native")),
        ({"PULSE_SERVER": "unix:/s/native"}, Path("/s/native")),
        ({"PULSE_SERVER": "{host}unix:/s/native tcp:host:4713"}, Path("/s/native")),
        ({"PULSE_SERVER": "/s/native"}, Path("/s/native")),
        ({"PULSE_SERVER": "tcp:host:4713"}, None),
        ({"PULSE_SERVER": "{host}"}, None),
    ],
)
def test_the_socket_is_where_the_environment_says(environment: dict[str, str], path: Path | None) -> None:
    assert server_socket(environment) == path
