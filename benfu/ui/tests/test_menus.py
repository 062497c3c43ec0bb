"""Menus: rooms register, each reader sees what is theirs, the nearest entry is marked."""

import pytest

from benfu.platform.identity.actor import NOBODY, Actor, Duty
from benfu.platform.identity.roles import Role
from benfu.ui import nav

CLERK = Actor(account=1, person=1, name="周明", duties=(Duty(Role.COMMUNITY_WORKER, "990101001001"),))


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_entries", {})
    nav.register(door="console", group="work", label="工作台", url="/c/", icon="home", order=10)
    nav.register(
        door="console",
        group="work",
        label="案件",
        url="/c/cases/",
        icon="clipboard-list",
        roles=[Role.COMMUNITY_WORKER],
        badge=lambda actor: len(actor.duties) * 12,
        order=20,
    )
    nav.register(
        door="console", group="insight", label="设置", url="/c/set/", icon="settings", roles=[Role.ADMINISTRATOR]
    )


def labels(actor: Actor, path: str = "/c/") -> list[str]:
    return [str(link.label) for group in nav.menu("console", actor, path) for link in group.links]


def test_each_reader_sees_only_what_their_duties_open() -> None:
    assert labels(CLERK) == ["工作台", "案件"]
    assert labels(NOBODY) == ["工作台"]


def test_a_group_without_entries_is_not_drawn() -> None:
    assert [group.name for group in nav.menu("console", CLERK, "/c/")] == ["work"]


def test_the_badge_counts_for_the_reader() -> None:
    assert [link.count for link in nav.group("console", "work", CLERK, "/c/")] == [0, 12]


@pytest.mark.parametrize(
    ("path", "current"),
    [("/c/", ["工作台"]), ("/c/cases/", ["案件"]), ("/c/cases/17/", ["案件"]), ("/c/elsewhere/", [])],
)
def test_the_entry_nearest_to_the_page_is_marked(path: str, current: list[str]) -> None:
    links = nav.group("console", "work", CLERK, path)
    assert [link.label for link in links if link.current] == current


def test_registering_again_replaces_instead_of_doubling() -> None:
    nav.register(door="console", group="work", label="我的工作台", url="/c/", icon="home", order=10)
    assert labels(NOBODY) == ["我的工作台"]


def test_an_unknown_group_is_a_mistake_at_start() -> None:
    with pytest.raises(ValueError, match="no menu group"):
        nav.register(door="console", group="misc", label="x", url="/", icon="x")
