"""What the room of organisations tells the journal: ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrganisationAdded:
    """An organisation was put on record."""

    organisation: int
    kind: str
    area: str


@dataclass(frozen=True, slots=True)
class OrganisationChanged:
    """Name, code, area or standing of an organisation changed."""

    organisation: int
    kind: str
    area: str
