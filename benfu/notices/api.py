"""The inbox for programs."""

from datetime import datetime

from ninja import Router, Schema, Status

from benfu.platform.identity.api_auth import ApiRequest

from . import selectors, services

router = Router(tags=["notices"])


class NoticeOut(Schema):
    """A notice in the caller's language."""

    id: int
    title: str
    body: str
    url: str
    happened_at: datetime
    unread: bool


class InboxOut(Schema):
    """A page of notices; `next` is the cursor of the following page, empty on the last."""

    unread: int
    rows: list[NoticeOut]
    next: str


class ReadIn(Schema):
    """Everything up to this notice has been read."""

    up_to: int


@router.get("/notices", response=InboxOut)
def inbox(request: ApiRequest, after: str = "") -> object:
    """Return the caller's notices, newest first."""
    page = selectors.inbox(request.auth, after)
    return {"unread": selectors.unread_count(request.auth), "rows": page.rows, "next": page.next}


@router.post("/notices/read", response={204: None})
def read(request: ApiRequest, body: ReadIn) -> Status[None]:
    """Mark the caller's notices as read."""
    services.mark_read(actor=request.auth, up_to=body.up_to)
    return Status(204, None)
