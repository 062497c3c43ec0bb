"""A request that never ends does not fill the disk, with the settings that stand."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from benfu.imaging.limits import MAX_BYTES

from .conftest import JPEG


@pytest.mark.parametrize(("size", "left"), [(1_000, 1_000), (MAX_BYTES, MAX_BYTES), (MAX_BYTES + 9_000_000, None)])
def test_an_upload_is_cut_a_little_above_the_limit(size: int, left: int | None) -> None:
    body = JPEG[:100] + bytes(size - 100)
    files = {"photo": SimpleUploadedFile("a.jpg", body, "image/jpeg"), "next": SimpleUploadedFile("b.jpg", JPEG)}
    request = RequestFactory().post("/upload", {**files, "words": "hello"})
    came = request.FILES["photo"].read()  # type: ignore[union-attr]
    if left is None:
        assert MAX_BYTES < len(came) < MAX_BYTES + 200_000
    else:
        assert len(came) == left
    assert body.startswith(came)
    assert request.FILES["next"].read() == JPEG  # type: ignore[union-attr]
    assert request.POST["words"] == "hello"
