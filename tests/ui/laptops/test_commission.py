"""The commission's window: a juror is invited, the opinion comes back and stays unseen until the reveal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QPushButton

from btstc_jury.application.laptops import begin, invite, seal
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import Opinion
from btstc_jury.ui.laptops.choice_dialog import WhichDialog
from btstc_jury.ui.laptops.invite_dialog import InviteDialog
from btstc_jury.ui.laptops.key_dialog import OpinionKeyDialog
from tests.forms_for_tests import JURORS
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file, session
from tests.ui.shell.test_drop_of_exam_files import drop

STI = JURORS[1]
SECRET = "Parole décisive sur le devis"


class Commission:
    """Before its own laptop; ``out``: a stick."""

    def __init__(self, hands: Hands, desk: Desk, out: Path) -> None:
        self.hands, self.desk, self.out = hands, desk, out

    @property
    def opinion(self) -> Opinion:
        return self.hands.oral.debate.of(STI.key)

    @property
    def told(self) -> str:
        """All that is in sight, heard by a screen reader, or at the foot."""
        return self.hands.texts()

    def dialog(self, kind: type[InviteDialog]) -> InviteDialog:
        (found,) = self.hands.see(kind)
        return found

    def invite(self, *, plain: bool = True, juror: Juror = STI) -> tuple[Path, str]:
        """By the key of the act; the file, and its passphrase or ""."""
        self.hands.key("Ctrl+Shift+L")
        dialog = self.dialog(InviteDialog)
        for each in dialog.choices:
            if each.tick.isChecked() is not (each.invitee.key == juror.key):
                each.tick.click()
        if plain:
            dialog.plain.click()
        dialog.folder.text.setText(str(self.out))
        secret = next(each.phrase.text() for each in dialog.choices if each.tick.isChecked())
        dialog.submit()
        dialog.submit()
        self.hands.back()
        newest = max(self.out.glob("*.btsjury"), key=lambda each: each.stat().st_mtime_ns)
        return newest, "" if plain else secret

    @contextmanager
    def laptop(self, path: Path, secret: str = "") -> Iterator[Office]:
        office, _ = open_file(self.desk, path, FileKey(secret) if secret else None)
        yield office
        office.close()

    def give(self, path: Path, secret: str = "", mark: str = "13") -> None:
        """The juror conducts, rates and seals, on a laptop of the same hour."""
        with self.laptop(path, secret) as office:
            begin(office)
            content = RemarkText(SECRET, Sign.STRENGTH, 3, STI.key)
            office.act(1, do.AddRemark(office.now(), content, None))
            for _ in office.oral(1).form.phases[1:]:
                office.act(1, do.NextPhase())
            office.act(1, ev.Ended())
            for criterion in office.oral(1).form.criteria:
                office.act(1, ev.OpinionRated(STI.key, criterion.number, "S"))
            office.act(1, ev.OpinionMarked(STI.key, Decimal(mark)))
            seal(office)

    def drop(self, *paths: Path) -> None:
        assert drop(self.hands, *(QUrl.fromLocalFile(str(each)) for each in paths))


@pytest.fixture
def commission(show_window: ShowWindow, desk: Desk, tmp_path: Path) -> Commission:
    path, out = tmp_path / "examen.btsjury", tmp_path / "clé"
    out.mkdir()
    make_file(desk, path, ("e4-ponctuel", "e4-ponctuel"))
    hands = show_window()
    hands.window.resize(1366, 768)
    assert hands.window.open_path(path)
    hands.open(1)
    hands.key("Ctrl+Return")
    assert hands.oral.stage.facts.under_way
    return Commission(hands, desk, out)


def test_inviting_says_who_where_and_what_is_awaited(commission: Commission) -> None:
    path, _ = commission.invite()
    assert path.parent == commission.out
    assert STI.name in path.name
    assert f"Portable de {STI.name}\u202f: invitation faite à" in commission.told
    assert "avis attendu" in commission.told
    assert commission.hands.oral.debate.hidden


def test_what_comes_back_is_taken_in_blind_and_said(commission: Commission) -> None:
    path, _ = commission.invite()
    commission.give(path)
    commission.drop(path)
    assert commission.opinion.given
    assert commission.opinion.mark == Decimal(13)
    told = commission.told
    assert f"Portable de {STI.name}\u202f: avis reçu" in told
    assert f"Avis de {STI.name}" in commission.hands.live.echo.text()
    commission.hands.key("Ctrl+Z")
    assert not commission.opinion.given
    commission.hands.key("Ctrl+Shift+Z")
    assert commission.opinion.given
    for hidden in (SECRET, "13\u202f/", "Votre note"):
        assert hidden not in told
    heard = "\n".join(
        f"{each.accessibleName()} {each.accessibleDescription()} {each.toolTip()}"
        for each in commission.hands.see(type(commission.hands.live.banner).__mro__[1])
    )
    assert SECRET not in heard
    commission.hands.key("Ctrl+H")
    history = commission.hands.live.drawers.history.list
    rows = [str(history.model().index(row, 0).data()) for row in range(history.model().rowCount())]
    assert SECRET not in str(rows)


def test_no_code_opens_what_came_from_a_laptop_before_the_reveal(commission: Commission) -> None:
    """Whoever chose the first code in that juror's name would have read it, and given it again changed."""
    path, _ = commission.invite()
    commission.give(path)
    commission.drop(path)
    commission.hands.key("Alt+2")
    turn = commission.hands.live.turns.turn
    assert not turn.pin.isVisible()
    assert commission.hands.live.presenter.juror is None
    assert "reste fermé ici jusqu’à la révélation" in commission.told
    assert SECRET not in commission.told


def test_the_same_again_changes_nothing_and_is_said(commission: Commission) -> None:
    path, _ = commission.invite()
    commission.give(path)
    commission.drop(path)
    before = commission.hands.oral
    commission.drop(path)
    assert commission.hands.oral == before
    assert "était déjà reçu" in commission.hands.texts(commission.hands.window.notices)
    twin = commission.out / "copie.btsjury"
    twin.write_bytes(path.read_bytes())
    commission.drop(path, twin)
    assert "Les 2 avis étaient déjà là" in commission.told


def test_an_encrypted_one_is_known_by_the_passphrase_of_its_invitation(commission: Commission) -> None:
    path, secret = commission.invite(plain=False)
    commission.give(path, secret)
    commission.drop(path)
    assert commission.hands.see(OpinionKeyDialog) == []
    assert commission.opinion.given


def test_after_a_restart_the_passphrase_is_asked_for(commission: Commission) -> None:
    path, secret = commission.invite(plain=False)
    commission.give(path, secret)
    host = commission.hands.office.file.path
    commission.hands.window.bench.stop()
    assert commission.hands.window.open_path(host)
    commission.drop(path)
    (dialog,) = commission.hands.see(OpinionKeyDialog)
    dialog.secret.setText("ce n’est pas elle")
    dialog.submit()
    assert "n’ouvre pas ce fichier" in commission.hands.texts(dialog)
    assert not commission.opinion.given
    dialog.secret.setText(secret)
    dialog.submit()
    assert commission.opinion.given


def test_an_unsealed_one_is_refused_in_words(commission: Commission) -> None:
    path, _ = commission.invite()
    commission.drop(path)
    assert "n’est pas scellé" in commission.told
    assert commission.hands.office.file.path != path
    notices = commission.hands.window.notices
    (shut,) = (each for each in commission.hands.see(QPushButton) if each.text() == "Fermer")
    assert notices.isAncestorOf(shut)
    assert shut.height() >= shut.sizeHint().height()
    commission.hands.key("Ctrl+Shift+Return")
    assert commission.hands.window.bench.close_file()
    assert "n’est pas scellé" not in notices.text()


def test_of_an_oral_that_is_not_open_here_the_candidate_is_named(commission: Commission) -> None:
    office, path = commission.hands.office, commission.out / "second.btsjury"
    invite(office, commission.desk, 2, STI.key, path)
    commission.give(path)
    commission.drop(path)
    name = office.oral(2).plan.candidate.full_name
    assert f"avis sur l’interrogation de {name}. Elle n’est pas ouverte ici" in commission.told
    assert not office.oral(2).debate.opinions


def test_while_another_oral_is_shown_it_goes_where_it_belongs_and_says_so(commission: Commission) -> None:
    path, _ = commission.invite()
    commission.give(path)
    commission.hands.day()
    commission.drop(path)
    commission.hands.wait(
        lambda: "MOREAU-LEFEBVRE" in commission.hands.texts(commission.hands.window.notices)
    )
    assert commission.hands.office.oral(1).debate.of(STI.key).given
    assert not commission.hands.office.oral(2).debate.opinions
    assert commission.hands.page is commission.hands.workspace.day


def test_the_next_invitation_and_what_comes_back_begin_where_the_last_went(
    commission: Commission, monkeypatch: pytest.MonkeyPatch
) -> None:
    commission.invite()
    commission.hands.key("Ctrl+Shift+L")
    dialog = commission.dialog(InviteDialog)
    assert dialog.folder.text.text() == str(commission.out)
    dialog.reject()
    commission.hands.back()
    asked: list[str] = []

    def choose_none(_on: object, _title: str, folder: str, _kinds: str) -> tuple[list[str], str]:
        asked.append(folder)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose_none)
    commission.hands.key("Ctrl+Shift+I")
    assert asked == [str(commission.out)]


def test_several_come_at_once_by_the_act(commission: Commission, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = commission.invite()
    commission.give(path)
    strange = commission.out / "autre.btsjury"
    make_file(commission.desk, strange)
    chosen = [str(path), str(strange)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: (chosen, ""))
    commission.hands.key("Ctrl+Shift+I")
    assert commission.opinion.given
    assert "1 avis sur 2 reçus" in commission.told
    assert "n’est pas un avis" in commission.told


def test_an_opinion_entered_here_meanwhile_is_the_jurors_to_choose(commission: Commission) -> None:
    path, _ = commission.invite()
    commission.give(path)
    commission.hands.office.act(1, ev.OpinionMarked(STI.key, Decimal(9)))
    commission.drop(path)
    (dialog,) = commission.hands.see(WhichDialog)
    assert commission.opinion.mark == Decimal(9)
    dialog.laptop.click()
    assert commission.opinion.mark == Decimal(13)


def test_left_aside_neither_is_touched(commission: Commission) -> None:
    path, _ = commission.invite()
    commission.give(path)
    commission.hands.office.act(1, ev.OpinionMarked(STI.key, Decimal(9)))
    commission.drop(path)
    (dialog,) = commission.hands.see(WhichDialog)
    dialog.reject()
    assert commission.opinion.mark == Decimal(9)
    assert not commission.hands.oral.debate.brought


def test_an_exam_file_dropped_meanwhile_still_opens(commission: Commission) -> None:
    commission.hands.key("Ctrl+Shift+Return")
    other = commission.out / "autre.btsjury"
    make_file(commission.desk, other)
    commission.drop(other)
    assert commission.hands.office.file.path == other


def test_once_revealed_it_is_seen_that_it_came_from_a_laptop(commission: Commission) -> None:
    path, _ = commission.invite()
    commission.hands.clock.advance(Duration.seconds(12))
    commission.give(path)
    commission.hands.clock.advance(Duration.seconds(-12))
    commission.drop(path)
    commission.hands.key("Ctrl+Shift+Return")
    commission.hands.office.act(1, ev.Revealed("les autres sont partis"))
    page = commission.hands.workspace.deliberation
    page.presenter.repaint()
    assert commission.hands.page is page
    assert "avis reçu" in page.laptops.words.text()
    assert "corrigé" in page.laptops.words.text()
    (pill,) = (each for each in page.marks.pills if "13" in each.text())
    assert "portable" in pill.toolTip()
    page.criteria.list.choose(3)
    (line,) = page.evidence.linked.remarks()
    assert line.content.text == SECRET
    assert "portable" in line.signature
    assert "par son horloge" in line.noted


def test_an_encrypted_exam_file_given_meanwhile_opens_once_it_is_known(commission: Commission) -> None:
    commission.invite()
    commission.hands.key("Ctrl+Shift+Return")
    other = commission.out / "autre.btsjury"
    create_file(commission.desk, other, session(), FileKey("soleil bleu cartable vent")).close()
    commission.drop(other)
    (dialog,) = commission.hands.see(OpinionKeyDialog)
    dialog.secret.setText("soleil bleu cartable vent")
    dialog.submit()
    commission.hands.wait(lambda: not commission.hands.window.bench.is_open)
    assert "J’ai la clé de secours…" in [each.text() for each in commission.hands.see(QPushButton)]
