"""`python -m kiosk`: the commands that need no screen."""

import sys

from kiosk.cli import main

sys.exit(main())
