"""Things that stand in several scenes: wheels, e-bikes, a car, a cone, bins."""

from random import Random

from benfu.imaging.scenes.canvas import Canvas, Colour, Point, bezier, mix, oval

TYRE: Colour = (28, 29, 32)
STEEL: Colour = (168, 173, 178)
BIKE_COLOURS: tuple[Colour, ...] = (
    (36, 92, 150),
    (178, 44, 46),
    (38, 112, 86),
    (225, 225, 222),
    (62, 64, 70),
    (214, 148, 40),
)
BOX_COLOURS: tuple[Colour, ...] = ((242, 178, 30), (38, 118, 196), (226, 98, 36), (52, 140, 90))


class Frame:
    """Places the points of a prop: feet at `at`, `size` times as large, looking left if `flipped`."""

    def __init__(self, at: Point, size: float, *, flipped: bool = False, lean: float = 0.0) -> None:
        self.at, self.size, self.side, self.lean = at, size, -1 if flipped else 1, lean

    def __call__(self, x: float, y: float) -> Point:
        """Return where (x, y) of the prop lies in the scene; y counts up from the feet."""
        return self.at[0] + (self.side * x + self.lean * y) * self.size, self.at[1] - y * self.size

    def all(self, *points: Point) -> list[Point]:
        """Place several points."""
        return [self(x, y) for x, y in points]


def wheel(canvas: Canvas, centre: Point, radius: float) -> None:
    """A spoked wheel seen from the side."""
    canvas.ellipse(centre, radius, radius, TYRE)
    canvas.ellipse(centre, radius * 0.76, radius * 0.76, (120, 124, 130))
    canvas.ellipse(centre, radius * 0.66, radius * 0.66, (58, 60, 66))
    canvas.ellipse(centre, radius * 0.26, radius * 0.26, STEEL)


def e_bike(canvas: Canvas, frame: Frame, colour: Colour, box: Colour | None = None) -> None:
    """A scooter-like e-bike from the side, 100 units long, with a delivery box behind if `box` is given."""
    left, right = frame(-58, 0), frame(62, 0)
    canvas.shadow([left, right, (right[0], right[1] + 9 * frame.size), (left[0], left[1] + 9 * frame.size)], 6, 0.55)
    for x in (-38, 40):
        wheel(canvas, frame(x, 15), 15 * frame.size)
    dark = mix(colour, (0, 0, 0), 0.35)
    canvas.poly(
        frame.all(
            (-52, 24), (-46, 40), (-16, 44), (-6, 26), (14, 22), (24, 40), (30, 40), (26, 14), (-22, 14), (-26, 24)
        ),
        colour,
    )
    canvas.poly(frame.all((-24, 20), (-22, 14), (26, 14), (22, 20)), dark)
    canvas.poly(frame.all((20, 22), (30, 66), (36, 66), (34, 22)), colour)
    canvas.poly(frame.all((28, 30), (48, 33), (44, 26), (34, 22)), dark)
    canvas.line(frame.all((34, 62), (40, 16)), (70, 72, 78), 4 * frame.size)
    canvas.line(frame.all((32, 66), (27, 76), (20, 77)), (40, 42, 46), 4 * frame.size)
    canvas.ellipse(frame(38, 60), 5 * frame.size, 6 * frame.size, (250, 240, 200))
    canvas.poly(frame.all((-48, 41), (-46, 48), (-12, 50), (-8, 44)), (34, 34, 38))
    canvas.ellipse(frame(-53, 33), 4 * frame.size, 3 * frame.size, (210, 40, 36))
    if box:
        _delivery_box(canvas, frame, box)


def _delivery_box(canvas: Canvas, frame: Frame, colour: Colour) -> None:
    canvas.poly(frame.all((-62, 48), (-62, 84), (-24, 84), (-24, 48)), colour)
    canvas.poly(frame.all((-62, 84), (-58, 89), (-20, 89), (-24, 84)), mix(colour, (255, 255, 255), 0.35))
    canvas.poly(frame.all((-24, 48), (-20, 53), (-20, 89), (-24, 84)), mix(colour, (0, 0, 0), 0.3))
    canvas.poly(frame.all((-62, 62), (-62, 67), (-24, 67), (-24, 62)), (245, 245, 245))


def car(canvas: Canvas, frame: Frame, colour: Colour) -> None:
    """A saloon car from the side, 200 units long."""
    canvas.shadow(frame.all((-106, 4), (106, 4), (112, -12), (-112, -12)), 8, 0.6)
    body = bezier(frame(-102, 14), frame(-106, 50), frame(-92, 52), frame(-64, 54))
    roof = bezier(frame(-64, 54), frame(-40, 84), frame(24, 88), frame(50, 56))
    nose = bezier(frame(50, 56), frame(90, 52), frame(106, 44), frame(102, 14))
    canvas.poly([*body, *roof, *nose], colour)
    glass: Colour = (52, 66, 80)
    canvas.poly([*bezier(frame(-54, 55), frame(-36, 76), frame(-20, 78), frame(-8, 78)), frame(-8, 55)], glass)
    canvas.poly([frame(-2, 55), *bezier(frame(-2, 78), frame(18, 78), frame(26, 72), frame(40, 55))], glass)
    dark = mix(colour, (0, 0, 0), 0.3)
    canvas.poly(frame.all((-102, 14), (-102, 24), (102, 24), (102, 14)), dark)
    canvas.line(frame.all((-5, 78), (-6, 24)), dark, 1.6 * frame.size)
    canvas.line(frame.all((-20, 47), (-12, 47)), dark, 2.4 * frame.size)
    canvas.poly(frame.all((90, 46), (101, 42), (102, 34), (92, 37)), (252, 244, 214))
    canvas.poly(frame.all((-100, 48), (-92, 49), (-93, 38), (-103, 36)), (196, 36, 34))
    for x in (-62, 64):
        canvas.ellipse(frame(x, 16), 21 * frame.size, 21 * frame.size, mix(colour, (0, 0, 0), 0.6))
        wheel(canvas, frame(x, 15), 17 * frame.size)


def cone(canvas: Canvas, at: Point, size: float) -> None:
    """A traffic cone, 60 units high, its foot at `at`."""
    frame = Frame(at, size)
    canvas.oval_shadow(frame(8, 2), 30 * size, 8 * size, 5, 0.5)
    canvas.poly(frame.all((-24, 0), (24, 0), (20, 6), (-20, 6)), (44, 44, 48))
    canvas.poly(frame.all((-16, 5), (16, 5), (4, 60), (-4, 60)), (232, 96, 28))
    canvas.poly(frame.all((-11.6, 22), (11.6, 22), (8.6, 36), (-8.6, 36)), (244, 244, 240))
    canvas.poly(frame.all((6, 5), (16, 5), (4, 60), (1, 60)), (196, 74, 18))


def bin_with_lid(canvas: Canvas, at: Point, size: float, colour: Colour) -> None:
    """A wheeled waste bin, 80 units high."""
    frame = Frame(at, size)
    canvas.shadow(frame.all((-34, 3), (44, 3), (50, -10), (-30, -10)), 6, 0.5)
    dark = mix(colour, (0, 0, 0), 0.3)
    canvas.poly(frame.all((-26, 2), (26, 2), (32, 70), (-32, 70)), colour)
    canvas.poly(frame.all((14, 2), (26, 2), (32, 70), (18, 70)), dark)
    canvas.poly(frame.all((-36, 68), (36, 68), (33, 80), (-33, 80)), mix(colour, (255, 255, 255), 0.18))
    canvas.poly(oval(frame(-4, 42), 12 * size, 12 * size), (240, 242, 240))
    canvas.line(frame.all((-9, 42), (-5, 37), (2, 48)), dark, 2.6 * size)
    canvas.ellipse(frame(22, 4), 6 * size, 6 * size, TYRE)


def bike_colour(chance: Random) -> Colour:
    """Pick a colour for an e-bike."""
    return chance.choice(BIKE_COLOURS)


def box_colour(chance: Random) -> Colour | None:
    """Pick a delivery box, or none."""
    return chance.choice((*BOX_COLOURS, None))
