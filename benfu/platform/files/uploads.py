"""Cuts uploads at the size a picture may have, so that nobody can fill the disk with one request."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

from benfu.imaging.limits import MAX_BYTES


class CutOff(FileUploadHandler):
    """Lets the first 20 MB (and a little) of each uploaded file through to the handlers after it, and drops the rest.

    What is left is still too large, so whoever takes the file in refuses it in words. Stands first in
    settings.FILE_UPLOAD_HANDLERS.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass a chunk on unless more than enough has come."""
        return raw_data if start <= MAX_BYTES else None

    def file_complete(self, file_size: int) -> Any:
        """Leave making the file to the handlers after this one."""
        return None
