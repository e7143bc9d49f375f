"""A centre on a server: where, who, which one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.ports import ListedCentre
from btstc_jury.application.centre.server import (
    ServerAddress,
    ServerDoor,
    WrongAddress,
    named,
    parsed,
)
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.centre.server import listed_line, session_words
from btstc_jury.domain.wording import unaccented
from btstc_jury.ui.background import Background, Run
from btstc_jury.ui.protection.secret_fields import ShowBox, secret_edit, wipe
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import label, set_role
from btstc_jury.ui.widgets.fields import Field, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, column, fill, row

if TYPE_CHECKING:
    from btstc_jury.ui.shell.workbench import Workbench

_PURPOSE = (
    "Une académie peut garder ses centres dans une base PostgreSQL\u202f: plusieurs postes y travaillent à la"
    " fois. L’adresse vous est donnée par le service informatique."
)
_OTHERWISE = "Laissé vide, il est pris dans PGPASSWORD ou ~/.pgpass. Il n’est jamais enregistré."
_LINES = 8
_FILTERED = 9
"""From so many centres on they can be searched."""
_KEY = Qt.ItemDataRole.UserRole
_OF_PASSWORD = frozenset({ProblemKind.LOGIN})


class ServerDialog(FormDialog):
    """``made``: the centre, once it is open, and ``address`` that it is opened by again. What is asked of the
    server is asked beside the interface's thread; « Annuler » waits for nothing.
    """

    guide_page = "centre"

    def __init__(
        self, theme: Theme, door: ServerDoor, known: ServerAddress | None, parent: QWidget | None
    ) -> None:
        super().__init__(theme, "Centre d’un serveur", 720, parent)
        self.made: CentreOffice | None = None
        self.address: ServerAddress | None = known
        self._door = door
        self._beside = Background(self)
        self._centres: tuple[ListedCentre, ...] | None = None
        shown = "" if known is None else known.url
        self.where = LineField(
            theme, "A&dresse du serveur", shown, placeholder="postgresql://serveur/base", limit=2000
        )
        user = "" if known is None else known.user
        self.user = LineField(theme, "&Utilisateur", user, placeholder="comme sur cet ordinateur")
        self.secret = secret_edit()
        self.password = Field(theme, "&Mot de passe", self.secret, _OTHERWISE)
        self.show_box = ShowBox(theme, self.secret)
        self.search = LineField(theme, "&Chercher un centre", placeholder="nom, UAI, session")
        self.list = QListWidget()
        self._among = Field(theme, "C&entres du serveur", self.list)
        self._busy = label("", "small muted", wrap=True)
        self._make_parts()

    def entries(self) -> tuple[object, ...]:
        return (self.where.text(), self.user.text())

    def lets_go(self) -> bool:
        """Nothing typed here is lost that could be kept."""
        return True

    def reject(self) -> None:
        """Whatever the server is doing."""
        self.remember()
        self._beside.cancel()
        super().reject()

    def done(self, result: int) -> None:
        wipe(self.secret)
        super().done(result)

    def submit(self) -> None:
        """Ask for the centres, then open the one that is chosen."""
        self.show_problem("")
        if self._beside.busy or not self._read_address():
            return
        if self._centres is None:
            self._connect()
        else:
            self._open()

    def _make_parts(self) -> None:
        set_role(self.list, "boxed")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setSpacing(2)
        self.list.setFixedHeight(_LINES * (self.list.fontMetrics().lineSpacing() + 6) + 12)
        self.list.itemActivated.connect(self.submit)
        who = row(self.theme, (self.user, 1), (self.password, 1), gap=12, at=AT_TOP)
        self._found = QWidget()
        column(self.theme, self.search, self._among, within=self._found)
        fill(
            self.body,
            label(_PURPOSE, "muted", wrap=True),
            self.where,
            who,
            self.show_box,
            self._busy,
            self._found,
        )
        self.go = self.add_usual_buttons("Se co&nnecter")
        for each in (self.where.line, self.user.line, self.secret):
            each.textChanged.connect(self._start_again)
        self.search.line.textChanged.connect(self._show_centres)
        self._busy.hide()
        self._found.hide()
        first = self.secret if self.where.text() else self.where.line
        first.setFocus()
        self.remember()

    def _read_address(self) -> bool:
        try:
            given = parsed(self.where.text())
        except WrongAddress as wrong:
            self.where.set_error(str(wrong))
            self.first_invalid((self.where,))
            return False
        if given.password:
            # Where it stood anybody could read it.
            self.secret.setText(given.password)
            self.where.line.setText(given.address.url)
        self.where.set_error("")
        user = self.user.text() or given.address.user
        self.address = replace(given.address, user=user)
        return True

    def _start_again(self) -> None:
        """Another server, or somebody else: its centres are others."""
        if self._centres is not None:
            self._centres = None
            self._found.hide()
            self.go.setText("Se co&nnecter")

    def _connect(self) -> None:
        address, password = self._question_now()
        self._wait(f"Connexion à {address.shown}…")
        self._beside.do(
            lambda _run: tuple(self._door.centres(address, password)), self._on_centres, failed=self._fail
        )

    def _on_centres(self, centres: tuple[ListedCentre, ...]) -> None:
        self._wait("")
        self._centres = centres
        if not centres:
            self.show_problem(
                "Ce serveur ne tient encore aucun centre. Le service informatique en crée un par"
                " «\u202fbtstc-jury centre create ADRESSE\u202f»."
            )
            self._centres = None
            return
        self.go.setText("&Ouvrir ce centre")
        self.search.setVisible(len(centres) >= _FILTERED)
        self._found.show()
        self._show_centres()
        (self.search.line if self.search.isVisible() else self.list).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, formats.count(len(centres), "centre"))

    def _show_centres(self) -> None:
        sought = unaccented(self.search.text()).split()
        address = self.address
        meant = named(self._centres or (), "" if address is None else address.centre)
        self.list.clear()
        for each in self._centres or ():
            line = listed_line(each)
            if all(word in unaccented(line) for word in sought):
                item = QListWidgetItem(line)
                item.setData(_KEY, each)
                self.list.addItem(item)
                if each in meant:
                    self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)

    def _open(self) -> None:
        if self.list.currentRow() < 0:
            self.show_problem("Choisissez un centre dans la liste.")
            return
        held: ListedCentre = self.list.currentItem().data(_KEY)
        address, password = self._question_now()
        self.address = address.of_centre(held.identity)
        self._wait(f"Ouverture de {session_words(held.centre)}…")

        def work(run: Run) -> CentreOffice | None:
            office = self._door.open(address, password, held.identity)
            if run.wanted:
                return office
            office.close()
            return None

        self._beside.do(work, self._on_open, failed=self._fail)

    def _on_open(self, office: CentreOffice | None) -> None:
        self._wait("")
        if office is None or not self.isVisible():
            if office is not None:
                office.close()
            return
        self.made = office
        self.accept()

    def _question_now(self) -> tuple[ServerAddress, str]:
        if self.address is None:
            raise RuntimeError("no address was read")
        return self.address, self.secret.text()

    def _wait(self, words: str) -> None:
        self._busy.setText(words)
        self._busy.setVisible(bool(words))
        self.go.setEnabled(not words)
        if words:
            announce(self, words)

    def _fail(self, error: Exception) -> None:
        self._wait("")
        if not isinstance(error, FileProblem):
            return
        told = messages.problem_of_centre(error)
        self.show_problem(told.sentence)
        if error.kind in _OF_PASSWORD:
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)


def choose_centre(
    theme: Theme, door: ServerDoor, known: str, parent: QWidget
) -> tuple[CentreOffice, ServerAddress] | None:
    """The open centre and its address, ``None`` where none is opened. ``known``: what is proposed."""
    try:
        address = parsed(known).address if known else None
    except WrongAddress:
        # A certificate that was moved since: the field says what is wrong.
        address = None
    dialog = ServerDialog(theme, door, address, parent)
    dialog.exec()
    dialog.deleteLater()
    if dialog.made is None or dialog.address is None:
        return None
    return dialog.made, dialog.address


def open_server(bench: Workbench, known: str = "") -> None:
    """A centre of a server, in place of the open file; ``known``: the address of one opened before."""
    why = "Le centre du serveur s’ouvrira à la place de ce fichier."
    if bench.is_open and bench.opened.under_way:
        if not bench.may_leave(why) or not bench.close_file():
            return
        bench.left.emit()
    shell = bench.shell
    servers = shell.preferences.value.servers
    address = known or (servers[0].address if servers else "")
    opened = choose_centre(shell.theme, shell.ports.centres.door, address, shell.window)
    if opened is None:
        return
    office, where = opened
    if not bench.close_file():
        office.close()
        return
    bench.centres.show_served(office, where)
