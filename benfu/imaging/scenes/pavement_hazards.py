"""What riders report on pavements, drawn as it was found and as it is once mended: e-bikes, litter, branches."""

from math import cos, pi, sin
from random import Random

from benfu.imaging.scenes.canvas import WIDTH, Canvas, Colour, Point, bezier, blob, mix, oval, varied
from benfu.imaging.scenes.places import pavement, yard
from benfu.imaging.scenes.props import Frame, bike_colour, bin_with_lid, box_colour, e_bike

PAINT_WHITE: Colour = (226, 226, 220)


def parking(canvas: Canvas, chance: Random, *, mended: bool) -> None:
    """E-bikes left across the tactile path, one fallen; or in a row within their bay."""
    yard(canvas, chance, 230)
    _tactile_path(canvas)
    looks = [(bike_colour(chance), box_colour(chance)) for _ in range(5)]
    if mended:
        _bay(canvas, 340)
        for i, (colour, box) in enumerate(looks):
            e_bike(canvas, Frame((104 + i * 148, 330), 1.12), colour, box)
        return
    feet = ((150, 350), (620, 372), (330, 430), (560, 510), (220, 560))
    for i, (foot, (colour, box)) in enumerate(zip(feet, looks, strict=True)):
        at = (foot[0] + chance.uniform(-30, 30), foot[1] + chance.uniform(-8, 8))
        size = 1.3 + (foot[1] - 350) / 260
        e_bike(
            canvas,
            Frame(at, size, flipped=chance.random() < 0.5, lean=chance.uniform(-0.22, 0.22)),
            colour,
            box if i % 2 else None,
        )


def _tactile_path(canvas: Canvas) -> None:
    canvas.poly([(0, 424), (WIDTH, 404), (WIDTH, 486), (0, 508)], (206, 172, 66))
    for i in range(26):
        x = i * 32.0
        canvas.line([(x, 424 - i * 0.8), (x - 6, 508 - i * 0.86)], (170, 138, 46), 2)
    for share in (0.2, 0.4, 0.6, 0.8):
        canvas.line([(0, 424 + 84 * share), (WIDTH, 404 + 82 * share)], (226, 196, 100), 4)


def _bay(canvas: Canvas, foot: float) -> None:
    for i in range(6):
        x = 30 + i * 148.0
        canvas.line([(x + 10, foot - 70), (x, foot + 12)], PAINT_WHITE, 5)
    canvas.line([(10, foot + 12), (WIDTH - 10, foot + 12)], PAINT_WHITE, 5)


def litter(canvas: Canvas, chance: Random, *, mended: bool) -> None:
    """A heap of bags, boxes and bottles by a wall; or sorting bins on swept ground."""
    yard(canvas, chance, 300)
    middle = chance.uniform(350, 430)
    if mended:
        lids: tuple[Colour, ...] = ((46, 104, 180), (58, 140, 84), (108, 112, 116))
        for i, colour in enumerate(lids):
            bin_with_lid(canvas, (middle - 170 + i * 170, 420), 2.1, colour)
        return
    canvas.shadow(oval((middle + 10, 470), 310, 56), 14, 0.55)
    for row, count, y in ((0, 4, 410.0), (1, 5, 452.0), (2, 4, 492.0)):
        for i in range(count):
            x = middle + (i - (count - 1) / 2) * 124 + chance.uniform(-22, 22)
            _waste(canvas, chance, (x, y + chance.uniform(-8, 8)), (row + i) % 3)
    for _ in range(12):
        at = (middle + chance.uniform(-360, 360), chance.uniform(500, 580))
        canvas.poly(
            blob(chance, at, chance.uniform(8, 20), chance.uniform(4, 9), 0.4, 7), varied(chance, (206, 204, 196), 30)
        )


def _waste(canvas: Canvas, chance: Random, at: Point, kind: int) -> None:
    x, y = at
    if kind == 0:
        tan = varied(chance, (178, 138, 92), 14)
        canvas.poly([(x - 56, y - 70), (x + 40, y - 82), (x + 56, y + 6), (x - 46, y + 12)], tan)
        canvas.poly(
            [(x - 56, y - 70), (x - 34, y - 98), (x + 60, y - 104), (x + 40, y - 82)], mix(tan, (255, 255, 255), 0.22)
        )
        return
    colour = chance.choice(((34, 36, 40), (46, 48, 54), (196, 60, 52), (230, 230, 226), (52, 96, 150)))
    bag = blob(chance, (x, y - 34), 66, 52, 0.1, 16)
    canvas.poly(bag, colour)
    canvas.poly(
        [(px * 0.55 + (x - 14) * 0.45, py * 0.5 + (y - 52) * 0.5) for px, py in bag], mix(colour, (255, 255, 255), 0.13)
    )
    canvas.poly([(x - 13, y - 78), (x + 13, y - 78), (x + 24, y - 104), (x, y - 92), (x - 22, y - 106)], colour)
    if kind == 2:
        canvas.rect((x + 22, y - 12, x + 78, y + 8), (150, 200, 190), 8)
        canvas.rect((x + 76, y - 8, x + 90, y + 4), (60, 120, 190), 3)


def fallen_branch(canvas: Canvas, chance: Random, *, mended: bool) -> None:
    """Something else: a branch down across the pavement; or the pavement swept, the railing upright."""
    yard(canvas, chance, 210)
    _railing(canvas)
    if mended:
        return
    _branch(canvas, chance)


def _railing(canvas: Canvas) -> None:
    steel: Colour = (226, 228, 228)
    canvas.shadow([(0, 258), (WIDTH, 258), (WIDTH, 272), (0, 272)], 5, 0.35)
    for y in (140.0, 240.0):
        canvas.rect((0, y, WIDTH, y + 9), steel)
    for i in range(27):
        x = 8 + i * 30.0
        canvas.rect((x, 128, x + 6, 256), steel)


def _branch(canvas: Canvas, chance: Random) -> None:
    bark: Colour = (92, 68, 48)
    trunk = bezier((30, 400), (230, 330), (470, 470), (760, 440))
    canvas.shadow([*[(x, y + 16) for x, y in trunk], *[(x, y + 54) for x, y in reversed(trunk)]], 12, 0.5)
    canvas.line(trunk[:13], bark, 26)
    canvas.line(trunk, bark, 16)
    canvas.ellipse(trunk[0], 11, 15, (206, 172, 122))
    for i in range(4, 24, 2):
        x, y = trunk[i]
        turn = chance.uniform(0.5, 1.1) * (pi / 2) * (1 if i % 4 else -1)
        tip = (x + cos(turn) * 110, y + sin(turn) * 110)
        canvas.line([(x, y), tip], mix(bark, (0, 0, 0), 0.15), 7)
        for _ in range(22):
            at = (
                x + (tip[0] - x) * chance.uniform(0.3, 1.2) + chance.uniform(-34, 34),
                y + (tip[1] - y) * chance.uniform(0.3, 1.2) + chance.uniform(-26, 26),
            )
            canvas.poly(blob(chance, at, 17, 9, 0.3, 8), varied(chance, (84, 126, 62), 30))


def plain_pavement(canvas: Canvas, chance: Random, *, mended: bool) -> None:
    """A stretch of pavement with nothing wrong: for tests of what is not worth a report."""
    pavement(canvas, chance, 0)
