"""The duties a person can hold; each room's access.py says what a duty may do there."""

from enum import StrEnum


class Role(StrEnum):
    """A duty, held in an area for a term (domain.md, People and places)."""

    WORKER = "worker"
    PART_TIME_GRID_MEMBER = "part_time_grid_member"
    GRID_MEMBER = "grid_member"
    GRID_LEADER = "grid_leader"
    COMMUNITY_WORKER = "community_worker"
    STREET_OFFICIAL = "street_official"
    DEPARTMENT_HANDLER = "department_handler"
    STORE_KEEPER = "store_keeper"
    REST_STOP_KEEPER = "rest_stop_keeper"
    ENTERPRISE_MANAGER = "enterprise_manager"
    ADMINISTRATOR = "administrator"


STAFF = frozenset(Role) - {Role.WORKER}
"""Duties that open the console."""

CODE_READERS = frozenset({Role.COMMUNITY_WORKER, Role.STREET_OFFICIAL, Role.ADMINISTRATOR})
"""Duties that may read a phone code out to the person in front of them."""
