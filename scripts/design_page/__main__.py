"""Write what `docs/design.md` shows from the program itself: its figures, and its two pictures.

    python -m scripts.design_page

Run in the folder of the project; needs no display.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from scripts.design_page.figures import with_figures
from scripts.design_page.looks import looks_sheet
from scripts.design_page.states import states_sheet
from ui.fonts import load_fonts

DOCS = Path(__file__).parents[2] / "docs"


def main() -> int:
    """Write page and pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication(sys.argv[:1])
    load_fonts()
    page = DOCS / "design.md"
    page.write_text(with_figures(page.read_text("utf-8")), "utf-8", newline="\n")
    looks_sheet().save(str(DOCS / "pictures" / "design.png"))
    states_sheet().save(str(DOCS / "pictures" / "states.png"))
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
