"""Navigation by registration: a room adds its own entry, the frames draw whatever is there."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

Words = str | Promise
Badge = Callable[[Actor], int]

GROUPS: dict[str, dict[str, Words]] = {
    "worker": {"tab": "", "header": ""},
    "console": {
        "work": _("工作"),
        "people": _("人和地方"),
        "points": _("积分"),
        "insight": _("分析"),
        "header": "",
    },
}
"""Doors, their groups in the order they are drawn, and the words above each group."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to go. `url` is a URL name, or a path when it begins with a slash."""

    door: str
    group: str
    label: Words
    url: str
    icon: str
    roles: frozenset[Role]
    badge: Badge | None
    order: int

    def path(self) -> str:
        """Return the entry's address."""
        return self.url if self.url.startswith("/") else reverse(self.url)

    def open_to(self, actor: Actor) -> bool:
        """Return whether this actor sees the entry; no roles named means everybody."""
        return not self.roles or actor.holds(self.roles)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one reader sees it now."""

    label: Words
    path: str
    icon: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A titled run of links."""

    name: str
    title: Words
    links: tuple[Link, ...]


_entries: dict[tuple[str, str, str], Entry] = {}


def register(
    *,
    door: str,
    group: str,
    label: Words,
    url: str,
    icon: str,
    roles: Collection[Role] = (),
    badge: Badge | None = None,
    order: int = 50,
) -> None:
    """Add an entry to a door's menu; registering the same address again replaces it.

    `badge(actor)` is the number beside the entry (0 shows none); it runs on every page of that door, so keep it one
    cheap statement. Raises ValueError when the door has no such group.
    """
    if group not in GROUPS.get(door, {}):
        raise ValueError(f"{door!r} has no menu group {group!r}; there are {GROUPS}")
    _entries[door, group, url] = Entry(door, group, label, url, icon, frozenset(roles), badge, order)


def menu(door: str, actor: Actor, path: str) -> tuple[Group, ...]:
    """Return the groups this actor sees at a door, the entry nearest to `path` marked as current."""
    seen = sorted((e for e in _entries.values() if e.door == door and e.open_to(actor)), key=lambda e: e.order)
    here = _nearest([entry.path() for entry in seen if entry.group != "header"], path)
    return tuple(
        Group(name, title, tuple(_links(seen, name, actor, here)))
        for name, title in GROUPS[door].items()
        if any(entry.group == name for entry in seen)
    )


def group(door: str, name: str, actor: Actor, path: str) -> tuple[Link, ...]:
    """Return the links of one group, empty when there are none."""
    return next((one.links for one in menu(door, actor, path) if one.name == name), ())


def _links(entries: list[Entry], name: str, actor: Actor, here: str) -> Iterator[Link]:
    for entry in entries:
        if entry.group == name:
            path = entry.path()
            count = entry.badge(actor) if entry.badge else 0
            yield Link(entry.label, path, entry.icon, count, path == here)


def _nearest(paths: list[str], path: str) -> str:
    """Return the longest of `paths` that `path` lies under; the root and a door's own page only match themselves."""
    roots = {"/", "/c/"}
    under = [one for one in paths if path == one or (one not in roots and path.startswith(one))]
    return max(under, key=len, default="")
