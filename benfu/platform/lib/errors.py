"""What can go wrong, in words a person can act on; the doors turn each into a page or a problem+json answer."""

from collections.abc import Mapping


class Problem(Exception):
    """A refusal with a sentence for the person, an HTTP status and a stable code for programs.

    `message` is shown as it is (translate it before raising, lazily is fine); `data` holds ids and
    numbers for programs, never a personal field.
    """

    status = 400
    code = "bad_request"

    def __init__(self, message: object = "", **data: object) -> None:
        super().__init__(str(message))
        self.message = message
        self.data: Mapping[str, object] = data


class Invalid(Problem):
    """The input cannot be taken; `fields` maps a field's name to the sentence beside it."""

    status = 422
    code = "invalid"

    def __init__(self, message: object = "", fields: Mapping[str, object] | None = None, **data: object) -> None:
        super().__init__(message, **data)
        self.fields: Mapping[str, object] = fields or {}


class NotSignedIn(Problem):
    """Nobody is signed in, or the session has ended."""

    status = 401
    code = "not_signed_in"


class NotAllowed(Problem):
    """The actor sees the thing but may not do this to it."""

    status = 403
    code = "not_allowed"


class NotFound(Problem):
    """Absent, or not the actor's to see: one answer for both."""

    status = 404
    code = "not_found"


class Conflict(Problem):
    """Somebody else was first, or the same key came with other content; say who and what."""

    status = 409
    code = "conflict"


class TooMany(Problem):
    """Too often in too short a time; `retry_after` is in seconds."""

    status = 429
    code = "too_many"

    def __init__(self, message: object = "", retry_after: int = 60, **data: object) -> None:
        super().__init__(message, retry_after=retry_after, **data)
        self.retry_after = retry_after
