"""The memento of each form: one page that says what the form and the table of acts say."""

from __future__ import annotations

import pytest

from btstc_jury.application.views.memento import memento_view
from btstc_jury.application.views.sources import source_of
from btstc_jury.bootstrap import form_folders
from btstc_jury.documents.memento import memento_pdf
from btstc_jury.domain.form import Form
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.ui.shortcuts import Keymap
from tests.documents.reading import page_texts, squeezed

FORMS = FormLibrary(form_folders()).all()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_it_is_one_page_with_all_of_it(form: Form) -> None:
    (page,) = page_texts(memento_pdf(memento_view(form, Keymap().from_start_to_grid())))
    text = squeezed(page)
    for phase in form.phases:
        assert squeezed(phase.candidate) in text
        assert squeezed(phase.commission) in text
    for criterion in form.criteria:
        assert squeezed(f"{criterion.number} {criterion.text}") in text
    assert squeezed(form.source) in text
    assert squeezed("Absence du candidat") in text
    for source in filter(None, (source_of(form, key) for key in ("total", "phases", "criteria", "levels"))):
        assert squeezed(source) in text
    assert squeezed(form.commission.replacement_note) in text
    assert "\N{REPLACEMENT CHARACTER}" not in page


def test_it_has_the_keys_in_force_of_the_live_screen() -> None:
    keys = Keymap({"oral.pause": "Ctrl+F5"}).from_start_to_grid()
    assert ("Ctrl+F5", "suspendre, reprendre") in keys
    assert {"signer la grille", "masquer l’écran, le rétablir"} <= {words for _, words in keys}
    (page,) = page_texts(memento_pdf(memento_view(FORMS[0], keys)))
    assert squeezed("Ctrl+F5 suspendre, reprendre") in squeezed(page)
