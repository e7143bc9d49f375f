"""What the annex says of the candidate's signature."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.views.annex import AnnexRemark, AnnexSignature, annex_view
from btstc_jury.application.views.history import history_view
from btstc_jury.application.views.reports import ReportKind, report_kinds
from btstc_jury.domain import commands as do
from btstc_jury.domain.events import FraudWithdrawn, PresenceChecked
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Attendance, Presence
from tests.each_status import HERE, Orals

STROKES = ((3, 4, 500, 20), (700, 100))
DRAWN = Presence(convocation=False, identity=True, attendance=Attendance.DRAWN, strokes=STROKES)


def signature(orals: Orals, oral: int) -> AnnexSignature | None:
    annex = annex_view(orals.office, oral)
    return annex.signature if annex is not None else None


@pytest.mark.usefixtures("paris")
def test_a_signature_bears_its_drawing_and_the_moment_of_its_last_stroke(orals: Orals) -> None:
    oral = orals.plan("Moreau")
    assert annex_view(orals.office, oral) is None
    orals.act(oral, PresenceChecked(replace(DRAWN, strokes=STROKES[:1])))
    orals.clock.advance(Duration.minutes(2))
    orals.act(oral, PresenceChecked(DRAWN))
    orals.clock.advance(Duration.minutes(5))
    orals.act(oral, PresenceChecked(replace(DRAWN, convocation=True)))
    words = "Émargement du candidat\u202f: signé à l’écran le lundi 1er juin 2026 à 10\u202fh\u202f02"
    assert signature(orals, oral) == AnnexSignature(words, STROKES)
    orals.act(oral, do.Undo(), do.Undo())
    shown = signature(orals, oral)
    assert shown is not None
    assert (shown.text[-7:], shown.strokes) == ("10\u202fh\u202f00", STROKES[:1])


@pytest.mark.usefixtures("paris")
def test_a_signature_on_paper_is_said_to_be_there(orals: Orals) -> None:
    oral = orals.plan("Moreau")
    orals.act(oral, PresenceChecked(HERE))
    words = "Émargement du candidat\u202f: signé sur papier le lundi 1er juin 2026 à 10\u202fh\u202f00"
    assert signature(orals, oral) == AnnexSignature(words)
    orals.act(oral, PresenceChecked(Presence(convocation=True, identity=True)))
    assert annex_view(orals.office, oral) is None


@pytest.mark.usefixtures("paris")
def test_a_suspicion_withdrawn_is_told_and_no_longer_reported(orals: Orals) -> None:
    oral = orals.withheld()
    assert report_kinds(orals.office, oral) == (ReportKind.FRAUD,)
    orals.clock.advance(Duration.minutes(5))
    orals.act(oral, FraudWithdrawn("c’était une calculatrice"))
    assert report_kinds(orals.office, oral) == ()
    annex = annex_view(orals.office, oral)
    assert annex is not None
    assert annex.withdrawn == (
        AnnexRemark(
            "Suspicion de fraude retirée",
            "Signalée le lundi 1er juin 2026 à 10\u202fh\u202f00\u202f: Téléphone consulté sous la table\n"
            "Témoins\u202f: Mme Okoye\n"
            "Retirée le lundi 1er juin 2026 à 10\u202fh\u202f05\u202f: c’était une calculatrice",
        ),
    )
    told = [line.words for line in history_view(orals.office, oral).lines]
    assert told[-1] == "Suspicion de fraude retirée\u202f: c’était une calculatrice"
    assert any(words.startswith("Suspicion de fraude\u202f: Téléphone") for words in told)
