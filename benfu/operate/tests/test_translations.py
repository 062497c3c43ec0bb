"""Translations are compiled without the gettext programs, and only when they changed."""

import gettext
import os
from pathlib import Path

from benfu.operate.translations import compile_all


def test_a_changed_catalogue_is_compiled_and_an_old_one_left(tmp_path: Path) -> None:
    source = tmp_path / "cases" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "立案"\nmsgstr "Filed"\n',
        encoding="utf-8",
    )
    assert compile_all(tmp_path) == 1
    with source.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("立案") == "Filed"
    assert compile_all(tmp_path) == 0
    later = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (later, later))
    assert compile_all(tmp_path) == 1
