"""Where each value of a form comes from: the ``origins`` tables of the form files."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from btstc_jury.domain.form import Authority, Origin
from btstc_jury.exchange.form_table import FormTable

_LINES = re.compile(r"l\.[0-9]+(?:-[0-9]+)?(?:, l\.[0-9]+(?:-[0-9]+)?)*")


def read_origins(table: FormTable, known: Collection[str], required: Collection[str]) -> dict[str, Origin]:
    """The origins of a table that has an ``origins`` table, by key path.

    An origin for a path outside ``known`` and the lack of one for a path in ``required`` are faults.
    """
    origins = table.table("origins")
    if origins is None:
        return {}
    read: dict[str, Origin] = {}
    for path in origins.values:
        if path not in known:
            origins.fault(path, "origine d’une valeur que cette forme n’a pas")
        origin = _read_origin(origins, path)
        if origin is not None:
            read[path] = origin
    for path in required:
        if path not in origins.values:
            origins.fault(
                path,
                f'origine manquante ; attendu : "{path}" = {{ authority = "…", lines = "…", note = "…" }}',
            )
    return read


def value_paths(values: Mapping[str, object]) -> set[str]:
    """The key path of every value of a form file: tables, their keys, list entries that are tables."""
    paths: set[str] = set()
    pending: list[tuple[str, Mapping[str, object]]] = [("", values)]
    while pending:
        prefix, table = pending.pop()
        for key, value in table.items():
            path = f"{prefix}{key}"
            if path == "origins":
                continue
            paths.add(path)
            if isinstance(value, dict):
                pending.append((f"{path}.", value))
            elif isinstance(value, list):
                pending += [
                    (f"{path}.", {str(number): entry})
                    for number, entry in enumerate(value, 1)
                    if isinstance(entry, dict)
                ]
    return paths


def _read_origin(origins: FormTable, path: str) -> Origin | None:
    table = origins.table(path)
    if table is None:
        return None
    if "authority" not in table.values:
        table.fault(
            "authority",
            "valeur manquante ; un chemin en plusieurs parties se met entre guillemets : "
            '"mark.step" = { authority = "default", note = "…" }',
        )
        return None
    authority = table.choice("authority", Authority)
    official = authority is Authority.ARRETE
    lines = table.text("lines", 120, required=official)
    note = table.text("note", 300, required=authority is not None and not official)
    table.close()
    if lines is not None and not _LINES.fullmatch(lines):
        table.fault("lines", "attendu : des lignes de l’arrêté, comme « l.5410 » ou « l.5452-5469, l.5472 »")
        return None
    if authority is None:
        return None
    return Origin(authority, note or "", lines or "")
