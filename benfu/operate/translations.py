"""Translations: .po files, which people edit, become .mo files, which Django reads; without the gettext programs."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_all(code: Path) -> int:
    """Compile every changed .po file below `code` and return how many there were. Raises OSError where it may not write."""
    done = 0
    for source in sorted(code.glob("**/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parent.parent.name)
        aside = target.with_suffix(".mo.new")
        with aside.open("wb") as stream:
            write_mo(stream, catalogue)
        aside.replace(target)
        done += 1
    return done
