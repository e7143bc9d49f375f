"""The allowance of pauses in a candidate's particulars."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from btstc_jury.application.views.planning import granted_times
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation, Plan
from btstc_jury.domain.moments import Duration
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.ui.candidates.candidate_dialog import CandidateDialog, Draft
from btstc_jury.ui.theme.theme import Theme
from tests.ui.candidates.conftest import Day
from tests.ui.finding import called, fill, words

GRANTED = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD, pauses=Duration.minutes(10))


def test_pauses_are_granted_shown_and_kept(
    qtbot: QtBot, day: Day, theme: Theme, library: FormLibrary
) -> None:
    oral = day.office.oral(day.plan("Moreau-Lefebvre"))
    kept: list[Plan] = []

    def keep(plan: Plan, _form: object) -> str:
        kept.append(plan)
        return ""

    dialog = CandidateDialog(
        theme, library, Draft(oral.plan.scheduled, plan=oral.plan, pinned=oral.form), keep
    )
    qtbot.addWidget(dialog)
    theme.dress(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    fill(dialog, "Temps de pause accordé", "15")
    assert "→ 15:00" in words(dialog)
    dialog.submit()
    assert kept[-1].accommodation == Accommodation(pauses=Duration.minutes(15))


def test_editing_another_value_keeps_the_pauses(
    qtbot: QtBot, day: Day, theme: Theme, library: FormLibrary
) -> None:
    oral = day.office.oral(day.plan("Moreau-Lefebvre", accommodation=GRANTED))
    draft = Draft(oral.plan.scheduled, plan=oral.plan, pinned=oral.form)
    dialog = CandidateDialog(theme, library, draft, lambda _plan, _key: "")
    qtbot.addWidget(dialog)
    theme.dress(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    assert called(dialog, "Temps de pause accordé").isVisible()
    plan = dialog.plan()
    assert plan is not None
    assert plan.accommodation == GRANTED


def test_the_times_granted_name_the_pauses(library: FormLibrary) -> None:
    form = library.get("e6-ponctuel")
    last = list(granted_times(form, GRANTED))[-1]
    assert (last.label, last.granted) == ("Pauses, horloge arrêtée", "10:00")
    assert all("Pauses" not in time.label for time in granted_times(form, Accommodation()))
