"""Maps drawn on the server: the small one around a position, and the shapes of a district for the board.

Colours are the tokens of the ui room, so that they follow the reader's theme.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from benfu.geo.distances import METRES_PER_DEGREE, area_m2
from benfu.geo.shapes import simplify
from benfu.geo.svg import Frame, frame_around, frame_fitting

from .atlas import Atlas, Located
from .levels import Level

WIDTH, HEIGHT = 362, 132
# How wide a view may be by itself: the cell a little more than filling it, but near enough to find the place.
NEAREST_M, WIDEST_M = 500, 1500
SCALE_M = 100
# Finest level first: a map of streets is better than an empty one where no cells are known.
DRAWN = (Level.CELL, Level.COMMUNITY, Level.STREET, Level.DISTRICT)
PIN = "c-9-12-13-18-13-24a13 13 0 0 1 26 0c0 6-4 12-13 24z"


@dataclass(frozen=True, slots=True)
class Shape:
    """One area's picture: SVG path data, and the pixel where its name or number goes."""

    code: str
    name: str
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The shapes of one level, drawn to one scale; `frame` turns positions into pixels of the same picture."""

    frame: Frame
    shapes: tuple[Shape, ...]

    @property
    def view_box(self) -> str:
        """The viewBox of the SVG the shapes belong in."""
        return f"0 0 {self.frame.width:g} {self.frame.height:g}"


def mini_map(
    atlas: Atlas,
    lon: float,
    lat: float,
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
    metres: float = 0,
    accuracy: float = 0,
    dots: Iterable[tuple[float, float]] = (),
    label: str = "",
) -> SafeString:
    """Return an SVG of `width` × `height` px around a WGS-84 position, `metres` wide (0: to suit the area it lies in).

    Draws the outlines near by with the one that holds the position filled and named, the accuracy in metres as a circle,
    `dots` (positions of cases near by), a pin and a scale. `data-bbox="west,south,east,north"` lets a script turn a tap
    into degrees.
    """
    located = atlas.locate(lon, lat)
    name = _("各区域之外") if located.outside else atlas.places[located.area].name
    frame = frame_around(lon, lat, width, height, metres or _metres_for(atlas, located))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="mini-map" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img"'
        ' aria-label="{label}" data-bbox="{bbox}"><path fill="var(--off-bg)" d="M0 0h{w}v{h}H0z"/>{areas}{near}{dots}'
        '<path d="M{x} {y}{pin}" fill="#C0272D" stroke="var(--card)" stroke-width="1.5"/>'
        '<circle cx="{x}" cy="{eye}" r="5" fill="#fff"/>{legend}</svg>',
        w=width,
        h=height,
        label=label or _("位置示意图：%(place)s") % {"place": name},
        bbox=f"{frame.west:.6f},{frame.south:.6f},{frame.east:.6f},{frame.north:.6f}",
        areas=_outlines(atlas, frame, lon, lat),
        near=_circle(frame, accuracy),
        dots=_dots(frame, dots),
        x=round(width / 2),
        y=round(height / 2),
        eye=round(height / 2) - 24,
        pin=PIN,
        legend=_legend(frame, name),
    )


def _metres_for(atlas: Atlas, located: Located) -> float:
    """Return how wide a view shows the area a position lies in with something of its neighbours."""
    outline = atlas.layers[located.level].outlines.get(located.area)
    if outline is None:
        return WIDEST_M
    size = math.sqrt(area_m2(outline)) * 1.25
    return min(max(size, NEAREST_M), WIDEST_M)


def _legend(frame: Frame, name: str) -> SafeString:
    """Write the area's name and draw a scale of 100 m along the lower edge."""
    base, length = round(frame.height) - 8, round(frame.pixels(SCALE_M))
    right = round(frame.width) - 10
    return format_html(
        '<g font-size="11" fill="var(--ink-2)"><text x="10" y="{y}">{name}</text>'
        '<text x="{end}" y="{y}" text-anchor="end">{words}</text>'
        '<path d="M{start} {top}v4h{length}v-4" fill="none" stroke="var(--ink-2)"/></g>',
        y=base,
        name=name,
        words=_("%(count)s 米") % {"count": SCALE_M},
        end=right - length - 6,
        start=right - length,
        top=base - 5,
        length=length,
    )


def _outlines(atlas: Atlas, frame: Frame, lon: float, lat: float) -> SafeString:
    """Draw the finest outlines in sight, the one that holds the position filled."""
    box = shapely.box(frame.west, frame.south, frame.east, frame.north)
    for level in DRAWN:
        layer = atlas.layers[level]
        here = layer.index.find(lon, lat)
        seen = layer.within(box)
        if seen:
            mine = frame.path(layer.outlines[here]) if here else ""
            others = "".join(frame.path(layer.outlines[code]) for code in seen if code != here)
            fill = format_html('<path d="{}" fill="var(--act-bg)"/>', mine) if mine else ""
            lines = '{}<path d="{}" fill="none" stroke="var(--field)" stroke-width="1.2"/>'
            return format_html(lines, fill, others + mine)
    return mark_safe("")


def _circle(frame: Frame, accuracy: float) -> SafeString:
    """Draw how far off the position may be."""
    if accuracy <= 0:
        return mark_safe("")
    radius = min(frame.pixels(accuracy), frame.width)
    circle = '<circle cx="{}" cy="{}" r="{}" fill="var(--act)" fill-opacity=".15"/>'
    return format_html(circle, round(frame.width / 2), round(frame.height / 2), f"{radius:.0f}")


def _dots(frame: Frame, dots: Iterable[tuple[float, float]]) -> SafeString:
    """Draw the positions of other cases."""
    pixels = ((round(x), round(y)) for x, y in (frame.to_pixel(lon, lat) for lon, lat in dots))
    seen = [(x, y) for x, y in pixels if 0 <= x <= frame.width and 0 <= y <= frame.height]
    circle = '<circle cx="{}" cy="{}" r="5" fill="var(--warn)" stroke="var(--card)" stroke-width="1.5"/>'
    return format_html_join("", circle, seen)


def shapes_under(atlas: Atlas, prefix: str, level: Level, width: int, height: int) -> Sheet:
    """Return the shapes of one level below `prefix`, simplified to about a pixel; kept until the next edition."""
    key = ("shapes", prefix, level, width, height)
    if key not in atlas.drawings:
        atlas.drawings[key] = _sheet(atlas, prefix, level, width, height)
    sheet: Sheet = atlas.drawings[key]
    return sheet


def _sheet(atlas: Atlas, prefix: str, level: Level, width: int, height: int) -> Sheet:
    outlines = atlas.layers[level].outlines
    codes = [code for code in atlas.under(prefix, level) if code in outlines]
    if not codes:
        return Sheet(Frame(0, 0, 1, 1, width, height), ())
    originals = [outlines[code] for code in codes]
    frame = frame_fitting(tuple(shapely.total_bounds(originals).tolist()), width, height, margin=4)
    pixel_m = (frame.north - frame.south) * METRES_PER_DEGREE / height
    plain = simplify(originals, pixel_m)
    shapes = []
    for code, shape in zip(codes, plain, strict=True):
        centre = atlas.places[code].centre or (0.0, 0.0)
        x, y = frame.to_pixel(*centre)
        shapes.append(Shape(code, atlas.places[code].name, frame.path(shape), round(x), round(y)))
    return Sheet(frame, tuple(shapes))
