"""Fingerprints: near for the same picture told differently, far for different pictures."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from benfu.imaging import distance, fingerprint
from benfu.imaging.tests import samples

BITS = st.integers(0, 2**64 - 1)


@pytest.mark.parametrize("seed", range(6))
def test_scaling_encoding_and_light_change_little(seed: int) -> None:
    image = samples.scenery(seed=seed)
    own = fingerprint(image)
    with Image.open(BytesIO(samples.encode(image, quality=30))) as coarse:
        assert distance(own, fingerprint(coarse)) <= 6
    assert distance(own, fingerprint(image.resize((123, 92)))) <= 6
    assert distance(own, fingerprint(ImageEnhance.Brightness(image).enhance(0.7))) <= 6


def test_different_pictures_are_far_apart() -> None:
    prints = [fingerprint(samples.scenery(seed=seed)) for seed in range(12)]
    gaps = [distance(a, b) for i, a in enumerate(prints) for b in prints[:i]]
    assert min(gaps) > 12
    assert 26 < sum(gaps) / len(gaps) < 38


def test_a_plain_picture_has_the_fingerprint_zero() -> None:
    assert fingerprint(Image.new("RGB", (90, 60), (93, 41, 7))) == 0


def test_half_of_the_bits_are_set() -> None:
    assert fingerprint(samples.scenery()).bit_count() == 32


@given(BITS, BITS, BITS)
def test_distance_is_a_metric(one: int, two: int, three: int) -> None:
    assert distance(one, one) == 0
    assert distance(one, two) == distance(two, one)
    assert distance(one, three) <= distance(one, two) + distance(two, three)
    assert 0 <= distance(one, two) <= 64
