"""The oral on a juror's own laptop, by its keys."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from btstc_jury.application.laptops import read_sealed
from btstc_jury.application.views.live import remark_lines
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.acts import ACTS, Where
from btstc_jury.ui.shell.keys_sheet import KeysSheet
from btstc_jury.ui.shortcuts import Action, Keymap, same
from btstc_jury.ui.window_acts import WindowActs
from tests.forms_for_tests import JURORS
from tests.ui.laptops.conftest import Juror
from tests.ui.test_shortcuts import bound


def test_the_file_leads_straight_to_the_oral_of_that_juror_alone(juror: Juror) -> None:
    told = juror.hands.texts()
    assert "AVIS D’UN EXAMINATEUR" in told
    assert "Avis de Camille Fictif (Éco-gestion) sur l’interrogation de MOREAU-LEFEBVRE Anaïs" in told
    assert "MOREAU-LEFEBVRE Anaïs" in told
    assert "Ctrl+Entrée commence" in told
    assert JURORS[1].name not in told
    assert not juror.hands.workspace.day.isVisible()
    juror.hands.key("Alt+Left")
    assert juror.hands.page is juror.page


def test_one_key_starts_and_the_same_goes_on(juror: Juror) -> None:
    juror.hands.key("Ctrl+Return")
    assert juror.oral.stage is Stage.RUNNING
    assert juror.hands.at(juror.page.remarks.field)
    juror.hands.key("Ctrl+Return")
    assert juror.oral.phase == 1
    juror.hands.key("Ctrl+P")
    assert juror.oral.stage is Stage.PAUSED
    assert not juror.page.pause_strip.reason_field.isVisible()
    juror.hands.key("Ctrl+P")
    assert juror.oral.stage is Stage.RUNNING


def test_an_invitation_made_before_the_oral_is_taken_up_in_the_middle(juror: Juror) -> None:
    page, hands = juror.page, juror.hands
    assert "indiquez d’abord où elle en est" in hands.texts()
    assert not page.before.line.isVisible()
    page.before.where.setFocus()
    hands.key("Down")
    hands.key("Down")
    assert page.before.phase == 1
    assert page.foot.forward.text() == "Reprendre le temps de la commission"
    for wrong in ("", "4:75", "quatre", "99999999"):
        page.before.line.setText(wrong)
        hands.key("Ctrl+Return")
        assert juror.oral.stage is Stage.OPENED
        assert hands.at(page.before.line)
        assert "Écrivez des minutes et des secondes, 11:58." in hands.texts(page.before)
    page.before.line.setText("4:30")
    hands.key("Ctrl+Return")
    assert (juror.oral.stage, juror.oral.phase) == (Stage.RUNNING, 1)
    face = juror.oral.clock(hands.clock.now())
    assert face.current is not None
    assert face.current.used.total_seconds == 4 * 60 + 30
    assert face.phases[0].used == face.phases[0].allowed
    assert hands.at(page.remarks.field)
    assert "Temps repris à l’écran de la commission, en phase 2" in juror.echo


def test_remarks_are_the_jurors_own_and_carry_their_levels(juror: Juror) -> None:
    juror.hands.key("Ctrl+Return")
    juror.remark("+ #3 bonne écoute")
    juror.remark("#1=S")
    office = juror.hands.office
    (line,) = remark_lines(office, juror.page.oral, JURORS[0].key)
    assert line.content.author == JURORS[0].key
    assert line.content.personal
    assert juror.opinion.levels == {1: "S"}
    assert remark_lines(office, juror.page.oral) == ()
    juror.hands.key("Ctrl+Z")
    assert juror.opinion.levels == {}


def test_after_the_end_what_is_lacking_comes_one_after_the_other(juror: Juror) -> None:
    juror.conduct()
    assert juror.oral.stage is Stage.ENDED
    assert juror.hands.at(juror.page.criteria.list)
    assert not juror.page.clock.isVisible()
    juror.hands.key("Ctrl+R")
    assert not juror.opinion.given
    assert "il manque le niveau de" in juror.echo
    for _ in juror.oral.form.criteria:
        juror.hands.write("3")
        juror.hands.key("F3")
    assert len(juror.opinion.levels) == len(juror.oral.form.criteria)
    juror.hands.key("F2")
    assert juror.hands.at(juror.page.opinion.verdict.mark.editor)
    juror.hands.write("14,5")
    juror.hands.key("Ctrl+R")
    assert juror.opinion.given
    assert juror.opinion.mark == Decimal("14.5")


def sealed(juror: Juror) -> None:
    juror.conduct()
    for criterion in juror.oral.form.criteria:
        juror.page.criteria.list.rated.emit(criterion.number, "S")
    juror.page.opinion.lead()
    juror.hands.write("12")
    juror.hands.key("Ctrl+R")
    assert juror.opinion.given


def test_a_sealed_opinion_says_what_to_do_and_changes_no_more(juror: Juror, path: Path) -> None:
    sealed(juror)
    told = juror.hands.texts()
    assert "Remettez maintenant le fichier à la commission" in told
    assert str(path) in told
    before = dict(juror.opinion.levels)
    juror.hands.key("F2")
    juror.hands.write("1")
    juror.hands.write("1")
    assert juror.opinion.levels == before
    assert juror.page.remarks.field.isReadOnly()
    juror.hands.key("Ctrl+R")
    assert not juror.opinion.given
    assert not juror.page.remarks.field.isReadOnly()


def test_the_window_comes_back_in_the_middle(juror: Juror, path: Path) -> None:
    juror.hands.key("Ctrl+Return")
    juror.remark("- #2 hésite")
    juror.hands.clock.advance(Duration.seconds(5))
    juror.hands.write("en cours de frap")
    juror.page.drafts.keep()
    bench = juror.hands.window.bench
    bench.stop()
    assert juror.hands.window.open_path(path)
    assert juror.oral.stage.facts.under_way
    assert juror.page.remarks.field.text() == "en cours de frap"
    assert "hésite" in str(remark_lines(juror.hands.office, juror.page.oral, JURORS[0].key))


def test_what_a_juror_cannot_do_is_not_offered(juror: Juror) -> None:
    names = {each.act.name for each in juror.page.findChildren(Action) if each.isVisible()}
    assert not {name for name in names if name.startswith(("grid.", "day.", "verdict.settle"))}
    assert not names & {"oral.fraud", "oral.transfer", "opinions.reveal", "oral.list", "opinions.mode"}
    acts: WindowActs = juror.hands.window.acts
    for each in (acts.jury, acts.export, acts.purge, acts.candidate, acts.passphrase):
        assert not each.isVisible(), each.text()
    greyed = [each.text() for each in juror.hands.see(QPushButton) if not each.isEnabled()]
    assert greyed == []


def test_the_sheet_of_keys_tells_those_of_that_screen_alone(juror: Juror) -> None:
    juror.hands.key("Shift+F1")
    (sheet,) = juror.hands.see(KeysSheet)
    told = juror.hands.texts(sheet)
    assert "sceller mon avis, le reprendre" in told
    for unknown in ("transférer la feuille", "écran du candidat", "0 commission"):
        assert unknown not in told
    sheet.close()


def test_the_screen_listens_to_the_keys_of_the_table_and_to_no_others(juror: Juror) -> None:
    found = {keys for place, keys in bound(juror.hands, whole=False) if place is Where.GUEST}
    wanted = {same(keys) for act in ACTS if Where.GUEST in act.where for keys in Keymap().sequences(act.name)}
    assert found - {"Alt+C", "Alt+N"} == wanted


def test_why_nothing_happened_before_the_start_stands_at_the_foot(juror: Juror) -> None:
    juror.hands.key("Ctrl+R")
    assert juror.oral.guest is not None
    assert juror.oral.guest.seal is None
    juror.page.presenter.conductor.refused.emit("Pas encore.")
    assert "Pas encore." in juror.hands.texts(juror.hands.window.notices)


def test_the_sealed_file_is_copied_whole_to_the_stick(juror: Juror, path: Path, tmp_path: Path) -> None:
    sealed(juror)
    stick = tmp_path / "CLÉ USB"
    stick.mkdir()
    juror.machine.plugged = (stick,)
    juror.hands.key("Ctrl+Shift+S")
    copy = stick / "Avis scellé de Camille Fictif.btsjury"
    assert f"Copie\u202f: {copy}" in juror.hands.texts()
    read = juror.hands.window.bench.shell.ports.files.to_read
    assert read_sealed(read, copy).opinion.mark == Decimal(12)
    juror.hands.key("Ctrl+Shift+S")
    assert len(list(stick.iterdir())) == 2
    assert (stick / "Avis scellé de Camille Fictif (2).btsjury").exists()
