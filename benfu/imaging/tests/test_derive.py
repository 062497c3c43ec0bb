"""What pages are given of a picture: upright, small, in sRGB and silent about its origin."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from benfu.imaging import BadPicture, Flaw, Rendition, derive, distance
from benfu.imaging.tests import samples

UPRIGHT = ["red", "lime", "blue", "yellow"]

# What EXIF orientation n does to upright rows when a camera stores them (EXIF 3.0, 4.6.5.1.6).
STORED_AS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def renditions(data: bytes, *, with_full: bool = False) -> list[Rendition]:
    made = derive(data, with_full=with_full)
    return [r for r in (made.display, made.thumb, made.small, made.full) if r is not None]


def stored(orientation: int, width: int = 320, height: int = 240) -> Image.Image:
    turn = STORED_AS[orientation]
    image = samples.corners(width, height)
    return image if turn is None else image.transpose(turn)


@pytest.mark.parametrize("orientation", STORED_AS)
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_each_orientation_stands_upright(orientation: int, format_: str) -> None:
    data = samples.encode(stored(orientation), format_, exif=samples.exif(orientation))
    for rendition in renditions(data):
        assert samples.corner_colours(rendition.data) == UPRIGHT
        assert rendition.width > rendition.height


@pytest.mark.parametrize("orientation", STORED_AS)
def test_each_orientation_of_heic_stands_upright_once(orientation: int) -> None:
    data = samples.encode(stored(orientation), "HEIF", exif=samples.exif(orientation).tobytes(), quality=90)
    for rendition in renditions(data, with_full=True):
        assert samples.corner_colours(rendition.data) == UPRIGHT


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_nothing_is_left_of_the_metadata(format_: str) -> None:
    data = samples.with_metadata(format_, 6)
    made = renditions(data, with_full=True)
    assert len(made) == 4
    for rendition in made:
        for secret in (*samples.SECRETS, b"Exif", b"EXIF", b"ICC", b"XMP", b"xmp", b"Photoshop", b"COM"):
            assert secret not in rendition.data
        with Image.open(BytesIO(rendition.data)) as image:
            assert not image.getexif()
            assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(image.info)


def test_sizes_and_types() -> None:
    made = derive(samples.encode(samples.scenery(4000, 3000), quality=85))
    assert [(r.width, r.height) for r in (made.display, made.thumb, made.small)] == [
        (1600, 1200),
        (480, 360),
        (240, 180),
    ]
    for rendition, format_ in ((made.display, "JPEG"), (made.thumb, "WEBP"), (made.small, "WEBP")):
        with Image.open(BytesIO(rendition.data)) as image:
            assert image.format == format_
            assert image.size == (rendition.width, rendition.height)
            assert rendition.media_type == Image.MIME[format_]
    assert len(made.thumb.data) < len(made.display.data) / 4


def test_a_small_picture_is_not_blown_up() -> None:
    made = derive(samples.encode(samples.scenery(200, 100)))
    assert {(r.width, r.height) for r in (made.display, made.thumb, made.small)} == {(200, 100)}


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (3, 2)])
def test_odd_shapes_come_through(size: tuple[int, int]) -> None:
    for rendition in renditions(samples.encode(Image.new("RGB", size, "red"))):
        assert min(rendition.width, rendition.height) >= 1


def _grey16() -> Image.Image:
    ramp = b"".join((257 * (x * 255 // 319)).to_bytes(2, "little") for x in range(320))
    return Image.frombytes("I;16", (320, 240), ramp * 240)


def _palette_with_hole() -> Image.Image:
    image = samples.corners().quantize(8)
    corner = image.getpixel((10, 10))
    image.info["transparency"] = corner
    return image


MODES = {
    "grey jpeg": (samples.corners().convert("L"), "JPEG"),
    "cmyk jpeg": (samples.corners().convert("CMYK"), "JPEG"),
    "16-bit grey png": (_grey16(), "PNG"),
    "palette png": (samples.corners().quantize(8), "PNG"),
    "palette png with a hole": (_palette_with_hole(), "PNG"),
    "png with alpha": (samples.corners().convert("RGBA"), "PNG"),
    "grey png with alpha": (samples.corners().convert("LA"), "PNG"),
    "black and white png": (samples.corners().convert("1"), "PNG"),
    "webp with alpha": (samples.corners().convert("RGBA"), "WEBP"),
    "heic with alpha": (samples.corners().convert("RGBA"), "HEIF"),
}


@pytest.mark.parametrize("name", MODES)
def test_each_way_of_storing_colours_comes_out_in_rgb(name: str) -> None:
    image, format_ = MODES[name]
    for rendition in renditions(samples.encode(image, format_)):
        with Image.open(BytesIO(rendition.data)) as made:
            assert made.mode == "RGB"
            assert made.size[0] > made.size[1]


def test_sixteen_bit_greys_keep_their_range() -> None:
    with Image.open(BytesIO(derive(samples.encode(_grey16(), "PNG")).display.data)) as made:
        row = list(made.convert("L").crop((0, 120, 320, 121)).tobytes())
    shown = [row[x] for x in (2, 80, 160, 240, 317)]
    assert shown == sorted(shown)
    assert shown[0] < 8
    assert 118 < shown[2] < 138
    assert shown[-1] > 247


def test_a_16_bit_grey_with_a_transparent_value_comes_through() -> None:
    data = samples.encode(_grey16(), "PNG", transparency=0)
    assert derive(data).display.width == 320


def test_transparency_is_laid_on_white() -> None:
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    with Image.open(BytesIO(derive(samples.encode(clear, "PNG")).display.data)) as made:
        assert made.getpixel((30, 20)) == (255, 255, 255)


def test_cmyk_keeps_its_colours() -> None:
    data = samples.encode(samples.corners().convert("CMYK"), "JPEG", quality=95)
    assert samples.corner_colours(derive(data).display.data) == UPRIGHT


def test_colours_are_converted_from_the_profile_of_the_picture() -> None:
    lab = ImageCms.createProfile("LAB")
    profile = ImageCms.ImageCmsProfile(lab).tobytes()
    wrong = derive(samples.encode(samples.corners(), "JPEG", icc_profile=profile))  # made for other channels
    assert samples.corner_colours(wrong.display.data) == UPRIGHT
    broken = derive(samples.encode(samples.corners(), "JPEG", icc_profile=b"not a profile"))
    assert samples.corner_colours(broken.display.data) == UPRIGHT
    swapped = derive(samples.encode(samples.corners(), "JPEG", quality=95, icc_profile=_swapped_profile()))
    assert samples.corner_colours(swapped.display.data)[:3] == ["blue", "lime", "red"]


def _swapped_profile() -> bytes:
    """The sRGB profile with the tags of its red and blue primaries exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tmp_").replace(b"bXYZ", b"rXYZ").replace(b"tmp_", b"bXYZ")


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_that_does_not_decode_is_refused(format_: str) -> None:
    data = bytearray(samples.encode(samples.scenery(), format_))
    with pytest.raises(BadPicture) as refusal:
        derive(bytes(data[: len(data) * 2 // 3]))
    assert refusal.value.kind in (Flaw.TRUNCATED, Flaw.DAMAGED)


def test_full_size_on_request_only() -> None:
    data = samples.encode(samples.scenery(2400, 1800), "HEIF", quality=50)
    assert derive(data).full is None
    full = derive(data, with_full=True).full
    assert full is not None
    assert (full.width, full.height, full.media_type) == (2400, 1800, "image/jpeg")


def test_the_fingerprint_is_that_of_the_upright_picture() -> None:
    upright = derive(samples.encode(samples.scenery(), quality=90)).fingerprint
    turned = samples.encode(samples.scenery().transpose(Image.Transpose.ROTATE_90), quality=90, exif=samples.exif(6))
    assert distance(upright, derive(turned).fingerprint) <= 4
