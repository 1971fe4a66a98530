"""A sound device for machines that have none: a PulseAudio server of the bench's own, whose sink nobody hears."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ui.sound.sound_server import server_socket

PATIENCE_S = 5.0


@contextmanager
def loudspeaker(environment: dict[str, str], folder: Path) -> Iterator[dict[str, str]]:
    """Yield an environment with sound: this user's server, else our own, else none without PulseAudio."""
    socket = server_socket(environment)
    program = shutil.which("pulseaudio")
    if (socket is not None and socket.exists()) or program is None:
        yield environment
        return
    runtime = Path(tempfile.mkdtemp(prefix="yz-", dir=folder))
    runtime.chmod(0o700)
    own = {**environment, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(runtime)}
    server = subprocess.Popen(
        [program, "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes",
         "-L", "module-null-sink sink_name=bench", "-L", "module-native-protocol-unix"],
        env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not (runtime / "pulse" / "native").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        yield own
    finally:
        server.terminate()
        server.wait()
