"""Run before the program in a bundle: an empty module in place of the bindings to Qt's network, 1 MB that nobody calls.

Qt's module for sound imports `PySide6.QtNetwork` for the types of two methods that play from the net.
"""

import sys
from types import ModuleType

sys.modules["PySide6.QtNetwork"] = ModuleType("PySide6.QtNetwork")
