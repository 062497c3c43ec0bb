"""Who stands behind an account: the person and the duties in force today, as one SELECT for whoever reads accounts."""

# A worker's duty is the open registration itself: waiting counts too, for one may report at once.
DIRECTORY = """
    SELECT person.id, person.name, held.role, held.area, held.unit
    FROM people_person person
    LEFT JOIN LATERAL (
        SELECT duty.role, duty.area, duty.unit FROM people_duty duty
        WHERE duty.person_id = person.id AND duty.ended_at IS NULL
            AND duty.starts_on <= %(today)s AND (duty.ends_on IS NULL OR duty.ends_on >= %(today)s)
        UNION ALL
        SELECT 'worker', registration.community, '' FROM people_registration registration
        WHERE registration.person_id = person.id AND registration.state IN ('waiting', 'approved')
    ) held ON true
    WHERE person.account_id = {account}
    ORDER BY held.role, held.area, held.unit
"""
