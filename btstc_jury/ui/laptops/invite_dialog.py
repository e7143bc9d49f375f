"""Jurors invited to follow the oral on their own laptops: who, where the file goes, with which passphrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from btstc_jury.application.passphrases import FileKey, passphrase_key, strength
from btstc_jury.application.views.laptops import Invitee
from btstc_jury.ui.shortcuts import Keymap
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import FolderField, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill, panel, row

_SAID = (
    "Chaque examinateur coché reçoit un fichier pour son portable\u202f: le candidat, la forme de l’épreuve"
    " et les temps déjà passés. Rien des autres candidats, ni des remarques, niveaux et note des autres."
)
_STICK = "La clé qui est branchée."
_NO_STICK = "Aucune clé n’est branchée\u202f: branchez-en une, ou choisissez un dossier."
_WHERE = "Indiquez où écrire les fichiers."
_PLAIN = (
    "Sans phrase de passe, quiconque trouve la clé peut lire le nom du candidat, et au retour l’avis de"
    " l’examinateur."
)
_NO_CIPHER = "Ce poste ne peut pas chiffrer\u202f: les fichiers seront en clair."
_HINT = (
    "Les phrases de passe sont proposées par le programme, et se changent\u202f: chacune se dit, ou s’écrit,"
    " à cette personne seulement."
)
_NONE = "Personne ne peut plus être invité pour cette interrogation."
_NOT_KEPT = "Dites-les, ou écrivez-les, maintenant\u202f: rien d’autre ne garde les phrases de passe."
_FOLLOWS = (
    "Remettez chaque fichier à son examinateur, qui l’ouvre dans BTS TC Jury sur son portable\u202f: {start}"
    " y commence, quand la commission commence. À la fin, son avis scellé revient ici par {receive}, ou"
    " déposé dans cette fenêtre."
)


@dataclass(frozen=True, slots=True)
class Offer:
    """``whose``: the oral, in words; ``folder``: where the files go first, ``stick``: it is a removable
    medium; ``passphrase`` proposes one, ``None`` where this machine can't encrypt.
    """

    whose: str
    invitees: tuple[Invitee, ...]
    folder: Path
    stick: bool
    passphrase: Callable[[], str] | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """``key``: ``None`` for a plain file."""

    juror: str
    folder: Path
    key: FileKey | None


@dataclass(frozen=True, slots=True)
class Made:
    """``problem``: why there is no ``path``, or ""."""

    path: Path | None
    problem: str = ""


class JurorChoice(QWidget):
    """One juror: whether invited, and the passphrase of their file."""

    def __init__(self, theme: Theme, invitee: Invitee, proposed: str) -> None:
        super().__init__()
        self.invitee = invitee
        told = f"{invitee.name} — {invitee.state}" if invitee.state else invitee.name
        self.tick = TickBox(theme, told.replace("&", "&&"))
        self.tick.setEnabled(invitee.can)
        self.phrase = LineField(theme, "Phrase de passe", limit=200)
        self.phrase.line.setText(proposed)
        self.phrase.line.setAccessibleName(f"Phrase de passe de {invitee.name}")
        self._plain = False
        self.tick.toggled.connect(lambda _on: self._show())
        below = row(theme, (self.phrase, 1), margins=(24, 0, 0, 0))
        column(theme, self.tick, below, gap=4, within=self)
        self._show()

    def set_plain(self, *, plain: bool) -> None:
        self._plain = plain
        self._show()

    def check(self) -> None:
        """Say what is wrong with the passphrase, if anything."""
        text = self.phrase.text()
        weak = not text or not strength(text).accepted
        error = "Elle serait vite devinée\u202f: choisissez-en une plus longue." if weak else ""
        self.phrase.set_error(error if self.phrase.isVisibleTo(self) else "")

    def key(self) -> FileKey | None:
        return None if self._plain else passphrase_key(self.phrase.text())

    def _show(self) -> None:
        self.phrase.setVisible(self.tick.isChecked() and not self._plain)


class InviteDialog(FormDialog):
    """``make`` writes the file of one juror. Files that are made stay, whatever becomes of the others."""

    guide_page = "portable"

    def __init__(
        self, theme: Theme, offer: Offer, make: Callable[[Wanted], Made], keymap: Keymap, parent: QWidget
    ) -> None:
        super().__init__(theme, "Inviter un examinateur sur son portable", 640, parent)
        self._make, self._keymap = make, keymap
        propose = offer.passphrase or str
        self.choices = tuple(JurorChoice(theme, each, propose()) for each in offer.invitees)
        hint = _STICK if offer.stick else _NO_STICK
        self.folder = FolderField(theme, "&Clé, ou dossier", hint, folder=offer.folder, needed=_WHERE)
        self.plain = TickBox(theme, "&Sans phrase de passe")
        self._consequence = label("", "small warning", wrap=True)
        self._consequence.setContentsMargins(theme.px(24), 0, 0, 0)
        self._choice, self._result = QWidget(), QWidget()
        can = any(each.can for each in offer.invitees)
        listed = column(theme, *self.choices, gap=12)
        said = label(_SAID if can else _NONE, wrap=True)
        self._hint = label(_HINT, "small muted", wrap=True)
        whose = label(offer.whose, "strong", wrap=True)
        parts = (whose, said, listed, self._hint, self.folder, self.plain)
        column(theme, *parts, self._consequence, gap=12, within=self._choice)
        self._lines = column(theme, gap=12, within=self._result)
        self._result.hide()
        fill(self.body, self._choice, self._result)
        self._shut = self.add_button("Annuler", self.reject)
        self.go = self.add_button("&Faire les fichiers", self.submit, primary=True)
        self.go.setEnabled(can)
        if offer.passphrase is None:
            self.plain.setChecked(True)
            self.plain.setEnabled(False)
        self.plain.toggled.connect(lambda _on: self._show_plain())
        self._show_plain()
        self._begin()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        if not self._result.isHidden():
            return ()
        typed = ((each.tick.isChecked(), each.phrase.text()) for each in self.choices)
        return (*typed, self.folder.text.text(), self.plain.isChecked())

    def submit(self) -> None:
        self.show_problem("")
        if not self._result.isHidden():
            self.accept()
            return
        chosen = [each for each in self.choices if each.tick.isChecked()]
        self.folder.check()
        for each in chosen:
            each.check()
        if self.first_invalid((*(each.phrase for each in chosen), self.folder)):
            return
        if not chosen:
            self.show_problem("Cochez au moins un examinateur.")
            return
        folder = self.folder.folder() or Path()
        done = [(each, self._make(Wanted(each.invitee.key, folder, each.key()))) for each in chosen]
        failed = [f"{each.invitee.name}\u202f: {made.problem}" for each, made in done if made.path is None]
        self.show_problem("\n".join(failed))
        made_files = [(each, made.path) for each, made in done if made.path is not None]
        if made_files:
            self._show_made(made_files)

    def _show_made(self, made: Sequence[tuple[JurorChoice, Path]]) -> None:
        """What is given to whom, in letters that can be read across a table."""
        self._choice.hide()
        told: list[QWidget] = [label(f"Dans {made[0][1].parent}\u202f:", wrap=True)]
        told += [self._card(choice, path) for choice, path in made]
        keys = {"start": self._keymap.told("{oral.next}"), "receive": self._keymap.told("{opinions.receive}")}
        if not self.plain.isChecked():
            told.append(label(_NOT_KEPT, "small warning", wrap=True))
        told.append(label(_FOLLOWS.format(**keys), wrap=True))
        fill(self._lines, *told)
        self._result.show()
        self._shut.hide()
        self.go.setText("&Fermer")
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self.remember()

    def _card(self, choice: JurorChoice, path: Path) -> QWidget:
        name, secret = choice.invitee.name, choice.phrase.text()
        plain = self.plain.isChecked()
        phrase = label("sans phrase de passe") if plain else label(secret, "heading", wrap=True)
        phrase.setAccessibleName(phrase.text() if plain else f"Phrase de passe de {name}\u202f: {secret}")
        phrase.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        who, where = label(name, "strong", wrap=True), label(path.name, "small muted", wrap=True)
        return panel(column(self.theme, who, phrase, where, gap=2, margins=12), "card")

    def _show_plain(self) -> None:
        plain = self.plain.isChecked()
        words = _PLAIN if self.plain.isEnabled() else f"{_NO_CIPHER} {_PLAIN}"
        self._consequence.setText(words)
        self._consequence.setVisible(plain)
        self._hint.setVisible(not plain)
        self.plain.setAccessibleDescription(words)
        for each in self.choices:
            each.set_plain(plain=plain)

    def _begin(self) -> None:
        first = next((each.tick for each in self.choices if each.tick.isEnabled()), self._shut)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
