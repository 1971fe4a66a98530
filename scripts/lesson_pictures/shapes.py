"""The few shapes every picture of a lesson is made of: flat, warm, with one dark outline, ends and corners rounded."""

from __future__ import annotations

INK = "#3b2733"
LINE = 1.7
"""Width of an outline, of a canvas 160 wide: 2 mm where the picture is 190 mm wide."""

RED, DEEP_RED, ORANGE, YELLOW, GREEN, LEAF = "#f8312f", "#c4232b", "#ff822d", "#fcd53f", "#1d8a3e", "#86d72f"
BLUE, DEEP_BLUE, PALE_BLUE, SKY = "#00a6ed", "#0074ba", "#a9dcfd", "#d6eefc"
WHITE, PALE, LIGHT_GREY, GREY, DARK_GREY = "#ffffff", "#f1ece6", "#d3d3d3", "#9b9b9b", "#6b6570"
BROWN, TAN, SAND, CREAM, SOIL = "#8a5a3c", "#d3883e", "#f3b96d", "#fff3d6", "#a8713f"
PURPLE, PINK, GRASS = "#8d65c5", "#ff8fa3", "#a9d978"

Point = tuple[float, float]


def shape(path: str, fill: str, *, line: float = LINE) -> str:
    """Return a filled path with its outline; `line=0` leaves the outline out."""
    outline = f' stroke="{INK}" stroke-width="{line:g}"' if line else ""
    return f'<path d="{path}" fill="{fill}"{outline}/>'


def rect(x: float, y: float, width: float, height: float, fill: str, *, round_by: float = 2, line: float = LINE) -> str:
    outline = f' stroke="{INK}" stroke-width="{line:g}"' if line else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{round_by:g}" fill="{fill}"{outline}/>'


def disc(x: float, y: float, radius: float, fill: str, *, line: float = LINE) -> str:
    outline = f' stroke="{INK}" stroke-width="{line:g}"' if line else ""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}"{outline}/>'


def oval(x: float, y: float, across: float, down: float, fill: str, *, line: float = LINE) -> str:
    outline = f' stroke="{INK}" stroke-width="{line:g}"' if line else ""
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{across:g}" ry="{down:g}" fill="{fill}"{outline}/>'


def stroke(path: str, colour: str = INK, *, width: float = LINE) -> str:
    """Return an open line."""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'


def rod(path: str, colour: str, *, width: float) -> str:
    """Return a thick line with an outline: a limb, a pole, a hose."""
    return stroke(path, INK, width=width + 2 * LINE) + stroke(path, colour, width=width)


def along(*points: Point) -> str:
    """Return the path through `points`."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def at(x: float, y: float, *parts: str, scale: float = 1, turn: float = 0, mirrored: bool = False) -> str:
    """Return `parts` with their origin at `x`, `y`; `turn` in degrees clockwise."""
    moves = [f"translate({x:g} {y:g})"]
    if turn:
        moves.append(f"rotate({turn:g})")
    if mirrored or scale != 1:
        moves.append(f"scale({-scale if mirrored else scale:g} {scale:g})")
    return f'<g transform="{" ".join(moves)}">{"".join(parts)}</g>'
