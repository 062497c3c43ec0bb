"""Reading people: who somebody is, who registered where, and who works where."""

from benfu.people.access import may_appoint

from .communities import Community, communities_of, community_named, community_to_join, find_communities
from .duties import DutyRow, GridMember, accounts_on_duty, duties_in, duty_for, grid_members_in, my_duties
from .persons import (
    accounts_of,
    common_companies,
    names_of,
    person_for,
    person_ids,
    person_named,
    person_of,
    persons_of,
)
from .registrations import (
    Row,
    card_holds,
    counts_by_state,
    masked_identity_number,
    my_history,
    my_registration,
    registration_for,
    registrations_in,
    registrations_waiting,
)

__all__ = [
    "Community",
    "DutyRow",
    "GridMember",
    "Row",
    "accounts_of",
    "accounts_on_duty",
    "card_holds",
    "common_companies",
    "communities_of",
    "community_named",
    "community_to_join",
    "counts_by_state",
    "duties_in",
    "duty_for",
    "find_communities",
    "grid_members_in",
    "masked_identity_number",
    "may_appoint",
    "my_duties",
    "my_history",
    "my_registration",
    "names_of",
    "person_for",
    "person_ids",
    "person_named",
    "person_of",
    "persons_of",
    "registration_for",
    "registrations_in",
    "registrations_waiting",
]
