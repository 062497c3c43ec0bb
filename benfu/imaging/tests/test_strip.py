"""`strip` takes out what a file tells beside the picture, and not one pixel of the picture."""

from io import BytesIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from benfu.imaging import BadPicture, inspect, strip
from benfu.imaging.tests import samples


def stripped(data: bytes) -> bytes:
    result = strip(data)
    assert result is not None
    return result


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_metadata_is_gone_and_pixels_are_the_same(format_: str, orientation: int) -> None:
    before = samples.with_metadata(format_, orientation)
    assert sum(secret in before for secret in samples.SECRETS) >= 3
    after = stripped(before)
    for secret in samples.SECRETS:
        assert secret not in after
    with Image.open(BytesIO(before)) as one, Image.open(BytesIO(after)) as two:
        assert one.tobytes() == two.tobytes()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_survives_alone(format_: str, orientation: int) -> None:
    after = stripped(samples.with_metadata(format_, orientation))
    assert inspect(after).orientation == orientation
    with Image.open(BytesIO(after)) as image:
        assert set(image.getexif()) <= {0x0112}
        assert not image.getexif().get_ifd(0x8825)
    if orientation == 1:
        assert b"exif" not in after.lower()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_stripping_twice_changes_nothing_more(format_: str) -> None:
    once = stripped(samples.with_metadata(format_, 8))
    assert stripped(once) == once


def test_an_embedded_thumbnail_goes() -> None:
    data = samples.encode(samples.scenery())
    thumbnail = samples.encode(samples.corners(16, 16))
    body = b"JFXX\x00\x10" + thumbnail
    seen = data[:20] + b"\xff\xe0" + (len(body) + 2).to_bytes(2, "big") + body + data[20:]
    assert thumbnail in seen
    assert thumbnail not in stripped(seen)


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_colours_are_read_the_same_afterwards(mode: str) -> None:
    before = samples.encode(samples.corners().convert(mode), "JPEG", quality=95, progressive=True)
    with Image.open(BytesIO(before)) as one, Image.open(BytesIO(stripped(before))) as two:
        assert one.mode == two.mode == mode
        assert one.tobytes() == two.tobytes()


def test_a_small_colour_profile_stays_and_a_huge_one_goes() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for format_ in ("JPEG", "PNG", "WEBP"):
        kept = stripped(samples.encode(samples.corners(), format_, icc_profile=profile))
        gone = stripped(samples.encode(samples.corners(), format_, icc_profile=profile + Random(3).randbytes(60_000)))
        with Image.open(BytesIO(kept)) as one, Image.open(BytesIO(gone)) as two:
            assert one.info.get("icc_profile") == profile
            assert not two.info.get("icc_profile")
            two.load()


def test_heic_needs_a_new_encoding() -> None:
    assert strip(samples.encode(samples.corners(), "HEIF")) is None


@given(st.data())
def test_a_damaged_file_is_refused_or_cleaned_never_worse(data: st.DataObject) -> None:
    format_ = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))
    broken = bytearray(samples.with_metadata(format_))
    for _ in range(data.draw(st.integers(1, 5))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        after = strip(bytes(broken))
    except BadPicture:
        return
    assert after is None or len(after) <= len(broken) + 64
