"""Names of areas: the short one people use, and the bare one that two sources can be matched by."""

import re

RESIDENTS = ("社区居民委员会", "社区居委会", "居民委员会", "居委会", "社区居委", "居委")
VILLAGERS = ("村民委员会", "村委会")
COMMUNITY, VILLAGE = "社区", "村"
_BRACKETS = re.compile(r"[（(].*?[）)]")


def short_name(full: str) -> str:
    """Return what a community is called in daily life: 康吉社区居民委员会 is 康吉社区, 袁宋村村委会 is 袁宋村."""
    name = re.sub(r"\s+", "", full)
    for suffixes, kind in ((RESIDENTS, COMMUNITY), (VILLAGERS, VILLAGE)):
        for suffix in suffixes:
            stem = name.removesuffix(suffix)
            if stem and stem != name:
                return stem if stem.endswith((COMMUNITY, VILLAGE)) else stem + kind
    return name


def bare_name(name: str) -> str:
    """Return a name without spaces, brackets and office suffixes, for comparing two sources."""
    return short_name(_BRACKETS.sub("", name))


def cell_name(code: str) -> str:
    """Return the usual name of a grid cell by the number at the end of its code: 第3网格."""
    return f"第{int(code[-3:])}网格"
