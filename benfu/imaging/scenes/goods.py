"""Goods of a points store, drawn one by one on a light ground."""

from collections.abc import Callable
from typing import Final

from PIL import Image

from benfu.imaging.scenes.canvas import Canvas, Colour, Point, bezier, mix, oval

SIDE: Final = 400.0
_FINE: Final = 4.0

WHITE: Final[Colour] = (252, 252, 250)
INK: Final[Colour] = (44, 48, 56)
BLUE: Final[Colour] = (52, 112, 190)
RED: Final[Colour] = (206, 52, 50)
GREEN: Final[Colour] = (56, 142, 96)
YELLOW: Final[Colour] = (244, 190, 52)
ORANGE: Final[Colour] = (236, 118, 44)
STEEL: Final[Colour] = (176, 184, 192)


def _light(colour: Colour, share: float = 0.35) -> Colour:
    return mix(colour, WHITE, share)


def _dark(colour: Colour, share: float = 0.25) -> Colour:
    return mix(colour, (0, 0, 0), share)


def _both(points: list[Point]) -> list[Point]:
    """Complete the right half of a shape, given from top to bottom, by its mirror image."""
    return [*points, *((SIDE - x, y) for x, y in reversed(points))]


def raincoat(canvas: Canvas) -> None:
    """A yellow raincoat with hood and reflecting stripes."""
    canvas.poly(_both([(236, 92), (300, 130), (346, 262), (304, 276), (288, 214), (306, 336)]), YELLOW)
    for cuff in ([(304, 276), (346, 262), (342, 250), (300, 264)], [(96, 276), (54, 262), (58, 250), (100, 264)]):
        canvas.poly(cuff, _dark(YELLOW, 0.2))
    canvas.poly(oval((200, 96), 50, 46), _dark(YELLOW, 0.12))
    canvas.poly(oval((200, 104), 32, 34), _dark(YELLOW, 0.5))
    canvas.poly([(160, 112), (240, 112), (212, 150), (188, 150)], YELLOW)
    for y in (250.0, 284.0):
        canvas.poly(
            [(106 - (y - 250) * 0.2, y), (294 + (y - 250) * 0.2, y), (296, y + 13), (104, y + 13)], (232, 236, 238)
        )
    canvas.line([(200, 146), (200, 334)], _dark(YELLOW, 0.22), 3)
    for y in (172.0, 208.0, 242.0):
        canvas.ellipse((210, y), 5, 5, _dark(YELLOW, 0.4))


def water_bottle(canvas: Canvas) -> None:
    """A steel vacuum flask."""
    canvas.rect((144, 122, 256, 336), BLUE, 20)
    canvas.rect((144, 122, 172, 336), _light(BLUE, 0.25), 14)
    canvas.rect((228, 122, 256, 336), _dark(BLUE), 14)
    canvas.rect((144, 304, 256, 336), STEEL, 14)
    canvas.rect((152, 64, 248, 118), INK, 12)
    canvas.rect((160, 70, 180, 112), (88, 94, 106), 8)
    canvas.rect((150, 114, 250, 126), STEEL)
    canvas.poly(oval((200, 212), 30, 30), WHITE)
    canvas.poly(
        [
            (200, 186),
            *bezier((200, 186), (222, 214), (222, 232), (200, 232)),
            *bezier((200, 232), (178, 232), (178, 214), (200, 186)),
        ],
        BLUE,
    )


def gloves(canvas: Canvas) -> None:
    """A pair of riding gloves with rubber palms."""
    for shift, colour in ((70.0, _dark(INK, 0.1)), (0.0, INK)):
        x = 128 + shift
        for i, (dx, top) in enumerate(((0, 118), (30, 98), (60, 96), (90, 116))):
            canvas.rect((x + dx, top, x + dx + 27, 236), mix(colour, WHITE, 0.04 * i), 13)
        canvas.poly(bezier((x + 4, 190), (x - 58, 172), (x - 56, 226), (x + 14, 262)), colour)
        canvas.rect((x, 176, x + 117, 290), colour, 22)
        canvas.rect((x + 8, 284, x + 109, 336), ORANGE, 8)
        canvas.rect((x + 8, 300, x + 109, 310), _light(ORANGE))
    for i in range(3):
        canvas.rect((144 + i * 32, 212, 166 + i * 32, 232), ORANGE, 6)


def power_bank(canvas: Canvas) -> None:
    """A power bank with its short cable."""
    canvas.line(bezier((204, 108), (206, 30), (330, 30), (324, 150), 40), (232, 232, 230), 11)
    canvas.rect((312, 142, 336, 186), STEEL, 4)
    canvas.rect((136, 104, 264, 338), (236, 240, 244), 22)
    canvas.rect((136, 104, 160, 338), WHITE, 16)
    canvas.rect((244, 104, 264, 338), (206, 212, 220), 14)
    for i in range(4):
        canvas.ellipse((170 + i * 20, 138), 5.5, 5.5, GREEN if i < 3 else (204, 208, 212))
    canvas.poly([(208, 188), (174, 246), (198, 246), (190, 292), (228, 228), (203, 228)], YELLOW)


def towel(canvas: Canvas) -> None:
    """A stack of folded towels."""
    for i, colour in enumerate(((98, 164, 200), (240, 236, 226), (232, 150, 140))):
        y = 262 - i * 66
        canvas.rect((84, y, 316, y + 68), colour, 30)
        canvas.rect((98, y + 20, 316, y + 25), _dark(colour, 0.12))
        canvas.rect((98, y + 43, 316, y + 48), _dark(colour, 0.12))
        canvas.rect((280, y + 4, 292, y + 64), _light(colour, 0.5))
        canvas.arc((108, y + 34), 20, 24, (90, 270), _dark(colour, 0.2), 3)


def rice(canvas: Canvas) -> None:
    """A sack of rice."""
    body = _both([(290, 96), (304, 150), (312, 300), (298, 340)])
    canvas.poly(body, (244, 238, 222))
    canvas.poly([(272, 98), (290, 96), (304, 150), (312, 300), (298, 340), (276, 340)], (224, 214, 190))
    canvas.poly(_both([(298, 66), (290, 98)]), RED)
    canvas.rect((104, 86, 296, 94), _light(RED, 0.6))
    canvas.poly(oval((200, 208), 66, 66), GREEN)
    canvas.poly(oval((200, 208), 58, 58), (248, 246, 236))
    canvas.line(bezier((200, 258), (196, 220), (206, 190), (216, 160)), (150, 120, 50), 4)
    for i in range(6):
        y = 168 + i * 13
        for side in (-1, 1):
            canvas.poly(oval((208 - i * 1.4 + side * 12, y + 4), 9, 5), (222, 178, 70))
    canvas.rect((128, 294, 272, 312), RED, 4)


def first_aid_kit(canvas: Canvas) -> None:
    """A red first-aid case with a white cross."""
    canvas.rect((156, 92, 244, 150), _dark(RED, 0.4), 14)
    canvas.rect((170, 106, 230, 150), (238, 240, 242), 8)
    canvas.rect((78, 128, 322, 330), RED, 26)
    canvas.rect((78, 270, 322, 330), _dark(RED, 0.14), 26)
    canvas.rect((78, 216, 322, 226), _dark(RED, 0.35))
    for x in (116.0, 264.0):
        canvas.rect((x, 208, x + 22, 236), STEEL, 4)
    canvas.poly(oval((200, 222), 62, 62), WHITE)
    canvas.rect((184, 180, 216, 264), RED, 3)
    canvas.rect((158, 206, 242, 238), RED, 3)


def phone_holder(canvas: Canvas) -> None:
    """A clamp for the handlebar holding a phone."""
    canvas.line([(60, 306), (340, 306)], _dark(STEEL, 0.2), 30)
    canvas.line([(60, 300), (340, 300)], _light(STEEL, 0.4), 8)
    canvas.rect((168, 268, 232, 342), INK, 14)
    canvas.rect((184, 232, 216, 282), (70, 76, 86), 6)
    canvas.rect((132, 60, 268, 254), INK, 20)
    canvas.rect((142, 72, 258, 242), (226, 236, 232), 8)
    canvas.line(bezier((158, 228), (170, 170), (236, 190), (238, 96)), (120, 170, 226), 12)
    canvas.ellipse((238, 106), 13, 13, RED)
    canvas.ellipse((238, 106), 5, 5, WHITE)
    for left, top in ((118, 92), (118, 196), (254, 92), (254, 196)):
        canvas.rect((left, top, left + 28, top + 34), ORANGE, 9)


def soap(canvas: Canvas) -> None:
    """A cake of soap in a dish, with bubbles."""
    canvas.poly([*bezier((66, 268), (80, 334), (320, 334), (334, 268))], (150, 196, 206))
    canvas.poly(oval((200, 268), 134, 26), (180, 218, 226))
    canvas.rect((104, 190, 296, 274), (250, 226, 190), 38)
    canvas.rect((118, 186, 282, 246), (255, 240, 214), 30)
    canvas.poly(oval((200, 216), 54, 17), (246, 222, 184))
    for x, y, r in ((138, 150, 26), (186, 118, 17), (232, 156, 21), (268, 110, 12), (106, 104, 11)):
        canvas.ellipse((x, y), r, r, (206, 232, 246))
        canvas.ring((x, y), r, r, (150, 196, 226), 2.4)
        canvas.ellipse((x - r * 0.3, y - r * 0.35), r * 0.26, r * 0.2, WHITE)


def umbrella(canvas: Canvas) -> None:
    """An open umbrella."""
    dome = [(54 + i * 292 / 40, 220 - (1 - ((i - 20) / 20) ** 2) ** 0.5 * 140) for i in range(41)]
    canvas.poly(dome, BLUE)
    canvas.poly(
        [
            *bezier((200, 80), (150, 110), (134, 160), (130, 220)),
            *bezier((270, 220), (266, 160), (250, 110), (200, 80)),
        ],
        _light(BLUE, 0.22),
    )
    for i in range(4):
        canvas.poly(oval((90.5 + i * 73, 222), 37, 15), (238, 243, 247))
    canvas.line([(200, 84), (200, 62)], INK, 6)
    canvas.line([(200, 212), (200, 312)], _dark(STEEL, 0.2), 7)
    canvas.arc((178, 312), 25, 28, (0, 180), INK, 10)


def helmet(canvas: Canvas) -> None:
    """A riding helmet with a clear visor."""
    canvas.poly([*bezier((70, 262), (56, 60), (330, 40), (336, 240)), (336, 262)], ORANGE)
    canvas.poly(
        [
            *bezier((124, 132), (170, 76), (250, 76), (296, 120)),
            *bezier((290, 132), (240, 100), (180, 100), (134, 146)),
        ],
        _light(ORANGE, 0.45),
    )
    canvas.poly(
        [
            *bezier((176, 262), (176, 180), (250, 166), (344, 190)),
            *bezier((344, 190), (356, 240), (348, 296), (330, 320)),
            *bezier((330, 320), (270, 322), (190, 310), (176, 262)),
        ],
        (122, 150, 172),
    )
    canvas.poly([(222, 206), (258, 198), (234, 300), (206, 292)], (170, 194, 210))
    canvas.ellipse((176, 246), 19, 19, INK)
    canvas.ellipse((176, 246), 9, 9, STEEL)
    canvas.rect((70, 252, 176, 278), _dark(ORANGE, 0.35), 8)
    canvas.line(bezier((118, 276), (126, 344), (190, 352), (214, 320)), INK, 8)


def cooking_oil(canvas: Canvas) -> None:
    """A bottle of cooking oil."""
    oil: Colour = (240, 184, 48)
    canvas.poly(_both([(224, 92), (230, 124), (280, 172), (284, 322), (270, 338)]), oil)
    canvas.poly([(246, 140), (280, 172), (284, 322), (270, 338), (248, 338)], _dark(oil, 0.14))
    canvas.poly([(160, 150), (136, 182), (134, 230), (148, 230), (150, 190)], _light(oil, 0.6))
    canvas.rect((172, 62, 228, 98), RED, 8)
    canvas.rect((172, 88, 228, 98), _dark(RED))
    canvas.rect((116, 214, 284, 300), WHITE, 4)
    canvas.rect((116, 214, 284, 226), GREEN)
    canvas.poly(oval((200, 262), 22, 27), YELLOW)
    canvas.poly(oval((190, 250), 7, 9), _light(YELLOW, 0.7))


def detergent(canvas: Canvas) -> None:
    """A bottle of laundry liquid with a handle."""
    tone: Colour = (70, 140, 214)
    canvas.poly([(132, 132), (230, 120), (288, 168), (298, 330), (286, 340), (112, 340), (102, 330), (110, 170)], tone)
    canvas.rect((232, 178, 266, 262), (222, 233, 241), 16)
    canvas.rect((138, 66, 214, 132), (238, 242, 246), 10)
    for i in range(5):
        canvas.rect((146 + i * 14, 74, 150 + i * 14, 122), (206, 214, 222))
    canvas.poly(oval((172, 240), 56, 60), WHITE)
    for x, y, r, colour in ((160, 246, 22, tone), (190, 222, 14, _light(tone)), (188, 262, 10, _light(tone, 0.5))):
        canvas.ellipse((x, y), r, r, colour)
    canvas.rect((112, 314, 290, 340), _dark(tone), 8)


def reflective_vest(canvas: Canvas) -> None:
    """A safety vest with reflecting stripes."""
    lime: Colour = (196, 222, 54)
    canvas.poly(_both([(232, 76), (282, 92), (276, 156), (310, 190), (306, 336)]), lime)
    canvas.poly([(168, 76), (232, 76), (206, 178), (194, 178)], (214, 226, 236))
    canvas.line([(200, 170), (200, 336)], _dark(lime, 0.4), 4)
    stripe: Colour = (226, 232, 234)
    for x in (124.0, 250.0):
        canvas.poly([(x, 90), (x + 26, 84), (x + 26, 336), (x, 336)], ORANGE)
        canvas.poly([(x + 6, 90), (x + 20, 84), (x + 20, 336), (x + 6, 336)], stripe)
    for y in (216.0, 276.0):
        canvas.poly([(91, y), (309, y), (308, y + 28), (92, y + 28)], ORANGE)
        canvas.poly([(91, y + 7), (309, y + 7), (308, y + 21), (92, y + 21)], stripe)


def lunch_box(canvas: Canvas) -> None:
    """An insulated lunch box of two tiers."""
    tone: Colour = (92, 172, 150)
    canvas.line(bezier((104, 150), (110, 56), (290, 56), (296, 150)), _dark(tone, 0.45), 13)
    for i, shade in enumerate((0.0, 0.35)):
        y = 228 - i * 90
        colour = _light(tone, shade)
        canvas.rect((84, y, 316, y + 104), colour, 24)
        canvas.rect((84, y + 6, 112, y + 98), _light(colour, 0.3), 14)
        canvas.rect((84, y + 92, 316, y + 102), _dark(colour, 0.2))
    canvas.rect((92, 120, 308, 152), _dark(tone, 0.12), 14)
    for x in (72.0, 306.0):
        canvas.rect((x, 130, x + 22, 216), STEEL, 7)


def tissues(canvas: Canvas) -> None:
    """A pack of paper tissues."""
    canvas.poly(
        [
            (150, 186),
            *bezier((160, 176), (150, 110), (196, 96), (206, 130)),
            *bezier((206, 130), (226, 84), (262, 120), (250, 186)),
        ],
        WHITE,
    )
    canvas.line(bezier((206, 134), (196, 150), (198, 168), (204, 184)), (214, 222, 228), 3)
    canvas.poly([(86, 196), (118, 164), (322, 164), (306, 196)], (140, 202, 176))
    canvas.poly(oval((205, 180), 72, 9), (70, 120, 100))
    canvas.poly([(150, 180), (166, 140), (246, 140), (256, 180)], WHITE)
    canvas.rect((86, 194, 306, 330), (112, 186, 156), 6)
    canvas.poly([(306, 196), (322, 164), (322, 298), (306, 330)], (78, 146, 120))
    for x, y, r in ((140, 262, 30), (196, 286, 20), (248, 252, 26)):
        for i in range(5):
            canvas.poly(
                oval((x + (i - 2) * r * 0.5, y - abs(i - 2) * -3), r * 0.3, r * 0.55), _light((112, 186, 156), 0.5)
            )


def kettle(canvas: Canvas) -> None:
    """An electric kettle."""
    canvas.line(bezier((272, 134), (356, 128), (352, 274), (284, 286)), INK, 20)
    canvas.poly([(146, 128), (262, 128), (296, 312), (112, 312)], STEEL)
    canvas.poly([(146, 128), (176, 128), (158, 312), (112, 312)], _light(STEEL, 0.55))
    canvas.poly([(244, 128), (262, 128), (296, 312), (270, 312)], _dark(STEEL, 0.18))
    canvas.poly([(148, 132), (96, 150), (136, 190)], _dark(STEEL, 0.1))
    canvas.poly([*bezier((140, 130), (160, 92), (248, 92), (268, 130))], INK)
    canvas.rect((192, 80, 216, 104), INK, 8)
    canvas.rect((104, 308, 304, 338), INK, 10)
    canvas.ellipse((284, 323), 5, 5, GREEN)


def fan(canvas: Canvas) -> None:
    """A small desk fan."""
    canvas.rect((188, 240, 212, 322), (222, 230, 232), 4)
    canvas.rect((128, 314, 272, 340), (206, 216, 220), 12)
    canvas.ellipse((200, 166), 104, 104, (236, 242, 244))
    canvas.ring((200, 166), 104, 104, (92, 172, 190), 9)
    for i in range(3):
        blade = oval((200, 122), 30, 42)
        canvas.poly(_turned(blade, (200, 166), i * 120.0), (120, 190, 206))
    for r in (78.0, 52.0):
        canvas.ring((200, 166), r, r, (176, 206, 214), 2.6)
    canvas.ellipse((200, 166), 20, 20, (72, 150, 170))


def _turned(points: list[Point], centre: Point, degrees: float) -> list[Point]:
    turn = complex(0, 1) ** (degrees / 90)
    moved = (complex(x - centre[0], y - centre[1]) * turn for x, y in points)
    return [(centre[0] + p.real, centre[1] + p.imag) for p in moved]


# name: (how it is drawn, the colour of the ground)
GOODS: Final[dict[str, tuple[Callable[[Canvas], None], Colour]]] = {
    "raincoat": (raincoat, (224, 236, 246)),
    "water_bottle": (water_bottle, (246, 238, 224)),
    "gloves": (gloves, (234, 240, 232)),
    "power_bank": (power_bank, (232, 228, 244)),
    "towel": (towel, (246, 240, 230)),
    "rice": (rice, (234, 240, 224)),
    "first_aid_kit": (first_aid_kit, (246, 230, 228)),
    "phone_holder": (phone_holder, (228, 236, 244)),
    "soap": (soap, (240, 236, 226)),
    "umbrella": (umbrella, (238, 243, 247)),
    "helmet": (helmet, (236, 238, 242)),
    "cooking_oil": (cooking_oil, (246, 240, 222)),
    "detergent": (detergent, (222, 233, 241)),
    "reflective_vest": (reflective_vest, (214, 226, 236)),
    "lunch_box": (lunch_box, (238, 242, 232)),
    "tissues": (tissues, (232, 242, 238)),
    "kettle": (kettle, (242, 236, 230)),
    "fan": (fan, (226, 238, 242)),
}


def good_picture(name: str, side: int = 640) -> Image.Image:
    """Return the picture of a good (a key of GOODS), a square of `side` pixels."""
    draw, ground = GOODS[name]
    canvas = Canvas(_FINE, ground, SIDE, SIDE)
    canvas.oval_shadow((206, 340), 122, 15, 12, 0.3)
    draw(canvas)
    return canvas.image.resize((side, side), Image.Resampling.LANCZOS)
