"""Loads the consent texts of `consents/`, and sees to the key of the hashes."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .keys import ensure_hash_key
from .models import Consent, ConsentText

FOLDER = Path(__file__).parent / "consents"
LANGUAGES = ("zh-hans", "en")


def load(say: Callable[[str], None]) -> None:
    """Bring the stored texts in line with the files; a text somebody agreed to may only get a new version."""
    ensure_hash_key()
    files = sorted(FOLDER.glob("*.toml"))
    for file in files:
        load_text(tomllib.loads(file.read_text("utf-8")))
    say(f"consent texts: {len(files)}")


def load_text(entry: dict[str, Any]) -> None:
    """Store one text. Raises ValueError when its words differ from those somebody has already agreed to."""
    code, version = entry["code"], entry["version"]
    words = {language: entry[language] for language in LANGUAGES}
    fields = {
        "required": entry["required"],
        "apart": entry.get("apart", False),
        "valid_from": entry["valid_from"],
        "words": words,
    }
    stored = ConsentText.objects.filter(code=code, version=version).first()
    if stored and stored.words != words and Consent.objects.filter(text=stored).exists():
        raise ValueError(f"people agreed to {code} {version} in other words: write a version {version + 1}")
    ConsentText.objects.update_or_create(code=code, version=version, defaults=fields)
