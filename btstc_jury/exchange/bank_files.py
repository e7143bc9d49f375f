"""The bank of objections and changes as TOML: the delivered one, the teacher's own, one to be shared.

An entry of the teacher's own bank under the key of a delivered one stands for it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit

from btstc_jury.application.case_bank import (
    Bank,
    BankChange,
    BankEntry,
    BankObjection,
    UnusableBank,
    joined,
)
from btstc_jury.domain.case import Change, Objection
from btstc_jury.exchange.case_records import BadCase, change_from, objection_from, plain
from btstc_jury.exchange.toml_files import FormErrors, read_toml

FORMAT = 1
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,79}")
_LONGEST_TRADE = 100
_MOST = 2_000
_TABLES = ("objections", "changes")


class BankFiles:
    """See ``application.case_bank.BankStore``. ``own``: the teacher's file, which may not be there; ``keep``:
    writes it, whole or not at all; ``export``: the same elsewhere.
    """

    def __init__(
        self,
        delivered: Path,
        own: Path,
        keep: Callable[[Path, bytes], None],
        export: Callable[[Path, bytes], None],
        new_key: Callable[[], str],
    ) -> None:
        self._delivered_path = delivered
        self._own_path = own
        self._keep = keep
        self._export = export
        self.new_key = new_key
        self._delivered: Bank | None = None

    def bank(self) -> Bank:
        try:
            return joined(self._shipped(), self._own())
        except UnusableBank:
            return self._shipped()

    def fault(self) -> str:
        try:
            self._own()
        except UnusableBank as error:
            return str(error)
        return ""

    def put(self, entry: BankEntry) -> None:
        own = self._own()
        mine = replace(entry, own=True)
        shipped = next((each for each in self._shipped().entries if each.key == entry.key), None)
        kept = _without(own, entry.key)
        if shipped is not None and replace(shipped, own=True) == mine:
            # As it is delivered, it is no longer the teacher's.
            self._write(kept)
            return
        match mine:
            case BankObjection():
                kept = replace(kept, objections=_in_place(own.objections, mine))
            case BankChange():
                kept = replace(kept, changes=_in_place(own.changes, mine))
        self._write(kept)

    def remove(self, key: str) -> None:
        kept = _without(self._own(), key)
        if key in self._shipped().keys:
            kept = replace(kept, left_out=kept.left_out | {key})
        self._write(kept)

    def bring_back(self, key: str) -> None:
        self._write(_without(self._own(), key))

    def export(self, path: Path) -> None:
        bank = self.bank()
        self._export(path, bank_toml(replace(bank, left_out=frozenset())).encode())

    def take(self, path: Path) -> int:
        there, own = self.bank(), self._own()
        by_key = {each.key: each for each in there.entries}
        known = {(each.trade, each.value) for each in there.entries}
        objections, changes, count = [*own.objections], [*own.changes], 0
        for each in read_bank(path).entries:
            if (each.trade, each.value) in known:
                continue
            key = self.new_key() if each.key in by_key or each.key in own.left_out else each.key
            mine = replace(each, key=key, own=True)
            if isinstance(mine, BankObjection):
                objections.append(mine)
            else:
                changes.append(mine)
            known.add((each.trade, each.value))
            count += 1
        if count:
            self._write(replace(own, objections=tuple(objections), changes=tuple(changes)))
        return count

    def _shipped(self) -> Bank:
        if self._delivered is None:
            self._delivered = read_bank(self._delivered_path)
        return self._delivered

    def _own(self) -> Bank:
        if not os.path.lexists(self._own_path):
            return Bank()
        return read_bank(self._own_path, own=True)

    def _write(self, bank: Bank) -> None:
        """Raises ``UnusableBank`` for what couldn't be read again."""
        text = bank_toml(bank)
        _bank(self._own_path, tomlkit.parse(text).unwrap(), own=True)
        self._keep(self._own_path, text.encode())


def _without(bank: Bank, key: str) -> Bank:
    return Bank(
        tuple(each for each in bank.objections if each.key != key),
        tuple(each for each in bank.changes if each.key != key),
        bank.left_out - {key},
    )


def _in_place(entries: tuple[Any, ...], entry: BankEntry) -> tuple[Any, ...]:
    if any(each.key == entry.key for each in entries):
        return tuple(entry if each.key == entry.key else each for each in entries)
    return (*entries, entry)


def read_bank(path: Path, *, own: bool = False) -> Bank:
    """Raises ``UnusableBank``. ``own``: its entries are the teacher's."""
    try:
        values = read_toml(path)
    except FormErrors as error:
        raise UnusableBank(str(error)) from error
    return _bank(path, values, own=own)


def _bank(path: Path, values: Mapping[str, object], *, own: bool) -> Bank:
    unknown = sorted(values.keys() - {"format", "left_out", *_TABLES})
    if values.get("format") != FORMAT:
        raise _unusable(path, f"ce n’est pas une banque au format {FORMAT}")
    if unknown:
        raise _unusable(path, f"clé inconnue «\u202f{unknown[0][:40]}\u202f»")
    left_out = values.get("left_out", [])
    if not isinstance(left_out, list) or not all(isinstance(each, str) for each in left_out):
        raise _unusable(path, "«\u202fleft_out\u202f» est une liste de clés")
    keys: set[str] = set()
    objections = tuple(
        BankObjection(key, trade, _objection(path, at, rest), own)
        for key, trade, at, rest in _rows(path, values, "objections", keys)
    )
    changes = tuple(
        BankChange(key, trade, _change(path, at, rest), own)
        for key, trade, at, rest in _rows(path, values, "changes", keys)
    )
    return Bank(objections, changes, frozenset(left_out))


def _rows(
    path: Path, values: Mapping[str, object], table: str, keys: set[str]
) -> list[tuple[str, str, str, dict[str, object]]]:
    """Key, trade, place, the rest of each."""
    rows = values.get(table, [])
    if not isinstance(rows, list) or len(rows) > _MOST:
        raise _unusable(path, f"«\u202f{table}\u202f» est une liste de {_MOST} tables au plus")
    found = []
    for number, row in enumerate(rows, 1):
        at = f"{table}.{number}"
        if not isinstance(row, dict):
            raise _unusable(path, f"{at}\u202f: une table [[{table}]] est attendue")
        rest = {**row}
        key, trade = rest.pop("key", ""), rest.pop("trade", "")
        if not isinstance(key, str) or not _KEY.fullmatch(key) or key in keys:
            raise _unusable(path, f"{at}.key\u202f: manque, est mal formée ou figure deux fois")
        if not isinstance(trade, str) or len(trade) > _LONGEST_TRADE:
            raise _unusable(path, f"{at}.trade\u202f: un texte de {_LONGEST_TRADE} caractères au plus")
        keys.add(key)
        found.append((key, trade, at, rest))
    return found


def _objection(path: Path, at: str, rest: dict[str, object]) -> Objection:
    try:
        return objection_from(rest)
    except BadCase as error:
        raise _unusable(path, f"{at}\u202f: {error}") from error


def _change(path: Path, at: str, rest: dict[str, object]) -> Change:
    try:
        return change_from(rest)
    except BadCase as error:
        raise _unusable(path, f"{at}\u202f: {error}") from error


def bank_toml(bank: Bank) -> str:
    """A text that a person can read."""
    written = tomlkit.document()
    written.add("format", tomlkit.item(FORMAT))
    if bank.left_out:
        written.add("left_out", tomlkit.item(sorted(bank.left_out)))
    for name, entries in (("objections", bank.objections), ("changes", bank.changes)):
        rows = tomlkit.aot()
        for each in entries:
            rows.append(tomlkit.item({"key": each.key, "trade": each.trade, **plain(each.value)}))
        if entries:
            written.add(name, rows)
    return written.as_string()


def _unusable(path: Path, why: str) -> UnusableBank:
    return UnusableBank(f"{path.name}\u202f: {why}. Le fichier n’a pas été touché.")
