"""What riders report on house fronts, drawn as it was found and as it is once mended: wires."""

from random import Random

from benfu.imaging.scenes.canvas import WIDTH, Canvas, Colour, Point, bezier, mix, sagging
from benfu.imaging.scenes.places import Wall, house_front
from benfu.imaging.scenes.props import Frame, bike_colour, box_colour, e_bike


def dangling_wire(canvas: Canvas, chance: Random, *, mended: bool) -> None:
    """An e-bike charged by a wire from an upper window; or at a charging post by the wall."""
    wall = house_front(canvas, chance)
    colour, box = bike_colour(chance), box_colour(chance)
    bike = Frame((chance.uniform(420, 470), 556), 2.3)
    if mended:
        _charging_post(canvas, (210, wall.ground + 58))
        e_bike(canvas, bike, colour, box)
        canvas.line(bezier((236, 420), (280, 530), (360, 520), bike(-20, 30)), (30, 32, 34), 4)
        return
    _wire_from_window(canvas, chance, wall, bike)
    e_bike(canvas, bike, colour, box)


def _wire_from_window(canvas: Canvas, chance: Random, wall: Wall, bike: Frame) -> None:
    left, _, right, bottom = wall.windows[0]
    start = (right - 30, bottom - 10)
    plug = (start[0] + chance.uniform(10, 40), 470.0)
    drop = bezier(start, (start[0] + 46, bottom + 40), (start[0] - 50, 380), plug)
    canvas.line([(x + 7, y + 6) for x, y in drop], mix((196, 178, 158), (0, 0, 0), 0.45), 4)
    canvas.line(drop, (238, 238, 232), 5)
    second = bezier((left + 40, bottom - 6), (left - 20, 330), (left + 190, 420), (plug[0] - 6, 474))
    canvas.line(second, (206, 38, 34), 4)
    canvas.rect((plug[0] - 40, 462, plug[0] + 34, 486), (240, 240, 236), 4)
    for i in range(3):
        canvas.ellipse((plug[0] - 26 + i * 22, 474), 6, 6, (70, 70, 72))
    canvas.line(bezier((plug[0] + 20, 480), (plug[0] + 90, 560), bike(-60, 6), bike(-18, 28)), (26, 27, 30), 5)


def _charging_post(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.shadow([(x - 34, y), (x + 60, y), (x + 70, y + 14), (x - 30, y + 14)], 6, 0.5)
    canvas.rect((x - 34, y - 190, x + 34, y), (44, 138, 96), 8)
    canvas.rect((x + 18, y - 186, x + 34, y), (34, 112, 78), 6)
    canvas.rect((x - 24, y - 174, x + 12, y - 132), (214, 236, 224), 4)
    bolt = [
        (x - 2, y - 170),
        (x - 16, y - 150),
        (x - 7, y - 150),
        (x - 12, y - 136),
        (x + 5, y - 156),
        (x - 4, y - 156),
    ]
    canvas.poly(bolt, (32, 120, 80))
    for i in range(3):
        canvas.rect((x - 20, y - 112 + i * 30, x + 8, y - 94 + i * 30), (26, 84, 60), 4)
    canvas.ellipse((x - 16, y - 16), 4, 4, (120, 236, 140))


def tangled_wires(canvas: Canvas, chance: Random, *, mended: bool) -> None:
    """Cables strung criss-cross over a house front and an open box; or laid in trunking, the box shut."""
    wall = house_front(canvas, chance, 520)
    box_x = (wall.windows[0][2] + wall.windows[1][0]) / 2
    if mended:
        trunk: Colour = (232, 230, 224)
        canvas.rect((0, 300, WIDTH, 318), mix(trunk, (0, 0, 0), 0.3))
        canvas.rect((0, 296, WIDTH, 312), trunk)
        canvas.rect((box_x - 9, 300, box_x + 9, 350), trunk)
        _junction_box(canvas, (box_x, 400), shut=True)
        return
    _junction_box(canvas, (box_x, 400), shut=False)
    _cable_mess(canvas, chance, box_x)


def _junction_box(canvas: Canvas, centre: Point, *, shut: bool) -> None:
    x, y = centre
    canvas.shadow([(x - 60, y - 60), (x + 70, y - 60), (x + 74, y + 76), (x - 56, y + 76)], 7, 0.45)
    canvas.rect((x - 60, y - 66, x + 60, y + 66), (150, 154, 156), 5)
    if shut:
        canvas.rect((x - 54, y - 60, x + 54, y + 60), (176, 180, 182), 4)
        canvas.poly([(x, y - 36), (x + 26, y + 10), (x - 26, y + 10)], (236, 190, 40))
        canvas.poly(
            [(x + 3, y - 24), (x - 8, y - 6), (x, y - 6), (x - 3, y + 6), (x + 9, y - 11), (x + 1, y - 11)],
            (30, 30, 30),
        )
        canvas.ellipse((x + 44, y + 34), 5, 5, (70, 72, 74))
        return
    canvas.rect((x - 52, y - 58, x + 52, y + 58), (38, 40, 44), 3)
    for i in range(4):
        canvas.rect((x - 44 + i * 23, y - 48, x - 28 + i * 23, y - 4), (206, 206, 200), 2)
    canvas.poly([(x + 60, y - 66), (x + 122, y - 46), (x + 122, y + 84), (x + 60, y + 66)], (134, 138, 140))


def _cable_mess(canvas: Canvas, chance: Random, box_x: float) -> None:
    colours: tuple[Colour, ...] = (
        (24, 25, 28),
        (30, 32, 36),
        (196, 44, 38),
        (232, 232, 226),
        (42, 78, 150),
        (36, 36, 40),
        (206, 150, 40),
    )
    for i in range(11):
        left, right = (-10.0, chance.uniform(40, 360)), (WIDTH + 10, chance.uniform(40, 380))
        middle = (box_x + chance.uniform(-46, 46), 360 + chance.uniform(-20, 60))
        ends = ((left, middle), (middle, right), (left, right))[i % 3]
        path = sagging(ends[0], ends[1], chance.uniform(20, 110))
        canvas.line([(x + 4, y + 9) for x, y in path], (96, 88, 80), 3)
        canvas.line(path, colours[i % len(colours)], chance.uniform(4, 7))
    for i in range(5):
        canvas.ring((box_x - 130 + i * 5, 470 + i * 4), 52 - i * 5, 44 - i * 4, colours[i % 2], 4)
