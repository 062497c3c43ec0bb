"""Turns an account into its actor: the person behind it and the duties in force today, in one statement."""

from django.db import connection

from benfu.platform.identity.actor import Actor, Duty
from benfu.platform.identity.roles import Role
from benfu.platform.lib import clock

# A worker's duty is the open registration itself: waiting counts too, for one may report at once.
READ = """
    SELECT person.id, person.name, held.role, held.area, held.unit
    FROM people_person person
    LEFT JOIN LATERAL (
        SELECT duty.role, duty.area, duty.unit FROM people_duty duty
        WHERE duty.person_id = person.id AND duty.ended_at IS NULL
            AND duty.starts_on <= %s AND (duty.ends_on IS NULL OR duty.ends_on >= %s)
        UNION ALL
        SELECT 'worker', registration.community, '' FROM people_registration registration
        WHERE registration.person_id = person.id AND registration.state IN ('waiting', 'approved')
    ) held ON true
    WHERE person.account_id = %s
    ORDER BY held.role, held.area, held.unit
"""


def actor_for(account: int) -> Actor:
    """Return the actor of an account; without a person yet it has a name and duties neither."""
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(READ, [today, today, account])
        rows = cursor.fetchall()
    if not rows:
        return Actor(account=account)
    duties = tuple(Duty(Role(role), area, unit) for _, _, role, area, unit in rows if role)
    return Actor(account=account, person=rows[0][0], name=rows[0][1], duties=duties)
