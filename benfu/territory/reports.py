"""What an import found and would do, or did: plain data, put into words by `words`."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from benfu.geo.findings import Finding


class Kind(StrEnum):
    """Findings beyond those about shapes (`geo.findings.Kind`); the comment says what comes with them."""

    UNREADABLE = "unreadable"
    NO_COLUMNS = "no_columns"  # detail: the columns found
    BAD_CODE = "bad_code"  # where: row or name; detail: the code
    BAD_NAME = "bad_name"  # where: row or code
    TWO_NAMES = "two_names"  # where: code; detail: both names
    MANY_DISTRICTS = "many_districts"  # detail: the codes
    NOT_UNDER = "not_under"  # where: names; detail: the prefix asked for
    NOTHING_UNDER = "nothing_under"  # detail: the prefix
    NOT_IN_LIST = "not_in_list"  # count; where: some
    NO_PARENT = "no_parent"  # where: name; detail: the missing code
    UNMATCHED = "unmatched"  # where: name
    AMBIGUOUS = "ambiguous"  # where: name; detail: the codes
    NOTHING_MATCHED = "nothing_matched"
    WRONG_LEVEL = "wrong_level"  # where: name; detail: the code
    PSEUDO_STREET = "pseudo_street"  # where: name; detail: the code
    NAME_KEPT = "name_kept"  # where: code; detail: file's name and list's name
    SYNTHETIC_WITHDRAWN = "synthetic_withdrawn"  # count
    PARENT_SYNTHETIC = "parent_synthetic"  # where: parents
    NO_COMMUNITIES = "no_communities"  # where: streets; count
    NO_STREET_OUTLINE = "no_street_outline"  # where: streets; count
    NO_ROOM = "no_room"  # where: streets; count
    COMMUNITIES_DRAWN = "communities_drawn"  # count
    CELLS_KEPT = "cells_kept"  # where: communities; count
    TOO_MANY_CELLS = "too_many_cells"  # where: community; wanted


@dataclass(frozen=True)
class Draft:
    """An area as it shall be; without `outline` the one it has stays."""

    code: str
    name: str
    outline: BaseGeometry | None = None
    synthetic: bool = False
    official: bool = False


@dataclass(frozen=True)
class Plan:
    """What an import found, and what it would write: areas to store, areas whose made-up outline goes."""

    findings: tuple[Finding, ...] = ()
    drafts: tuple[Draft, ...] = ()
    forgotten: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether a finding forbids loading."""
        return any(finding.is_error for finding in self.findings)

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes the plan touches."""
        return (*(draft.code for draft in self.drafts), *self.forgotten)


@dataclass(frozen=True)
class Report:
    """What an import found and did. `done` is False for a trial run and when errors forbade loading."""

    findings: tuple[Finding, ...]
    under: str = ""
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    withdrawn: tuple[str, ...] = ()
    done: bool = False
    edition: int = 0

    @property
    def refused(self) -> bool:
        """Whether errors forbid loading."""
        return any(finding.is_error for finding in self.findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What forbids loading."""
        return tuple(finding for finding in self.findings if finding.is_error)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What should be looked at."""
        return tuple(finding for finding in self.findings if not finding.is_error)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with errors first."""
    return tuple(sorted(findings, key=lambda finding: not finding.is_error))
