"""Screens speak Chinese first and English second: each text a person reads is marked, and translated in its room."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.laws.house import House, Source, build, held

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TAGS = re.compile(
    r"{%-?\s*(?:comment|blocktranslate|blocktrans)\b.*?{%-?\s*end(?:comment|blocktranslate|blocktrans)\s*-?%}"
    r"|{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->",
    re.DOTALL,
)
PLACE = re.compile(r"%\((\w+)\)[sd]|{(\w*)}")


def texts(source: Source) -> Iterator[tuple[int, str, str | None]]:
    """Yield (line, text, context) of each text marked for translation in a file; the first form of those with a plural."""
    code = source.text if source.path.suffix == ".py" else _calls(source.text)
    for line, message, _, context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
        yield line, message if isinstance(message, str) else message[0], context


def _calls(template: str) -> str:
    """Return a template's marked texts as Python calls on the same lines; its indentation means nothing there."""
    return "\n".join(line.strip() for line in templatize(template).splitlines())


def marked(house: House) -> Iterator[tuple[Source, int, str, str | None]]:
    """Yield (file, line, text, context) of every marked text of the house."""
    for source in [*house.python(), *house.templates()]:
        if source.path.suffix in {".py", ".html", ".txt"}:
            for line, text, context in texts(source):
                if text and CHINESE.search(text):
                    yield source, line, text, context


def catalogue(house: House, room: str) -> Catalog:
    """Return a room's English, empty if it has none."""
    file = house.rooms()[room] / "locale" / "en" / "LC_MESSAGES" / "django.po"
    if not file.exists():
        return Catalog("en")
    with file.open("rb") as stream:
        return read_po(stream, locale="en")


def untranslated(house: House) -> list[str]:
    """Return marked texts without a settled English in their room."""
    english = {room: catalogue(house, room) for room in house.rooms()}
    found = []
    for source, line, text, context in marked(house):
        message = english[source.room].get(text, context)
        first = message.string if message else ""
        if not message or not (first if isinstance(first, str) else first and first[0]):
            found.append(source.at(line, f"no English for {text!r} in {source.room}'s django.po"))
        elif message.fuzzy:
            found.append(source.at(line, f"the English for {text!r} is marked fuzzy"))
    return found


def lost_places(house: House) -> list[str]:
    """Return translations that fill other places than the Chinese does."""
    found = []
    for room in house.rooms():
        for message in catalogue(house, room):
            if not isinstance(message.id, str) or not isinstance(message.string, str) or not message.string:
                continue
            if set(PLACE.findall(message.id)) != set(PLACE.findall(message.string)):
                found.append(
                    f"benfu/{room.replace('.', '/')}/locale: {message.id!r} and its English differ in their %(places)s"
                )
    return found


def two_voices(house: House) -> list[str]:
    """Return texts that two rooms put into different English: all catalogues are one at run time, and one of them would win."""
    english: dict[tuple[str, str | None], dict[str, str]] = {}
    for room in house.rooms():
        for message in catalogue(house, room):
            if isinstance(message.id, str) and isinstance(message.string, str) and message.id and message.string:
                english.setdefault((message.id, message.context), {}).setdefault(message.string, room)
    return [f"{text!r} reads {voices}" for (text, _), voices in english.items() if len(voices) > 1]


def unmarked_templates(house: House) -> list[str]:
    """Return templates with Chinese text that no tag marks for translation."""
    found = []
    for source in house.templates():
        bare = TAGS.sub(lambda match: "\n" * match[0].count("\n"), source.text)
        for number, line in enumerate(bare.splitlines(), 1):
            if source.path.suffix != ".js" and CHINESE.search(line):
                found.append(source.at(number, f"not marked for translation: {line.strip()[:60]}"))
    return found


def unmarked_refusals(house: House) -> list[str]:
    """Return errors raised with Chinese text that is not marked for translation."""
    return [
        source.at(node, f"not marked for translation: {ast.unparse(node)[:80]}")
        for source in house.python()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
        for argument in [*node.exc.args, *(keyword.value for keyword in node.exc.keywords)]
        if isinstance(argument, ast.Constant | ast.JoinedStr) and CHINESE.search(ast.unparse(argument))
    ]


def test_every_text_has_its_english() -> None:
    held(untranslated(House()))


def test_translations_fill_the_same_places() -> None:
    held(lost_places(House()))


def test_a_text_has_one_english_in_all_rooms() -> None:
    held(two_voices(House()))


def test_no_text_escapes_translation() -> None:
    held(unmarked_templates(House()) + unmarked_refusals(House()))


def test_two_voices_are_heard(tmp_path: Path) -> None:
    english = {
        f"benfu/{room}/locale/en/LC_MESSAGES/django.po": f'msgid "案件"\nmsgstr "{words}"'
        for room, words in {"cases": "Case", "store": "Cases"}.items()
    }
    assert len(two_voices(build(tmp_path, english))) == 1


def test_missing_english_is_found(tmp_path: Path) -> None:
    house = build(
        tmp_path,
        {
            "benfu/cases/pages.py": '_("立案")\nngettext("一件", "多件", n)\nraise Invalid("不行")\nraise Invalid(_("可以"))\n',
            "benfu/cases/templates/cases/a.html": "\n".join(
                ['{% translate "派遣" %}', "{% blocktranslate %}还有{{ n }}件{% endblocktranslate %}", "结案"]
            ),
            "benfu/cases/locale/en/LC_MESSAGES/django.po": "\n\n".join(
                [
                    'msgid "立案"\nmsgstr "Filed"',
                    '#, fuzzy\nmsgid "派遣"\nmsgstr "Send"',
                    'msgid "可以"\nmsgstr ""',
                    'msgid "%(n)s 件"\nmsgstr "%(m)s cases"',
                ]
            ),
        },
    )
    assert [line.split(" in ")[0] for line in untranslated(house)] == [
        "benfu/cases/pages.py:2: no English for '一件'",
        "benfu/cases/pages.py:4: no English for '可以'",
        "benfu/cases/templates/cases/a.html:1: the English for '派遣' is marked fuzzy",
        "benfu/cases/templates/cases/a.html:2: no English for '还有%(n)s件'",
    ]
    assert len(lost_places(house)) == 1
    assert unmarked_templates(house) == ["benfu/cases/templates/cases/a.html:3: not marked for translation: 结案"]
    assert [line.split(": ")[0] for line in unmarked_refusals(house)] == ["benfu/cases/pages.py:3"]
