"""How a juror signs: drawing, own certificate or paper, in their place on the list of signatures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from btstc_jury.application.pins import SHORTEST, Warrant
from btstc_jury.application.signing import SigningWish
from btstc_jury.application.views.signing import SignerLine
from btstc_jury.domain.signing import Means
from btstc_jury.ui.oral.codes import PinField, WarrantForm
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import ElidedLabel, frame, label, set_role, tell
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton, Radio
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.layouts import AT_LEFT, AT_TOP, Part, column, flow, panel, row
from btstc_jury.ui.widgets.signature_field import SignatureField

_LONGEST_PASSWORD = 200


class SecretField(Field):
    """Enter and Escape are told by its ``line``."""

    def __init__(self, theme: Theme, caption: str, hint: str = "") -> None:
        self.line = PinField()
        self.line.setMaxLength(_LONGEST_PASSWORD)
        super().__init__(theme, caption, self.line, hint)
        self.line.textEdited.connect(lambda _text: self.set_error(""))

    def forget(self) -> None:
        self.line.clear()
        self.set_error("")

    def refuse(self, words: str) -> None:
        """Say what is wrong; it is to be typed again."""
        self.line.clear()
        self.set_error(words)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.line, words, urgent=True)


class PinFields(QWidget):
    """``forgotten``: the juror asks for another PIN; ``choosing``: one is being chosen, ``renewing``: in
    the place of another.
    """

    entered = Signal()
    given_up = Signal()
    forgotten = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.choosing = self.renewing = False
        self.pin = SecretField(theme, "Code")
        self.again = SecretField(theme, "Le même code")
        self.forget = PushButton("Code oublié", "link")
        self.forget.clicked.connect(self.forgotten)
        for field in (self.pin, self.again):
            field.line.given_up.connect(self.given_up)
        self.pin.line.entered.connect(self._go_on)
        self.again.line.entered.connect(self.entered)
        column(theme, self.pin, self.again, (self.forget, AT_LEFT), gap=6, within=self)
        self.ask(choosing=False)

    def ask(self, *, choosing: bool, renewing: bool = False) -> None:
        self.choosing, self.renewing = choosing, renewing
        for field in (self.pin, self.again):
            field.forget()
        self.pin.set_caption("Code à choisir" if choosing else "Code")
        self.pin.set_hint(f"{SHORTEST} caractères au moins, à retenir" if choosing else "")
        self.again.setVisible(choosing)
        self.forget.setVisible(not choosing)

    def settle(self) -> None:
        """The PIN that was chosen is the juror's; what is typed stays."""
        self.choosing = self.renewing = False
        self.pin.set_caption("Code")
        self.pin.set_hint("")
        self.again.hide()

    def focus_first(self) -> None:
        self.pin.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> str | None:
        """The PIN, ``None`` where it can't be one: then it is said why."""
        typed, again = self.pin.line.text(), self.again.line.text()
        if self.choosing and len(typed) < SHORTEST:
            self.pin.refuse(f"{SHORTEST} caractères au moins.")
            return None
        if self.choosing and typed != again:
            self.again.refuse("Les deux codes diffèrent\u202f: recommencez.")
            return None
        if not typed:
            self.pin.refuse("Saisissez le code.")
            return None
        return typed

    def _go_on(self) -> None:
        if self.choosing:
            self.again.line.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.entered.emit()


class CertificateField(QWidget):
    """``file_chosen`` carries the path: whoever listens gives its ``content``, "" until then."""

    file_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._folder = str(Path.home())
        self.content = b""
        self.choose = PushButton("Mon certificat…")
        self.choose.setToolTip("Choisir un fichier .p12 ou .pfx")
        self.choose.clicked.connect(self._ask)
        self.name = ElidedLabel("", "small")
        self.password = SecretField(theme, "Mot de passe du certificat")
        column(theme, (self.choose, AT_LEFT), self.name, self.password, gap=6, within=self)

    def forget(self) -> None:
        self.content = b""
        self.name.setText("Aucun fichier choisi")
        self.password.forget()

    def take(self, path: Path, content: bytes) -> None:
        """The file chosen was read."""
        self.content = content
        self.name.setText(path.name)
        self.password.set_error("")
        self.password.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        words = "Certificats personnels (*.p12 *.pfx)"
        dialog = QFileDialog(self, "Mon certificat", self._folder, words)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._choose)
        dialog.open()

    def _choose(self, name: str) -> None:
        self._folder = str(Path(name).parent)
        self.file_chosen.emit(Path(name))


class SignerCard:
    """``box`` is the widget, ``inside`` takes the form of who signs now."""

    def __init__(self, theme: Theme, line: SignerLine) -> None:
        self.line = line
        self.box = frame("card")
        self.name = label(line.name, "strong", wrap=True)
        self.seat = label(line.seat, "small muted", wrap=True)
        self.state = label(role="small strong", wrap=True)
        self.sign = PushButton("Signer…")
        self.sign.setAccessibleName(f"Signer… {line.name}")
        # They stay together while the form below is getting smaller.
        who = column(theme, self.name, self.seat, self.state, 1, gap=2)
        top = row(theme, (who, 1), (self.sign, AT_TOP))
        self.inside = column(theme, top, gap=6, margins=(12, 8), within=self.box)

    def show_line(self, line: SignerLine, *, writable: bool, asking: bool) -> None:
        self.line = line
        self.state.setText(line.state)
        self.sign.setAccessibleDescription(", ".join(filter(None, (line.seat, line.state))))
        set_role(self.state, "small strong done" if line.signed else "small strong warning")
        self.sign.setVisible(not line.signed and writable and not asking)


@dataclass(frozen=True, slots=True)
class Asked:
    """``new_pin``: chosen just now, to be kept first; ``warrant``: who answers for it, where it takes the
    place of another.
    """

    wish: SigningWish
    new_pin: str = ""
    warrant: Warrant | None = None


_SAID = {
    Means.INTERNAL: "Signature interne, non qualifiée\u202f: le fichier d’examen atteste qui signe.",
    Means.OWN: "L’autorité qui a délivré le certificat atteste qui signe.",
    Means.PAPER: "Une fois cela consigné, la grille s’imprime sans la mention PROVISOIRE\u202f: signez-la à"
    " la main, à votre place.",
}


class SigningForm(QWidget):
    """``asked`` carries an ``Asked``; ``left``: without signing. ``signer``: who is asked; ``foot``: what
    went wrong and the buttons, to stand where it is always in sight.
    """

    asked = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.signer: SignerLine | None = None
        self._means = QButtonGroup(self)
        self.radios = {each: Radio(theme, each.facts.choice) for each in Means}
        invitation = "Signez ici, à la souris, au doigt ou au stylet"
        self.drawing = SignatureField(theme, "Signature dessinée", invitation)
        self.erase = PushButton("Effacer", "link")
        hint = "Facultative\u202f: sans elle, le nom seul figure."
        self.hint = label(hint, "small muted", wrap=True)
        self.certificate = CertificateField(theme)
        self.warrant = WarrantForm(theme)
        self.pin = PinFields(theme)
        last = "Dernière signature\u202f: laissez vide pour ne pas sceller."
        self.seal = SecretField(theme, "Mot de passe du sceau du centre", last)
        self.said = label(role="small muted", wrap=True)
        self.error = label(role="overrun strong", wrap=True)
        self.confirm = KeyButton("Signer", "Return", "primary")
        self.cancel = KeyButton("Ne pas signer", "Esc")
        self.foot = panel(
            column(theme, self.error, flow(theme, self.confirm, self.cancel), gap=6, margins=(12, 8)),
            "footer",
        )
        self._build()
        self._bind()

    @property
    def means(self) -> Means:
        return next(means for means, radio in self.radios.items() if radio.isChecked())

    def ask(self, signer: SignerLine, *, seal: bool) -> None:
        """Nothing of the juror before stays, least of all the means: a code and Enter sign with that code."""
        self.signer = signer
        self.radios[Means.INTERNAL].setChecked(True)
        self.forget()
        self.drawing.setAccessibleName(f"Signature de {signer.name}")
        self.seal.setVisible(seal)
        self.warrant.hide()
        self.pin.ask(choosing=not signer.pin)
        self.set_busy(busy=False)
        self.tell("")
        self._show_means()
        self.show()
        self.focus_first()

    def forget(self) -> None:
        """Empty every field, secrets first."""
        self.warrant.forget()
        self.pin.ask(choosing=self.pin.choosing, renewing=self.pin.renewing)
        self.certificate.forget()
        self.seal.forget()
        self.drawing.clear()

    def renew_pin(self, vouchers: tuple[tuple[str, str], ...]) -> None:
        """A new PIN in the place of the forgotten one; ``vouchers``: who may answer for it."""
        self.tell("")
        self.pin.ask(choosing=True, renewing=True)
        self.warrant.ask(vouchers)

    def pin_kept(self) -> None:
        """It is the juror's now, whatever becomes of the signature."""
        self.warrant.hide()
        self.warrant.forget()
        self.pin.settle()

    def tell(self, words: str) -> None:
        """What went wrong, above the buttons; "" for nothing."""
        tell(self.error, words)

    def refuse_secret(self, words: str) -> None:
        """The PIN or the password was not right; the drawing stays."""
        if self.seal.isVisible() and self.seal.line.text() and "sceau" in words:
            self.seal.refuse(words)
        elif self.means is Means.OWN:
            self.certificate.password.refuse(words)
        else:
            self.pin.pin.refuse(words)

    def set_busy(self, *, busy: bool) -> None:
        """While the signature is being made nothing can be changed."""
        self.setEnabled(not busy)
        self.foot.setEnabled(not busy)
        # Its key does nothing meanwhile, and would push the other button to a line of its own.
        self.confirm.show_keys(not busy)
        self.confirm.set_text(self._words(busy=busy))

    def focus_first(self) -> None:
        """Where the juror types: what is typed at once is the code, never nothing."""
        if not self.pin.isHidden():
            self.pin.focus_first()
        elif self.means is Means.OWN:
            self.certificate.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.radios[self.means].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter signs from wherever one stands, or says what is missing."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._give()
        else:
            super().keyPressEvent(event)

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return (
            *self.radios.values(),
            self.certificate.choose,
            self.certificate.password.line,
            self.erase,
            *self.warrant.fields(),
            self.pin.pin.line,
            self.pin.again.line,
            self.pin.forget,
            self.seal.line,
            self.confirm,
            self.cancel,
        )

    def _give(self) -> None:
        if self.signer is None or not self.isEnabled():
            return
        means, secret, content = self.means, "", b""
        warrant: Warrant | None = None
        if means is Means.OWN:
            if not self.certificate.content:
                self.tell("Choisissez le fichier de votre certificat (.p12 ou .pfx).")
                self.certificate.choose.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            content, secret = self.certificate.content, self.certificate.password.line.text()
        elif not self.pin.isHidden():
            if not self.warrant.isHidden() and (warrant := self.warrant.take()) is None:
                return
            typed = self.pin.take()
            if typed is None:
                return
            secret = typed
        self.tell("")
        strokes = () if means is Means.PAPER else self.drawing.strokes
        seal = "" if self.seal.isHidden() else self.seal.line.text()
        wish = SigningWish(self.signer.juror, means, strokes, secret, content, seal)
        chosen = secret if not self.pin.isHidden() and self.pin.choosing else ""
        self.asked.emit(Asked(wish, chosen, warrant))

    def _vouched(self) -> None:
        """On to the new PIN, or done where it was typed before."""
        if self.pin.pin.line.text():
            self._give()
        else:
            self.pin.focus_first()

    def _show_means(self) -> None:
        means = self.means
        paper = means is Means.PAPER
        pin = means is Means.INTERNAL or (paper and self.signer is not None and self.signer.pin)
        for each in (self.drawing, self.erase, self.hint):
            each.setHidden(paper)
        for each_means, radio in self.radios.items():  # Shift+Tab would stop at one that isn't chosen
            chosen = each_means is means
            radio.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        self.certificate.setVisible(means is Means.OWN)
        self.pin.setVisible(pin)
        if not pin:
            self.warrant.hide()
        elif self.pin.renewing:
            self.warrant.show()
        self.said.setText(_SAID[means])
        self.confirm.set_text(self._words(busy=False))
        self.tell("")

    def _words(self, *, busy: bool) -> str:
        if busy:
            return "Signature en cours…"
        paper = self.means is Means.PAPER
        return "Consigner la signature sur papier" if paper else "Signer"

    def _build(self) -> None:
        self.radios[Means.INTERNAL].setChecked(True)
        for radio in self.radios.values():
            self._means.addButton(radio)
        below = row(self._theme, (self.hint, 1), (self.erase, AT_TOP))
        means: tuple[Part, ...] = (*self.radios.values(), self.said, self.certificate, self.drawing, below)
        column(self._theme, *means, self.warrant, self.pin, self.seal, gap=6, margins=(0, 4), within=self)

    def _bind(self) -> None:
        for radio in self.radios.values():
            radio.toggled.connect(lambda on: self._show_means() if on else None)
        self.erase.clicked.connect(self.drawing.clear)
        self.confirm.clicked.connect(self._give)
        self.cancel.clicked.connect(self.left)
        for each in (self.pin, self.certificate.password.line, self.seal.line):
            each.entered.connect(self._give)
            each.given_up.connect(self.left)
        self.warrant.given.connect(self._vouched)
        self.warrant.given_up.connect(self.left)
