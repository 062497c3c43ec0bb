"""Phone numbers in one form; phones and names with the middle left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benfu.platform.lib.errors import Invalid
from benfu.platform.privacy.masks import mask_name, mask_phone, normalise_phone


@pytest.mark.parametrize(
    "typed",
    [
        "13800005678",
        "138 0000 5678",
        "138-0000-5678",
        "+86 138 0000 5678",
        "+8613800005678",
        "0086 138 0000 5678",
        "86-13800005678",
        "１３８００００５６７８",
        "＋８６ １３８－００００－５６７８",
        " (138) 0000.5678\u00a0",
    ],
)
def test_usual_ways_to_write_a_number_are_one(typed: str) -> None:
    assert normalise_phone(typed) == "13800005678"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1380000567",
        "138000056789",
        "23800005678",
        "12800005678",
        "053212345678",
        "+1 212 555 0100",
        "一三八",
        "x" * 999,
        "١٣٨٠٠٠٠٥٦٧٨",
        "13800005678;DROP TABLE",
        "1380000567\x00",
    ],
)
def test_everything_else_is_refused_beside_the_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        normalise_phone(typed)
    assert "11 位" in str(refused.value.fields["phone"])


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_number_or_a_refusal(typed: str) -> None:
    try:
        number = normalise_phone(typed)
    except Invalid:
        return
    assert len(number) == 11
    assert number.isascii()
    assert number.isdigit()


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_masked_phone_hides_the_middle_four(phone: str) -> None:
    assert mask_phone(phone) == f"{phone[:3]}****{phone[7:]}"


def test_masks_as_on_screen() -> None:
    assert mask_phone("13800005678") == "138****5678"
    assert mask_phone("") == ""
    assert [mask_name(name) for name in ("林小舟", "何川", "林", "欧阳小小舟", "", " 何川 ")] == [
        "林**",
        "何*",
        "林*",
        "欧**",
        "",
        "何*",
    ]


@given(st.text(min_size=2, max_size=30))
def test_a_masked_name_shows_one_character_at_most(name: str) -> None:
    assert len(mask_name(name).replace("*", "")) <= 1
