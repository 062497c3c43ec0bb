"""Drawn photos: the same seed draws the same, stages differ, and files carry what a phone writes."""

from io import BytesIO

import pytest
from PIL import Image

from benfu.imaging import derive, distance, fingerprint, inspect, strip
from benfu.imaging.scenes import GOODS, SCENES, Stamp, good_file, good_picture, photo, photo_file

SIZE = (320, 240)
HAZARDS = [name for name in SCENES if name != "nothing"]


@pytest.mark.parametrize("scene", SCENES)
def test_the_same_seed_draws_the_same_photo(scene: str) -> None:
    assert photo(scene, 7, size=SIZE).tobytes() == photo(scene, 7, size=SIZE).tobytes()
    assert photo(scene, 7, size=SIZE).tobytes() != photo(scene, 8, size=SIZE).tobytes()


@pytest.mark.parametrize("scene", HAZARDS)
def test_mending_changes_the_picture(scene: str) -> None:
    before = fingerprint(photo(scene, 3, "before", SIZE))
    after = fingerprint(photo(scene, 3, "after", SIZE))
    assert distance(before, after) > 4


def test_a_photo_is_a_photo_to_the_instrument() -> None:
    data = photo_file("manhole", 1, size=SIZE)
    found = inspect(data)
    assert (found.width, found.height, found.orientation) == (*SIZE, 1)
    assert b"Exif" not in data


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_stamp_carries_position_and_orientation_and_both_can_be_removed(orientation: int) -> None:
    data = photo_file("pothole", 2, size=SIZE, stamp=Stamp(orientation, (120.0795, 35.9210)))
    with Image.open(BytesIO(data)) as image:
        position = image.getexif().get_ifd(0x8825)
    assert position[1] == "N"
    degrees, minutes, seconds = (float(part) for part in position[4])
    assert degrees + minutes / 60 + seconds / 3600 == pytest.approx(120.0795, abs=1e-6)
    found = inspect(data)
    assert (found.width, found.height, found.orientation) == (*SIZE, orientation)
    clean = strip(data)
    assert clean is not None
    assert b"Invented" not in clean
    with Image.open(BytesIO(clean)) as image:
        assert not image.getexif().get_ifd(0x8825)
    upright = derive(photo_file("pothole", 2, size=SIZE)).fingerprint
    assert distance(derive(clean).fingerprint, upright) <= 4


def test_each_good_has_a_square_picture_of_its_own() -> None:
    prints = {}
    for name in GOODS:
        found = inspect(good_file(name, 200))
        assert (found.width, found.height) == (200, 200)
        prints[name] = fingerprint(good_picture(name, 120))
    gaps = [distance(one, two) for i, one in enumerate(prints.values()) for two in list(prints.values())[:i]]
    assert min(gaps) > 3


@pytest.mark.slow
def test_a_photo_has_the_size_of_those_of_a_phone() -> None:
    data = photo_file("litter", 5, size=(4000, 3000), quality=88)
    assert (inspect(data).width, inspect(data).height) == (4000, 3000)
    assert 1_500_000 < len(data) < 12_000_000
