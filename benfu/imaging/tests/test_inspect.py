"""What `inspect` takes, and what it refuses and why."""

import time
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from benfu.imaging import BadPicture, Flaw, Format, inspect
from benfu.imaging.limits import MAX_BYTES, MAX_PIXELS
from benfu.imaging.tests import samples

JPEG = samples.encode(samples.scenery(), quality=85)
PROGRESSIVE = samples.encode(samples.scenery(), quality=85, progressive=True)
PNG = samples.encode(samples.scenery(), "PNG")
WEBP = samples.encode(samples.scenery(), "WEBP", quality=80)
HEIC = samples.encode(samples.scenery(), "HEIF", quality=60)
GOOD = {"jpeg": JPEG, "png": PNG, "webp": WEBP, "heic": HEIC}

REFUSED = {
    "nothing": (b"", Flaw.EMPTY),
    "svg": (samples.SVG, Flaw.DISGUISED),
    "svg after blank lines and a mark": (b"\xef\xbb\xbf\n\n " + samples.SVG, Flaw.DISGUISED),
    "html": (samples.HTML, Flaw.DISGUISED),
    "html in utf-16": (samples.HTML.decode().encode("utf-16"), Flaw.DISGUISED),
    "text in Chinese": ("这不是照片".encode() * 200, Flaw.DISGUISED),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Flaw.DISGUISED),
    "zip": (b"PK\x03\x04" + bytes(60), Flaw.DISGUISED),
    "programme": (b"MZ\x90\x00" + bytes(60), Flaw.DISGUISED),
    "film": (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(40), Flaw.DISGUISED),
    "sound": (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(30), Flaw.DISGUISED),
    "gif": (samples.encode(samples.corners(), "GIF"), Flaw.UNSUPPORTED),
    "bmp": (samples.encode(samples.corners(), "BMP"), Flaw.UNSUPPORTED),
    "tiff": (samples.encode(samples.corners(), "TIFF"), Flaw.UNSUPPORTED),
    "avif": (samples.encode(samples.corners(), "AVIF"), Flaw.UNSUPPORTED),
    "noise": (b"\x00\x9c\xff\x01" * 300, Flaw.UNSUPPORTED),
    "html behind the first bytes of a jpeg": (b"\xff\xd8\xff\xe0" + samples.HTML, Flaw.TRUNCATED),
    "html behind the start mark of a jpeg": (b"\xff\xd8\xff\xfe\x00\x04ab" + samples.HTML, Flaw.DAMAGED),
    "svg behind the signature of a png": (PNG[:8] + samples.SVG, Flaw.TRUNCATED),
    "png bomb": (samples.png_bomb(), Flaw.BOMB),
    "png with a comment that unpacks to 80 MB": (samples.png_text_bomb(), Flaw.BOMB),
    "jpeg bomb": (samples.jpeg_bomb(), Flaw.BOMB),
    "jpeg with endless scans": (samples.endless_scans(), Flaw.BOMB),
    "changed byte in a png": (PNG[:200] + bytes((PNG[200] ^ 1,)) + PNG[201:], Flaw.DAMAGED),
    "too many bytes": (JPEG + bytes(MAX_BYTES), Flaw.TOO_LARGE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_with_its_kind(name: str) -> None:
    data, kind = REFUSED[name]
    with pytest.raises(BadPicture) as refusal:
        inspect(data)
    assert refusal.value.kind is kind


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("part", [0.03, 0.3, 0.6, 0.9, 0.99])
def test_a_cut_file_is_refused(name: str, part: float) -> None:
    data = GOOD[name]
    with pytest.raises(BadPicture) as refusal:
        inspect(data[: int(len(data) * part)])
    assert refusal.value.kind in (Flaw.TRUNCATED, Flaw.DAMAGED)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_cut_progressive_jpeg_is_refused(part: float) -> None:
    with pytest.raises(BadPicture) as refusal:
        inspect(PROGRESSIVE[: int(len(PROGRESSIVE) * part)])
    assert refusal.value.kind is Flaw.TRUNCATED


@pytest.mark.parametrize("format_", ["PNG", "WEBP"])
def test_an_animation_is_refused(format_: str) -> None:
    frames = [samples.corners(), samples.scenery(320, 240)]
    data = samples.encode(frames[0], format_, save_all=True, append_images=frames[1:], duration=100)
    with pytest.raises(BadPicture) as refusal:
        inspect(data)
    assert refusal.value.kind is Flaw.ANIMATED


def test_more_pixels_than_allowed_are_refused_though_the_file_is_honest() -> None:
    flat = Image.new("L", (8_000, MAX_PIXELS // 8_000 + 10))
    data = samples.encode(flat, "JPEG", quality=95)
    padded = data + bytes(4_000_000)  # the size such a photo really has
    with pytest.raises(BadPicture) as refusal:
        inspect(padded)
    assert refusal.value.kind is Flaw.TOO_MANY_PIXELS


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    started = time.process_time()
    for data in (samples.png_bomb(), samples.jpeg_bomb(), samples.endless_scans()):
        with pytest.raises(BadPicture):
            inspect(data)
    # unpacking any of them takes seconds; the margin is wide because machines are shared
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize("name", GOOD)
def test_good_pictures_are_taken_by_content(name: str, tmp_path: Path) -> None:
    path = tmp_path / "called.exe"
    path.write_bytes(GOOD[name])
    found = inspect(path)
    assert found.format is Format(name)
    assert found.media_type == f"image/{name}"
    assert (found.width, found.height, found.orientation) == (640, 480, 1)
    assert found.size == len(GOOD[name])
    assert inspect(BytesIO(GOOD[name])) == inspect(GOOD[name]) == found


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_size_is_that_of_the_upright_picture(format_: str, orientation: int) -> None:
    found = inspect(samples.with_metadata(format_, orientation))
    assert found.orientation == orientation
    assert (found.width, found.height) == ((320, 240) if orientation < 5 else (240, 320))


def test_nonsense_in_the_orientation_is_upright() -> None:
    for value in (0, 9, 4711):
        assert inspect(samples.encode(samples.corners(), exif=samples.exif(value))).orientation == 1


def test_a_jpeg_without_its_end_mark_is_cut_short() -> None:
    with pytest.raises(BadPicture) as refusal:
        inspect(JPEG[:-2])
    assert refusal.value.kind is Flaw.TRUNCATED


def test_bytes_behind_the_end_do_not_harm() -> None:
    assert inspect(JPEG + b"\x00" * 999 + samples.HTML).format is Format.JPEG


@given(st.binary(max_size=400), st.sampled_from(sorted(GOOD)), st.integers(0, 400))
def test_whatever_comes_is_a_picture_or_a_refusal(noise: bytes, name: str, keep: int) -> None:
    for data in (noise, GOOD[name][:keep] + noise):
        try:
            found = inspect(data)
        except BadPicture:
            continue  # any other exception fails the test
        assert found.width > 0
