"""Before the oral: who sits, which times, the candidate's preparation."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox

from btstc_jury.application.sessions import Desk
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.commission import Role
from btstc_jury.domain.standing import Stage
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


def boxes(hands: Hands) -> list[QCheckBox]:
    """Of the jurors."""
    return [row.tick for row in hands.live.arrival.commission.rows]


def decide(hands: Hands, *roles: Role) -> None:
    """The president of the jury decides on an empty seat."""
    for role in roles:
        hands.live.arrival.commission.vacancies[role].president.setFocus()
        hands.write("Mme Présidente")
        hands.key("Tab")
        hands.write("siègera sans lui, intempéries")


def untick(hands: Hands, *places: int) -> None:
    """With the keyboard, as with any box."""
    for place in places:
        boxes(hands)[place].setFocus()
        hands.key("Space")


def test_the_oral_opens_with_those_present(hands: Hands) -> None:
    assert [(box.text(), box.accessibleDescription()) for box in boxes(hands)] == [
        ("Camille Fictif", "Professeur d’économie et gestion"),
        ("Dominique Fictif", "Professeur de sciences et techniques industrielles"),
        ("Claude Fictif", "Professionnel"),
    ]
    assert all(box.isChecked() for box in boxes(hands))
    hands.click(boxes(hands)[2], QPoint(9, boxes(hands)[2].height() // 2))
    decide(hands, Role.PROFESSIONAL)
    hands.key("Ctrl+Return")
    assert [juror.key for juror in hands.oral.jurors] == ["a", "b"]
    assert hands.oral.stage is Stage.RUNNING
    assert hands.at(hands.live.remarks.field)
    assert "Claude Fictif" not in hands.texts(hands.live.banner)


def test_an_oral_without_a_juror_does_not_start(hands: Hands) -> None:
    untick(hands, 0, 1, 2)
    hands.key("Ctrl+Return")
    assert "Indiquez au moins un membre de la commission." in hands.window.notices.text()
    assert hands.oral.stage is Stage.PLANNED
    told = "Cochez ou ajoutez au moins un membre\u202f: rien ne commence sans commission."
    assert told in hands.texts(hands.live.arrival.commission)
    assert hands.at(boxes(hands)[0])
    untick(hands, 1)
    decide(hands, Role.EG, Role.PROFESSIONAL)
    hands.key("Ctrl+Return")
    assert [juror.key for juror in hands.oral.jurors] == ["b"]


def test_who_is_absent_stays_so_while_the_candidate_prepares(hands: Hands) -> None:
    untick(hands, 2)
    hands.key("Ctrl+T")
    assert not boxes(hands)[2].isChecked()
    hands.pass_time(minutes=50)
    decide(hands, Role.PROFESSIONAL)
    hands.key("Ctrl+Return")
    assert [juror.key for juror in hands.oral.jurors] == ["a", "b"]


def test_a_premature_start_is_undone(hands: Hands) -> None:
    untick(hands, 0)
    decide(hands, Role.EG)
    hands.key("Ctrl+Return")
    hands.key("Ctrl+Z")
    assert hands.oral.stage is Stage.OPENED
    assert not boxes(hands)[0].isChecked()
    hands.pass_time(minutes=3)
    hands.key("Ctrl+Return")
    assert hands.oral.clock(hands.clock.now()).total_used.us == 0


def test_the_preparation_has_its_own_clock(hands: Hands) -> None:
    assert "50:00 accordées" in hands.texts(hands.live.arrival)
    hands.key("Ctrl+T")
    hands.pass_time(minutes=20)
    assert "reste 30:00 / 50:00" in hands.texts(hands.live.arrival)
    hands.pass_time(minutes=31)
    assert "dépassée de 01:00 / 50:00" in hands.texts(hands.live.arrival)
    hands.click(hands.button("Terminer la préparation"))
    assert "terminée\u202f: 51:00 sur 50:00" in hands.texts(hands.live.arrival)
    hands.key("Ctrl+T")
    assert hands.oral.preparation is not None
    assert hands.oral.preparation.until is not None
    hands.key("Ctrl+Z")
    assert "dépassée de 01:00 / 50:00" in hands.texts(hands.live.arrival)


def test_the_start_ends_the_preparation(hands: Hands) -> None:
    hands.key("Ctrl+T")
    hands.pass_time(minutes=40)
    hands.key("Ctrl+Return")
    assert hands.oral.preparation is not None
    assert hands.oral.preparation.used(hands.clock.now()).whole_seconds == 2400


def test_times_set_by_the_commission(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    make_file(desk, path, ("e4-ccf-2",))
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    assert "50 minutes moins le temps utilisé en situation 1." in hands.texts(hands.live.arrival)
    assert "Durée laissée au choix de la commission par une circulaire" in hands.texts(hands.live.arrival)
    hands.key("Ctrl+T")
    assert "Indiquez la durée" in hands.window.notices.text()
    assert getattr(hands.focus, "suffix", str)() == "\u202fmin", "the duration that is asked for has the keys"
    hands.write("20")
    hands.key("Ctrl+T")
    assert "reste 20:00 / 20:00" in hands.texts(hands.live.arrival)
    total = hands.live.arrival.times.total
    total.setFocus()
    hands.key("Ctrl+A")
    hands.write("33")
    hands.key("Ctrl+Return")
    assert hands.oral.total is not None
    assert hands.oral.total.whole_seconds == 33 * 60
    assert "/ 33:00" in hands.texts(hands.live.clock)


def test_situation_2_has_what_situation_1_left(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    """Annexe V, E4, § 4.A and the circular: one third more of 50:00, less 26:00, is 40:40."""
    make_file(desk, path, ("e4-ccf-2",), accommodation=Accommodation(total=ONE_THIRD))
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    times = hands.live.arrival.times
    assert hands.at(times.used)
    for typed, said in (
        ("26:72", "minutes et des secondes"),
        ("66:40", "il ne reste rien"),
        ("0", "un temps"),
    ):
        hands.key("Ctrl+A")
        hands.write(typed)
        hands.key("Ctrl+Return")
        assert said in hands.texts(times)
        assert hands.oral.stage is Stage.PLANNED
        assert hands.at(times.used)
    hands.key("Ctrl+A")
    hands.write("é-:àà")
    assert "66:40 \u2212 26:00\u202f: 40:40 pour cette interrogation." in hands.texts(times)
    assert not times.total.isVisible()
    hands.key("Return", 5)
    assert hands.oral.proceedings.presence is not None
    assert hands.oral.proceedings.dossier is not None
    card = hands.live.arrival.played
    assert hands.at(card.words), "Enter goes on from the time to the ticks, and to what is played"
    hands.write("Vente d’une pompe")
    hands.key("Return")
    assert hands.oral.proceedings.choice.title == "Vente d’une pompe"
    assert hands.at(card.handed)
    hands.key("Ctrl+Return")
    assert "/ 40:40" in hands.texts(hands.live.clock)


def test_the_time_of_situation_1_is_taken_from_the_file(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    make_file(desk, path, ("e4-ccf-1", "e4-ccf-2"), same=True)
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    hands.pass_time(minutes=9)
    hands.key("Ctrl+Return")
    hands.pass_time(minutes=8, seconds=43)
    hands.key("Ctrl+Shift+Return")
    hands.day()
    hands.open(2)
    hands.day()
    hands.workspace.show_grid(1)
    hands.key("F4")
    assert hands.shows(hands.live), "situation 2 has no grid before it is held"
    times = hands.live.arrival.times
    assert times.used.text() == "17:43"
    assert "dans ce fichier\u202f: 17:43 utilisées." in hands.texts(times)
    hands.key("Ctrl+Return")
    assert "/ 32:17" in hands.texts(hands.live.clock)


def test_the_grid_of_an_oral_not_begun_leads_back_to_it(hands: Hands) -> None:
    """There is no deliberation yet."""
    hands.day()
    hands.key("Ctrl+G")
    grid = hands.workspace.grid
    assert hands.shows(grid)
    assert grid.back.text() == "Retour à l’interrogation"
    hands.key("Escape")
    assert hands.shows(hands.live)
    assert hands.oral.stage is Stage.PLANNED


def test_a_total_left_at_nothing_is_refused(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    make_file(desk, path, ("e6-ccf-1",))
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    assert "Indiquez la durée" in hands.window.notices.text()
    assert hands.oral.stage is Stage.PLANNED
    assert "Fixez la durée totale." in hands.live.arrival.ready.text()
    hands.live.arrival.commission.add.setFocus()
    hands.key("Ctrl+Return")
    total = hands.live.arrival.times.total
    assert hands.at(total)
    hands.wait(lambda: not total.visibleRegion().isEmpty())
    hands.write("40")
    hands.key("Return", 5)
    assert hands.oral.proceedings.presence is not None
    assert hands.oral.proceedings.dossier is not None
    hands.key("Ctrl+Return")
    assert "/ 40:00" in hands.texts(hands.live.clock)
