"""The page of a grid whose document was exchanged in the file: nothing of it is shown or goes out."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing

from btstc_jury.application.ports import Document
from btstc_jury.domain import events as ev
from btstc_jury.ui.grid.grid_page import GridPage
from tests.ui.hands import Hands
from tests.ui.signing.test_signing_panel import kept, open_form, write_pin


def exchange(hands: Hands, content: bytes | None) -> None:
    """As one SQL statement would; ``None``: it is gone."""
    with closing(sqlite3.connect(hands.office.file.path)) as database, database:
        if content is None:
            database.execute("DELETE FROM document")
        else:
            digest = hashlib.sha256(content).digest()
            database.execute("UPDATE document SET content = ?, digest = ?", (content, digest))


def reopened(hands: Hands, page: GridPage) -> None:
    page.show_oral(1)
    hands.wait(lambda: not page.kept.busy)


def signed_once(hands: Hands, page: GridPage) -> Document:
    open_form(hands, page)
    write_pin(hands, page, "2468")
    kept(hands, page, 1)
    hands.wait(lambda: not page.kept.busy)
    assert page.ready
    signed = hands.office.file.proofs.document(1, 1)
    assert signed is not None
    return signed


def test_a_document_that_was_exchanged_is_neither_shown_nor_given_away(hands: Hands, page: GridPage) -> None:
    signed = signed_once(hands, page)
    middle = len(signed.content) // 4
    exchange(hands, signed.content[:middle] + b"x" + signed.content[middle + 1 :])
    reopened(hands, page)
    assert not page.ready
    assert page.preview.page_count() == 0
    assert not page.save.isEnabled()
    assert not page.print.isEnabled()
    said = hands.texts(hands.window)
    assert "La grille gardée dans le fichier n’est pas celle que dit le journal." in said
    assert "a été modifié" in said


def test_a_signed_document_that_is_gone_is_not_made_again(hands: Hands, page: GridPage) -> None:
    signed_once(hands, page)
    exchange(hands, None)
    reopened(hands, page)
    assert not page.ready
    assert "le document signé n’est pas dans le fichier" in hands.texts(hands.window)


def test_an_exchanged_voided_version_is_told_and_alone_not_shown(hands: Hands, page: GridPage) -> None:
    signed = signed_once(hands, page)
    hands.office.act(1, ev.Reopened("erreur de report"))
    hands.office.act(1, ev.Finalised())
    exchange(hands, signed.content[:5000] + b"x" + signed.content[5001:])
    reopened(hands, page)
    hands.wait(lambda: page.ready)
    assert "version 1, annulée\u202f: le document a été modifié" in hands.texts(hands.window).lower()
    page.menu.version_asked.emit(1)
    assert not page.ready
    assert page.preview.page_count() == 0
    page.menu.version_asked.emit(0)
    hands.wait(lambda: page.ready)
