"""Run before the program in a bundle: on a system without fontconfig's own settings it gets those of the bundle."""

import os
import sys
from pathlib import Path

if sys.platform == "linux" and not Path("/etc/fonts/fonts.conf").exists():
    os.environ.setdefault("FONTCONFIG_FILE", str(Path(sys._MEIPASS, "fonts.conf")))  # type: ignore[attr-defined]
