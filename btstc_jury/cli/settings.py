"""``settings``: the settings of this user, written for another machine and brought from one."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.application.problems import Message
from btstc_jury.application.settings import Settings
from btstc_jury.application.settings_sharing import (
    NOTHING_CHANGED,
    Brought,
    UnusableSettings,
    bring,
)
from btstc_jury.cli.parsing import a_path, statuses_of
from btstc_jury.cli.streams import ask
from btstc_jury.cli.terminal import Stop, SubParsers, add_json, complain, say, say_json, sets, tell
from btstc_jury.system.settings import FileSettings
from btstc_jury.ui.settings.shared_keys import ActKeys
from btstc_jury.ui.shortcuts import Keymap

DONE, REFUSED, FAILURE = 0, 1, 2
_JSON_VERSION = 1
_YES = frozenset({"o", "oui"})
_BEFORE = "avant-import.toml"
"""Beside the settings: what they were."""
_OPEN = "Un programme ouvert réécrit ses propres réglages en se fermant\u202f: fermez-le, puis importez."


def add_parser(subparsers: SubParsers) -> None:
    settings = subparsers.add_parser(
        "settings",
        help="exporter les réglages, en reprendre d’un autre poste",
        description="Réglages du programme pour cet utilisateur, comme Fichier › Réglages… les montre.",
        epilog=statuses_of("settings ACTION"),
    )
    acts = settings.add_subparsers(dest="act", required=True, metavar="ACTION")
    export = acts.add_parser(
        "export",
        help="écrit les réglages dans un fichier texte",
        description="Écrit en TOML ce qui a un sens sur un autre poste\u202f: affichage, délais, conservation"
        ", dossiers, horodatage, sceau, touches. Ni fichiers récents, ni places de fenêtres, ni phrases"
        " de passe.",
        epilog="code de sortie\u202f: 0 le fichier est écrit, 1 il existe déjà, 2 erreur.",
    )
    export.add_argument("file", type=a_path, metavar="FICHIER", help="fichier à écrire (.toml)")
    export.add_argument("--replace", action="store_true", help="remplace le fichier qui a ce nom")
    add_json(export)
    sets(export, _export, failure=FAILURE)
    asked = acts.add_parser(
        "import",
        help="reprend les réglages d’un fichier, après les avoir comparés",
        description="Montre ce qui changera (avant → après), puis le demande. Un réglage que le fichier ne"
        f" nomme pas reste\u202f; un dossier absent de ce poste est laissé et dit. {_OPEN}",
        epilog="code de sortie\u202f: 0 repris, ou rien à changer, ou à blanc\u202f; 1 fichier refusé ou"
        " import non confirmé\u202f; 2 erreur.",
    )
    asked.add_argument("file", type=a_path, metavar="FICHIER", help="fichier de réglages (.toml)")
    asked.add_argument("--dry-run", action="store_true", help="dit ce qui changerait, et s’arrête là")
    asked.add_argument("--yes", action="store_true", help="sans confirmation")
    asked.add_argument("--json", action="store_true", help="répond en JSON (UTF-8), sans rien demander")
    sets(asked, _import, failure=FAILURE)


def _export(options: argparse.Namespace) -> int:
    path: Path = options.file
    if os.path.lexists(path) and not options.replace:
        raise Stop(f"{path} existe déjà\u202f: --replace le remplace. Rien n’a été écrit.", REFUSED)
    left = bootstrap.SystemFiles().settings.write(_kept(FileSettings()), path)
    complain(*(f"Sans {each}" for each in left))
    content = {"files": [str(path)], "left": list(map(str, left))}
    tell(options, "settings-export", content, f"Réglages exportés\u202f: {path}")
    return DONE


def _import(options: argparse.Namespace) -> int:
    if options.json and not (options.yes or options.dry_run):
        raise Stop("settings import --json ne demande rien\u202f: ajoutez --yes ou --dry-run.")
    store = FileSettings()
    kept = _kept(store)
    shared = bootstrap.SystemFiles().settings
    try:
        brought = bring(shared.read(options.file), kept, ActKeys())
    except UnusableSettings as problem:
        complain(*str(problem).splitlines())
        return REFUSED
    if not options.json:
        _show(brought)
    if options.dry_run or not brought.changes:
        return _end(options, brought, None)
    if not options.yes and ask("Reprendre ces réglages\u202f? [o/N] ").casefold() not in _YES:
        say(NOTHING_CHANGED)
        return REFUSED
    before = store.path.with_name(_BEFORE)
    # At the first time this makes their folder.
    store.save(kept)
    shared.write(kept, before)
    store.save(brought.settings)
    return _end(options, brought, before)


def _kept(store: FileSettings) -> Settings:
    """Where they can't be read, nothing is written over them."""
    found = store.load()
    if store.trouble is not None:
        raise Stop(_words(store.trouble))
    return found._replace(keys=Keymap(found.keys).chosen())


def _words(told: Message) -> str:
    return f"{told.sentence} ({told.detail})"


def _show(brought: Brought) -> None:
    say(*(f"{each.label}\u202f: {each.before} → {each.after}" for each in brought.changes), *brought.left)


def _end(options: argparse.Namespace, brought: Brought, before: Path | None) -> int:
    """``before``: where what was is kept, ``None`` where nothing changed."""
    if options.json:
        say_json(
            {
                "schema": "btstc-jury/settings-import",
                "schema_version": _JSON_VERSION,
                "changes": [each._asdict() for each in brought.changes],
                "left": brought.left,
                "applied": before is not None,
                "before": None if before is None else str(before),
            }
        )
    elif before is None:
        say(NOTHING_CHANGED if brought.changes else "Ces réglages sont déjà ceux de ce poste.")
    else:
        say("Réglages repris.", f"Pour revenir en arrière\u202f: btstc-jury settings import {before}", _OPEN)
    return DONE
