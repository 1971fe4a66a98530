"""Run before the program in a bundle: an empty module in place of Qt's OpenGL classes, 9 MB that nobody uses.

Qt's modules for QML and charts import `PySide6.QtOpenGL` for the types of a few methods that draw by OpenGL.
"""

import sys
from types import ModuleType

sys.modules["PySide6.QtOpenGL"] = ModuleType("PySide6.QtOpenGL")
