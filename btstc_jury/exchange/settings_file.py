"""Settings as a text that people can read: TOML with a line of words above each value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import tomlkit

from btstc_jury.application.settings import Settings
from btstc_jury.application.settings_sharing import (
    FORMAT,
    LARGEST,
    SHARED,
    UnusableSettings,
    shared_values,
)
from btstc_jury.exchange.toml_files import FormErrors, parse_toml

_HEAD = (
    "Réglages de BTS TC Jury, à importer sur un autre poste (Fichier › Réglages…).",
    "Ni fichiers récents, ni phrases de passe. Une ligne retirée laisse ce réglage comme il est.",
)


def settings_toml(settings: Settings) -> tuple[str, tuple[str, ...]]:
    """The file, and what could not be written, with why."""
    values, left = shared_values(settings)
    made = tomlkit.document()
    for line in _HEAD:
        made.add(tomlkit.comment(line))
    made.add("format", tomlkit.item(FORMAT))
    for each in (each for each in SHARED if each.name in values):
        made.add(tomlkit.nl())
        made.add(tomlkit.comment(f"{each.label} ({each.values})"))
        made.add(each.name, tomlkit.item(values[each.name]))
    made.add(tomlkit.nl())
    made.add(tomlkit.comment("Touches changées ; les autres reprennent celles d’origine"))
    made.add("keys", tomlkit.item(values["keys"]))
    return tomlkit.dumps(made), left


def settings_values(content: bytes, name: str) -> Mapping[str, object]:
    """What stands in a file of that name. Raises ``UnusableSettings``."""
    if len(content) > LARGEST:
        raise UnusableSettings(
            (f"{name} est trop grand pour des réglages\u202f: {LARGEST >> 10}\u202fKio au plus.",)
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnusableSettings(
            (f"{name}, ligne {line}\u202f: le fichier doit être enregistré en UTF-8.",)
        ) from error
    try:
        return parse_toml(text, Path(name))
    except FormErrors as error:
        raise UnusableSettings([f"{name}, {each.expected}." for each in error.problems]) from error
