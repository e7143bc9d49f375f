"""The exact forms that orals were begun with, kept in the file by the hash of their content."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable
from dataclasses import replace

import msgspec
from sqlalchemy import bindparam, insert, select

from btstc_jury.application.form_content import decode_form, encode_form
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Form
from btstc_jury.storage.database import Database
from btstc_jury.storage.failures import Damage
from btstc_jury.storage.tables import FORM

_FORMS = select(FORM.c.hash, FORM.c.content)
_HASHES = select(FORM.c.hash)
_IS_THERE = select(FORM.c.hash).where(FORM.c.hash == bindparam("sought"))
_ADD = insert(FORM)


def read_forms(database: Database) -> dict[str, Form]:
    """By hash. Raises ``Damage``."""
    return {key: read_form(key, content) for key, content in database.all(_FORMS)}


def read_readable_forms(database: Database) -> dict[str, Form]:
    """As ``read_forms``, without those that are damaged."""
    readable = {}
    for key, content in database.all(_FORMS):
        try:
            readable[key] = read_form(key, content)
        except Damage:
            # The orals that name it are told as damaged one by one.
            continue
    return readable


def forms_kept(database: Database) -> set[str]:
    """Hashes of the forms that the file has."""
    return {row[0] for row in database.all(_HASHES)}


def check_named(entries: Iterable[Entry], kept: Container[str]) -> None:
    """Raises ``Damage`` where a form that the entries name isn't among those ``kept``."""
    named = {e.event.form_hash for e in entries if isinstance(e.event, ev.Planned | ev.PlanChanged)}
    missing = sorted(each for each in named if each not in kept)
    if missing:
        raise Damage(f"form {missing[0]}: not in the file")


def pin(database: Database, form: Form) -> None:
    """Keep a form, unless it is there already; to be called in a transaction.

    Raises ``ValueError`` for a form whose hash isn't that of its content.
    """
    if database.all(_IS_THERE, {"sought": form.hash}):
        return
    content = encode_form(form)
    if hashlib.sha256(content).hexdigest() != form.hash:
        raise ValueError(f"form {form.key}: its hash isn't that of its content")
    values = {"hash": form.hash, "key": form.key, "version": form.version, "content": content}
    database.run(_ADD, values)


def read_form(key: str, content: object) -> Form:
    """The hash is that of the bytes kept: a later program may know more of a form than they tell."""
    if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != key:
        raise Damage(f"form {key}: the content differs")
    try:
        return replace(decode_form(content), hash=key)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Damage(f"form {key}: {error}") from error
