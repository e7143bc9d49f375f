"""Forms pinned by earlier versions cited lines of our copy of the arrêté."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from btstc_jury.application.form_content import encode_form
from btstc_jury.application.views.sources import source_of
from btstc_jury.domain.form import Authority, Origin, Situation
from btstc_jury.exchange.form_text import form_lines
from btstc_jury.storage.kept import read_form
from tests.forms_for_tests import make_form

KEPT = Path(__file__).parents[1] / "storage" / "data"


@pytest.mark.parametrize(
    ("key", "place"), [("e4-ccf-1", "annexe V, E4, §\u202f4.A"), ("e6-ponctuel", "annexe V, E6, §\u202f4.A")]
)
def test_a_form_of_the_first_version_is_read_with_places(key: str, place: str) -> None:
    content = (KEPT / f"form-1-{key}.json").read_bytes()
    form = read_form(sha256(content).hexdigest(), content)
    assert (form.key, form.hash) == (key, sha256(content).hexdigest())
    assert source_of(form, "dossier") == place
    assert source_of(form, "commission.absent_professional")
    assert form.situation == (Situation(1, "E4") if key == "e4-ccf-1" else None)
    shown = replace(form, origins={path: replace(each, lines="") for path, each in form.origins.items()})
    assert not re.search(rb"l\.\s*[0-9]{3}", encode_form(shown))
    assert not re.search(r"l\.\s*[0-9]{3}", "\n".join(form_lines(form)))


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (Origin(Authority.ARRETE, "", "l.5410", "annexe V"), "annexe V"),
        (Origin(Authority.ARRETE, "une note"), "arrêté du 23 août 2006"),
        (Origin(Authority.CIRCULAR, "de 2019", place="annexe V"), "circulaire\u202f: de 2019"),
        (Origin(Authority.CIRCULAR, "une circulaire de 2019"), "une circulaire de 2019"),
        (Origin(Authority.DEFAULT, "usage de l’examen", "l.5410"), "par défaut\u202f: usage de l’examen"),
        (Origin(Authority.DEFAULT, "échelle par défaut"), "échelle par défaut"),
        (Origin(Authority.DEFAULT, ""), "par défaut"),
    ],
)
def test_the_arrete_is_named_only_where_it_says_so(origin: Origin, words: str) -> None:
    form = make_form(origins={"dossier": origin})
    assert source_of(form, "dossier") == source_of(form, "dossier.marked") == words
    assert source_of(form, "total") == ""
