"""A whole oral through a screen reader's ear: another process, by keys, on a display and a bus of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.sessions import create_file
from btstc_jury.domain.session import FileKind
from tests.accessibility.outside import CHECK_BOX, PASSWORD, Outside, missing, outside
from tests.forms_for_tests import make_plan, make_session
from tests.reliability.test_typing_killed import desk

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"missing: {', '.join(missing())}")


def test_a_whole_oral_is_heard_from_outside(tmp_path: Path) -> None:
    file = tmp_path / "session.btsjury"
    office = create_file(desk(), file, make_session(FileKind.EXAM))
    office.plan(make_plan(), "e4-ponctuel")
    office.close()
    with outside(file) as reader:
        _arrive_and_conduct(reader)
        _deliberate(reader)
        _sign(reader)
    assert reader.program.returncode == 0


def _arrive_and_conduct(reader: Outside) -> None:
    ear = reader.ear
    ear.finds("Interrogations")
    reader.key("Return")
    ear.finds("Convocation présentée")
    assert ear.role(ear.focused[-1]) == CHECK_BOX
    reader.key("space", "ctrl+Return")
    ear.hears("Phase 1 commencée\u202f: Présentation de la situation")
    assert "pièce d’identité" in ear.hears("Commencée sans")
    ear.finds("Remarque")
    reader.write("+ bonne accroche")
    assert ear.silent(0.4), "letters are told by the field itself"
    reader.key("Return")
    assert ear.hears("Remarque ajoutée") == "Remarque ajoutée\u202f: + bonne accroche"
    reader.key("F2")
    ear.finds("Critères")
    reader.write("13TS")
    ear.hears("critère 13\u202f: TS")
    reader.write("13I")
    ear.hears("critère 13\u202f: TS, devient I")
    reader.key("Escape", "ctrl+z")
    ear.hears("critère 13")
    reader.key("F5")
    ear.hears("Phase 1\u202f: reste ")
    ear.finds("Remarque")
    reader.write("? quel prix")
    reader.key("Return")
    ear.hears("quel prix")
    reader.key("ctrl+j")
    ear.hears("quel prix")
    for place, title in (
        (2, "Simulation de la négociation"),
        (3, "Entretien sur le déroulement et le suivi"),
        (4, "Entretien d’élargissement technique"),
    ):
        _go_on(reader, f"Phase {place} commencée\u202f: {title}")
    reader.key("ctrl+shift+Return")
    ear.hears("Interrogation terminée")


def _go_on(reader: Outside, words: str) -> None:
    """To the next phase, once the one before has lasted."""
    for _ in range(10):
        reader.key("ctrl+Return")
        if "vient de commencer" not in reader.ear.hears(" commenc"):
            break
        reader.ear.listen(1)
    assert reader.ear.heard[-1] == words


def _deliberate(reader: Outside) -> None:
    ear = reader.ear
    ear.finds("pas encore évalué")
    for number in range(1, 18):
        reader.write(f"{number}S")
        ear.hears(f"critère {number}\u202f: ")
    reader.key("F2")
    ear.finds("Note")
    reader.write("13,5")
    reader.key("Return")
    ear.hears("Note proposée\u202f: 13,5")
    _tab_to(reader, "Proposer une appréciation")
    reader.key("space")
    _tab_to(reader, "Dossier conforme")
    reader.key("space")
    ear.hears("Dossier\u202f: conforme")
    reader.key("ctrl+shift+a")
    ear.hears("Proposition validée")


def _sign(reader: Outside) -> None:
    ear = reader.ear
    reader.key("ctrl+g")
    ear.finds("Aperçu des pages de la grille")
    for code, words, after in (
        ("1111", "Signatures\u202f: 1 sur 3", "Signer… Dominique"),
        ("2222", "Signatures\u202f: 2 sur 3", "Signer… Claude"),
        ("3333", "Grille signée par tous", "Imprimer"),
    ):
        reader.key("ctrl+shift+s")
        ear.finds("Code à choisir")
        assert ear.role(ear.focused[-1]) == PASSWORD
        reader.write(code)
        reader.key("Return")
        ear.finds("Le même code")
        reader.write(code)
        assert not any(code in each for each in ear.said)
        reader.key("Return")
        ear.hears(f"Signature consignée. {words}")
        ear.finds(after)


def _tab_to(reader: Outside, name: str) -> None:
    """By Tab alone, each stop heard."""
    for _ in range(60):
        if name in reader.ear.name(reader.ear.focused[-1]):
            return
        before = len(reader.ear.focused)
        reader.key("Tab")
        reader.ear.listen(0.2)
        assert len(reader.ear.focused) > before, f"Tab was not heard on the way to {name}"
    pytest.fail(f"Tab never reaches {name}")
