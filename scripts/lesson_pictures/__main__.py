"""Draw the pictures of the lessons, from the people and things beside this file, into `assets/lessons/`.

    python -m scripts.lesson_pictures [FOLDER]

Run in the folder of the project. Each lesson gets `cover.svg` and a picture for each page, `1.svg` and so on.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.lesson_pictures.pages import PICTURES
from scripts.lesson_pictures.signs import HEIGHT, WIDTH

LESSONS = Path(__file__).parents[2] / "assets" / "lessons"


def main(folder: Path) -> None:
    """Write every picture below `folder`."""
    for lesson, pages in PICTURES.items():
        (folder / lesson).mkdir(parents=True, exist_ok=True)
        for page, picture in pages.items():
            (folder / lesson / f"{page}.svg").write_text(svg(picture), "utf-8", newline="\n")


def svg(picture: str) -> str:
    """Return the picture as SVG Tiny 1.2, which Qt draws: no fonts, filters or style sheets."""
    box = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    rounded = 'stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {rounded}>\n{picture}\n</svg>\n'


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else LESSONS)
