"""What riders report on the road, drawn as it was found and as it is once mended: covers, holes, fire lanes."""

from random import Random

from benfu.imaging.scenes.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, blob, mix, oval, varied
from benfu.imaging.scenes.places import road, yard
from benfu.imaging.scenes.props import Frame, car, cone

PAINT_YELLOW: Colour = (222, 186, 60)
PAINT_WHITE: Colour = (226, 226, 220)
HOLE: Colour = (16, 15, 15)


def manhole(canvas: Canvas, chance: Random, *, mended: bool) -> None:
    """A cast-iron cover in the road: broken through, or whole again in a fresh yellow ring."""
    road(canvas, chance)
    centre = (chance.uniform(330, 460), chance.uniform(320, 390))
    rx = chance.uniform(170, 205)
    ry = rx * chance.uniform(0.5, 0.68)
    canvas.oval_shadow(centre, rx + 14, ry + 12, 6, 0.4)
    canvas.ellipse(centre, rx + 10, ry + 8, (58, 55, 52))
    canvas.ellipse(centre, rx, ry, (104, 95, 86))
    _studs(canvas, centre, rx, ry)
    canvas.ring(centre, rx, ry, (66, 60, 55), 7)
    if mended:
        canvas.ring(centre, rx - 2, ry - 2, PAINT_YELLOW, 7)
        cone(canvas, (centre[0] - rx - 12, centre[1] + ry + 70), 2.1)
        return
    _broken_cover(canvas, chance, centre, rx, ry)


def _studs(canvas: Canvas, centre: Point, rx: float, ry: float) -> None:
    """The pattern on a cover: rows of raised blocks within the rim."""
    for row in range(-5, 6):
        for column in range(-6, 7):
            x, y = (column + row % 2 * 0.5) / 6.4, row / 6
            if x * x + y * y < 0.74:
                at = (centre[0] + x * rx, centre[1] + y * ry)
                canvas.rect((at[0] - 10, at[1] - 4, at[0] + 10, at[1] + 5), (74, 67, 60), 2)
                canvas.rect((at[0] - 10, at[1] - 5, at[0] + 10, at[1] + 3), (134, 125, 114), 2)


def _broken_cover(canvas: Canvas, chance: Random, centre: Point, rx: float, ry: float) -> None:
    heart = (centre[0] + rx * chance.uniform(-0.2, 0.3), centre[1] + ry * chance.uniform(-0.15, 0.2))
    hole = blob(chance, heart, rx * 0.52, ry * 0.6, 0.3, 9)
    canvas.poly([(x + 5, y + 7) for x, y in hole], (140, 132, 122))
    canvas.poly(hole, HOLE)
    canvas.poly([(heart[0] + (x - heart[0]) * 0.8, heart[1] + (y - heart[1]) * 0.8 + 9) for x, y in hole], (30, 28, 28))
    for corner in chance.sample(hole, 4):
        _crack(canvas, chance, corner, (corner[0] - heart[0], corner[1] - heart[1]), rx * 0.4)
    for _ in range(3):
        at = (centre[0] + chance.uniform(-1.3, 1.3) * rx, centre[1] + ry * chance.uniform(1.1, 1.5))
        canvas.oval_shadow((at[0] + 4, at[1] + 6), 22, 10, 3, 0.5)
        canvas.poly(blob(chance, at, 22, 13, 0.35, 7), (110, 100, 90))


def _crack(canvas: Canvas, chance: Random, start: Point, towards: Point, length: float) -> None:
    reach = max(1.0, (towards[0] ** 2 + towards[1] ** 2) ** 0.5)
    points = [start]
    for _ in range(4):
        x, y = points[-1]
        step = length / 4
        points.append(
            (
                x + towards[0] / reach * step + chance.uniform(-9, 9),
                y + towards[1] / reach * step + chance.uniform(-7, 7),
            )
        )
    canvas.line(points, (30, 28, 27), 3)


def pothole(canvas: Canvas, chance: Random, *, mended: bool) -> None:
    """A hole where the road gave way, with a puddle in it; or a clean square of new asphalt."""
    road(canvas, chance)
    tilt = chance.uniform(-20, 20)
    canvas.poly([(560, 130), (596, 130), (680 + tilt, HEIGHT), (620 + tilt, HEIGHT)], PAINT_WHITE)
    canvas.grain(chance, 16, 2, [(540, 120), (700, 120), (720, HEIGHT), (600, HEIGHT)])
    centre = (chance.uniform(300, 380), chance.uniform(330, 390))
    if mended:
        patch: list[Point] = [(centre[0] - 205, centre[1] - 105), (centre[0] + 190, centre[1] - 112)]
        patch += [(centre[0] + 215, centre[1] + 122), (centre[0] - 232, centre[1] + 116)]
        canvas.poly(patch, (46, 46, 48))
        canvas.grain(chance, 15, 1.8, patch)
        canvas.line([*patch, patch[0]], (28, 28, 30), 5)
        return
    _crater(canvas, chance, centre)


def _crater(canvas: Canvas, chance: Random, centre: Point) -> None:
    outer = blob(chance, centre, 200, 108, 0.09, 30)
    for corner in outer[::4]:
        _crack(canvas, chance, corner, (corner[0] - centre[0], corner[1] - centre[1]), 70)
    layers = (
        (1.06, (120, 116, 110)),
        (1.0, (66, 62, 58)),
        (0.86, (98, 86, 72)),
        (0.7, (72, 62, 52)),
        (0.54, (48, 42, 36)),
    )
    for share, colour in layers:
        ring = [
            (centre[0] + (x - centre[0]) * share, centre[1] + (y - centre[1]) * share + (1 - share) * 20)
            for x, y in outer
        ]
        canvas.poly(ring, colour)
    canvas.grain(chance, 22, 4, outer)
    pool = blob(chance, (centre[0] + 6, centre[1] + 22), 92, 36, 0.1, 16)
    canvas.poly(pool, (92, 108, 118))
    canvas.poly([(x * 0.6 + centre[0] * 0.4 - 12, y * 0.5 + (centre[1] + 14) * 0.5) for x, y in pool], (134, 152, 162))
    for _ in range(14):
        at = (centre[0] + chance.uniform(-250, 250), centre[1] + chance.uniform(-120, 160))
        canvas.poly(
            blob(chance, at, chance.uniform(5, 13), chance.uniform(4, 8), 0.35, 7), varied(chance, (70, 67, 63), 14)
        )


def fire_lane(canvas: Canvas, chance: Random, *, mended: bool) -> None:
    """A fire lane marked in yellow: a car and odds and ends stand in it; or it is free."""
    yard(canvas, chance, 236)
    tarmac: list[Point] = [(0, 272), (WIDTH, 272), (WIDTH, HEIGHT), (0, HEIGHT)]
    canvas.poly(tarmac, (82, 83, 86))
    canvas.grain(chance, 15, 1.5, tarmac)
    canvas.poly([(0, 260), (WIDTH, 260), (WIDTH, 274), (0, 274)], (190, 188, 182))
    _hatching(canvas)
    canvas.grain(chance, 10, 2.5, tarmac)
    _no_stopping(canvas, (chance.uniform(80, 130), 262))
    paint, at = (
        chance.choice(((188, 42, 44), (232, 232, 230), (52, 84, 134), (40, 42, 46), (172, 176, 180))),
        chance.uniform(400, 450),
    )
    if mended:
        return
    car(canvas, Frame((at - 60, 470), 2.2, flipped=chance.random() < 0.5), paint)
    _cartons(canvas, chance, (at + 262, 520))


def _hatching(canvas: Canvas) -> None:
    """The yellow box with slanting lines that keeps a fire lane free."""
    corners: list[Point] = [(120, 330), (700, 330), (790, 560), (20, 560)]
    for i in range(10):
        top, foot = 120 + i * 64.4, 20 + i * 85.5
        if i < 9:
            canvas.line([(top, 330), (foot + 85.5, 560)], PAINT_YELLOW, 7)
            canvas.line([(top + 64.4, 330), (foot, 560)], PAINT_YELLOW, 7)
    canvas.line([*corners, corners[0]], PAINT_YELLOW, 10)


def _no_stopping(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.rect((x - 4, y - 150, x + 4, y + 12), (150, 154, 158))
    canvas.shadow(oval((x + 6, y - 146), 42, 42), 5, 0.3)
    canvas.ellipse((x, y - 152), 42, 42, (206, 36, 40))
    canvas.ellipse((x, y - 152), 33, 33, (36, 82, 160))
    for sign in (1, -1):
        canvas.line([(x - 24 * sign, y - 176), (x + 24 * sign, y - 128)], (206, 36, 40), 9)


def _cartons(canvas: Canvas, chance: Random, foot: Point) -> None:
    for dx, dy, size in ((0, 0, 84), (-8, -84, 62)):
        x, y = foot[0] + dx, foot[1] + dy
        tan = varied(chance, (184, 142, 92), 10)
        if not dy:
            canvas.shadow([(x - size / 2, y), (x + size * 0.8, y), (x + size, y + 16), (x - size / 2, y + 16)], 7, 0.5)
        canvas.rect((x - size / 2, y - size, x + size / 2, y), tan)
        canvas.poly(
            [
                (x + size / 2, y - size),
                (x + size * 0.7, y - size * 1.14),
                (x + size * 0.7, y - size * 0.14),
                (x + size / 2, y),
            ],
            mix(tan, (0, 0, 0), 0.25),
        )
        canvas.poly(
            [
                (x - size / 2, y - size),
                (x - size * 0.3, y - size * 1.14),
                (x + size * 0.7, y - size * 1.14),
                (x + size / 2, y - size),
            ],
            mix(tan, (255, 255, 255), 0.2),
        )
        canvas.rect((x - 7, y - size, x + 7, y), (206, 178, 130))
