"""A core PostgreSQL point, in and out."""

from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from benfu.platform.lib.fields import PointField

LONGITUDES = st.floats(-180, 180, allow_nan=False)
LATITUDES = st.floats(-90, 90, allow_nan=False)


class PointsSurviveTheDatabase(TestCase):
    @given(LONGITUDES, LATITUDES)
    def test_a_position_comes_back_to_the_last_digit(self, lon: float, lat: float) -> None:
        field = PointField()
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {field.get_placeholder(None, None, connection)}", [field.get_prep_value((lon, lat))]
            )
            text = cursor.fetchone()[0]
        assert field.from_db_value(text, None, connection) == (lon, lat)


def test_nothing_stays_nothing() -> None:
    field = PointField()
    assert field.get_prep_value(None) is None
    assert field.from_db_value(None, None, connection) is None
