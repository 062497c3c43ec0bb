"""Where things happen: a stretch of road seen from above, a house front, a pavement before a wall."""

from dataclasses import dataclass
from random import Random

from benfu.imaging.scenes.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, blob, mix, varied

WALLS: tuple[Colour, ...] = ((196, 178, 158), (206, 196, 180), (178, 160, 146), (188, 194, 196), (214, 200, 172))
TILES: tuple[Colour, ...] = ((168, 158, 148), (150, 150, 150), (176, 150, 134), (160, 166, 160))
ASPHALT: tuple[Colour, ...] = ((84, 84, 84), (96, 95, 92), (74, 76, 80))


@dataclass(frozen=True, slots=True)
class Wall:
    """What a house front was given: its windows (left, top, right, bottom) and where the ground begins."""

    windows: tuple[tuple[float, float, float, float], ...]
    ground: float


def road(canvas: Canvas, chance: Random) -> None:
    """Asphalt seen from above, with a kerb and paving along the upper edge."""
    grey = chance.choice(ASPHALT)
    canvas.rect((0, 0, WIDTH, HEIGHT), grey)
    for _ in range(7):
        spot = (chance.uniform(0, WIDTH), chance.uniform(100, HEIGHT))
        canvas.poly(blob(chance, spot, chance.uniform(50, 140), chance.uniform(20, 50)), varied(chance, grey, 6))
    canvas.grain(chance, 20, 1.4)
    canvas.grain(chance, 14, 5)
    canvas.grain(chance, 9, 60)
    _kerb(canvas, chance)
    _leaves(canvas, chance, 6)


def _kerb(canvas: Canvas, chance: Random) -> None:
    slope, depth = chance.uniform(-26, 26), chance.uniform(78, 112)
    left, right = depth - slope, depth + slope  # where the kerb ends on the left and right edge
    tile = chance.choice(TILES)
    area: list[Point] = [(0, 0), (WIDTH, 0), (WIDTH, right - 34), (0, left - 34)]
    canvas.poly(area, tile)
    for i in range(22):
        x = i * 44.0 - 60
        canvas.line([(x, 0), (x + 14, max(left, right))], mix(tile, (0, 0, 0), 0.18), 1.4)
    stone: Colour = (198, 196, 188)
    canvas.poly([(0, left - 34), (WIDTH, right - 34), (WIDTH, right - 8), (0, left - 8)], stone)
    canvas.poly([(0, left - 8), (WIDTH, right - 8), (WIDTH, right), (0, left)], mix(stone, (0, 0, 0), 0.45))
    for x in (150.0, 410.0, 670.0):
        y = left + (right - left) * x / WIDTH
        canvas.line([(x, y - 34), (x + 3, y)], mix(stone, (0, 0, 0), 0.3), 1.6)
    canvas.shadow([(0, left), (WIDTH, right), (WIDTH, right + 16), (0, left + 16)], 6, 0.45)


def _leaves(canvas: Canvas, chance: Random, count: int) -> None:
    for _ in range(count):
        at = (chance.uniform(0, WIDTH), chance.uniform(120, HEIGHT))
        colour = chance.choice(((150, 120, 60), (120, 126, 66), (166, 140, 84)))
        canvas.poly(blob(chance, at, 7, 3.4, 0.3, 8), colour)


def house_front(canvas: Canvas, chance: Random, ground: float = 470) -> Wall:
    """A brick or plaster front with two windows above a paved strip."""
    colour = chance.choice(WALLS)
    canvas.rect((0, 0, WIDTH, ground), colour)
    if chance.random() < 0.6:
        _bricks(canvas, chance, colour, ground)
    canvas.grain(chance, 7, 1.5)
    canvas.grain(chance, 8, 70)
    canvas.shade((0, 0, WIDTH, ground), 1.0, 0.88)
    first = chance.uniform(70, 130)
    boxes = tuple((x, 66.0, x + 200, 270.0) for x in (first, first + chance.uniform(340, 400)))
    for box in boxes:
        _window(canvas, chance, box)
    canvas.rect((0, ground - 38, WIDTH, ground), mix(colour, (60, 60, 64), 0.55))
    pavement(canvas, chance, ground)
    canvas.shadow([(0, ground), (WIDTH, ground), (WIDTH, ground + 18), (0, ground + 18)], 8, 0.4)
    return Wall(boxes, ground)


def _bricks(canvas: Canvas, chance: Random, colour: Colour, ground: float) -> None:
    row, y = 0, 0.0
    while y < ground:
        x = -66.0 if row % 2 else -33.0
        while x < WIDTH:
            canvas.rect((x, y, x + 64, y + 26), varied(chance, mix(colour, (168, 120, 96), 0.35), 12))
            x += 66
        row, y = row + 1, y + 28


def _window(canvas: Canvas, chance: Random, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    canvas.shadow([(left, top), (right + 8, top), (right + 10, bottom + 12), (left, bottom + 10)], 6, 0.35)
    canvas.rect((left - 8, top - 8, right + 8, bottom + 8), (226, 224, 218))
    canvas.rect(box, (92, 116, 138))
    glare = left + chance.uniform(76, 140)
    canvas.poly([(glare, top), (glare + 50, top), (glare - 20, bottom), (glare - 70, bottom)], (128, 152, 172))
    if chance.random() < 0.5:
        curtain = chance.choice(((206, 190, 168), (176, 120, 110), (148, 168, 150)))
        canvas.rect((left, top, left + 44, bottom), curtain)
        canvas.rect((right - 44, top, right, bottom), curtain)
    middle = (left + right) / 2
    canvas.rect((middle - 4, top, middle + 4, bottom), (226, 224, 218))
    canvas.rect((left - 14, bottom + 8, right + 14, bottom + 20), (188, 186, 180))


def pavement(canvas: Canvas, chance: Random, top: float) -> None:
    """Paving from `top` down to the lower edge, its joints running away from the eye."""
    tile = chance.choice(TILES)
    canvas.rect((0, top, WIDTH, HEIGHT), tile)
    joint = mix(tile, (0, 0, 0), 0.2)
    vanishing = (chance.uniform(320, 480), top - 420)
    for i in range(-14, 15):
        foot = 400 + i * 74.0
        share = (top - vanishing[1]) / (HEIGHT - vanishing[1])
        canvas.line([(vanishing[0] + (foot - vanishing[0]) * share, top), (foot, HEIGHT)], joint, 1.5)
    y, step = top, 12.0
    while y < HEIGHT:
        canvas.line([(0, y), (WIDTH, y)], joint, 1.3)
        y, step = y + step, step * 1.28
    area: list[Point] = [(0, top), (WIDTH, top), (WIDTH, HEIGHT), (0, HEIGHT)]
    canvas.grain(chance, 10, 1.3, area)
    canvas.grain(chance, 8, 50, area)


def yard(canvas: Canvas, chance: Random, top: float = 250) -> None:
    """A pavement before a plain wall with a hedge or a skirting: room for things to stand."""
    colour = chance.choice(WALLS)
    canvas.rect((0, 0, WIDTH, top), colour)
    canvas.grain(chance, 6, 1.5)
    canvas.grain(chance, 10, 90)
    canvas.shade((0, 0, WIDTH, top), 1.0, 0.86)
    if chance.random() < 0.5:
        _hedge(canvas, chance, top)
    else:
        canvas.rect((0, top - 46, WIDTH, top), mix(colour, (90, 74, 66), 0.5))
        canvas.rect((0, top - 50, WIDTH, top - 44), mix(colour, (255, 255, 255), 0.3))
    pavement(canvas, chance, top)
    canvas.shadow([(0, top), (WIDTH, top), (WIDTH, top + 14), (0, top + 14)], 7, 0.4)


def _hedge(canvas: Canvas, chance: Random, top: float) -> None:
    canvas.rect((0, top - 60, WIDTH, top), (52, 84, 50))
    for _ in range(260):
        at = (chance.uniform(-10, WIDTH), top - chance.uniform(4, 76))
        canvas.poly(blob(chance, at, 14, 8, 0.3, 8), varied(chance, (72, 112, 64), 22))
