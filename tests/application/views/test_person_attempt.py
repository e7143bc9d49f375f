"""The copy of a student's data: all of their attempts, in the words of a training."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.rehearsing import Setup, add_students, begin, set_up
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.file_names import person_file_name
from btstc_jury.application.views.person import PersonRecord, person_record
from btstc_jury.bootstrap import SystemFiles, form_folders
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.attempts import CHARIOTS, play
from tests.documents.reading import page_texts
from tests.fakes import FakeClock

KARIM = Candidate("", "Benali", "Karim", class_name="TC2 A", group="1")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """With an attempt of Karim in which everything was done."""
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)
    made = create_file(
        desk, tmp_path / "classe.btsjury", ExamSession(FileKind.TRAINING, 2027, "TC2 A, Mme Fictif", "")
    )
    list(add_students(made, (KARIM,), "e4-ponctuel"))
    oral, _ = set_up(made, Setup("1", "e4-ponctuel", CHARIOTS))
    list(begin(made, oral))

    def act(command: do.Command) -> None:
        if not isinstance(command, do.Start):
            made.act(oral, command)

    play(act, lambda seconds: clock.advance(Duration.seconds(seconds)), made.now)
    for event in (
        ev.Rated(3, "S"),
        ev.OwnOpinionGiven(((3, "TS"),)),
        ev.Observed("Zygomatique Inès", ((3, "I"),)),
        ev.FeedbackWritten(("Écoute bien",), ("Conclure",)),
        ev.TrainingMarkGiven(Decimal(12)),
    ):
        made.act(oral, event)
    yield made
    made.close()


def told(record: PersonRecord, key: str) -> list[str]:
    (oral,) = record.orals
    (section,) = (each for each in oral.sections if each.key == key)
    return [f"{each.label}: {each.text}" for each in section.items]


def test_all_that_the_file_holds_on_a_student_is_told(office: Office) -> None:
    record = person_record(office, "1")
    identity = [f"{each.label}: {each.text}" for each in record.identity.items]
    assert identity == ["Nom: Benali", "Prénoms: Karim", "Classe: TC2 A", "Groupe: 1"]
    assert told(record, "case")[0] == "Cas: Chariots Valdor"
    assert any(each.startswith("Étudiant: ") and "soit" in each for each in told(record, "speech"))
    heard = told(record, "objections")
    assert heard[1] == "Objection B, à 4:51: Je ne connais pas votre service après-vente. — éludée"
    assert "À 3:30: l’étudiant coupe l’acheteur" in heard
    assert "Étape, à 1:52: reformulation" in [each.lower().replace("étape", "Étape") for each in heard]
    assert told(record, "own")[0].endswith(": TS")
    assert told(record, "observers")[0].startswith("Observateur 1, 3. ")
    assert told(record, "observers")[0].endswith(": I")
    assert told(record, "levels")[0].endswith(": S, satisfaisant")
    assert told(record, "feedback") == [
        "Réussite: Écoute bien",
        "Objectif: Conclure",
        "Note d’entraînement, jamais d’examen: 12",
    ]


def test_it_names_no_observer_no_secret_of_the_case_and_nothing_of_an_exam(office: Office) -> None:
    record = person_record(office, "1")
    pdf, data = SystemFiles().person_files(record)
    pages = " ".join(page_texts(pdf))
    for text in (pages, data.decode()):
        assert "Zygomatique" not in text
        assert "Et ma vieille machine" not in text
    assert record.rehearsed
    for word in ("candidat", "commission", "jury", "Présent, noté"):
        assert word not in pages, word
    assert "étudiant" in pages
    assert "données_Benali" in person_file_name(record).replace("BENALI", "Benali")
    assert "_1_" not in person_file_name(record)
