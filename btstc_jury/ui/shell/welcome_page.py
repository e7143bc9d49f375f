"""The first thing that a juror sees: what the program is for, and the way in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.application.settings import KnownCentre, RecentFile, recent_centres, recent_files
from btstc_jury.ui.shortcuts import key_words
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import (
    NO_FOCUS,
    STRONG_FOCUS,
    ElidedLabel,
    LockSign,
    clear_layout,
    label,
    plain_tip,
    set_role,
)
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton, RowButton
from btstc_jury.ui.widgets.layouts import ColumnScroll, column, flow, panel, row, sized
from btstc_jury.ui.widgets.leading import Leading
from btstc_jury.ui.window_acts import WindowActs


class RecentRow(RowButton):
    """A click or Enter opens; Delete takes the file out of the list (the file itself stays).

    ``primary``: it bears the page's primary button.
    """

    removed = Signal()

    def __init__(self, theme: Theme, recent: RecentFile, *, primary: bool) -> None:
        super().__init__(theme)
        missing = "introuvable"
        state = missing if recent.missing else recent.used
        locked = "protégé par une phrase de passe" if recent.encrypted else ""
        self.setAccessibleName(", ".join(filter(None, (recent.name, locked, recent.folder, state))))
        where = recent.address or str(recent.path)
        self.setToolTip(plain_tip("\n".join(filter(None, (where, locked.capitalize())))))
        self.setEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setProperty("focusPolicy", STRONG_FOCUS)
        self.missing = recent.missing
        if not recent.missing:
            self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        name = ElidedLabel(recent.name, "muted" if recent.missing else "strong")
        words = column(theme, name, ElidedLabel(recent.folder, "small muted"), gap=2)
        layout = row(theme, gap=12, margins=(16, 8, 8, 8), within=self)
        if recent.encrypted:
            layout.addWidget(LockSign(theme, 16))
        layout.addLayout(words, 1)
        layout.addWidget(label(state, "small warning" if recent.missing else "small muted"))
        if primary:
            layout.addWidget(made := KeyButton("Ouvrir", "Enter", "primary"))
            made.setProperty("focusPolicy", NO_FOCUS)
            made.clicked.connect(self.click)
        if recent.missing:
            layout.addWidget(remove := PushButton("Retirer de la liste", "link"))
            remove.clicked.connect(self.removed)
        self.lay_out(layout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {QtCore.Qt.Key.Key_Delete, QtCore.Qt.Key.Key_Backspace}:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self._theme.palette
        ground = palette.sunken if self._over and not self.missing else palette.surface
        self.paint_card(ground=ground, edge=palette.accent if self.hasFocus() else palette.line)


_WIDTH = 790
_PURPOSE = (
    "Conduire les épreuves orales du BTS Technico-commercial\u202f: le temps de chaque phase, les critères"
    " officiels, les remarques de la commission, la grille."
)
_FIRST = (
    "Première visite\u202f? La démonstration ouvre un vrai jour d’examen avec des candidats fictifs\u202f:"
    " tout peut y être essayé sans risque. La visite en montre l’essentiel en une minute."
)
_DOORS = (
    (
        "Commission d’interrogation",
        "Un fichier garde la journée\u202f: interrogations, temps, remarques, grilles signées.",
    ),
    (
        "Professeur et étudiants",
        "Un entraînement fait répéter la négociation, seul, sans rien de ce qu’un examen demande.",
    ),
    (
        "Centre d’examen",
        "De la liste aux bordereaux\u202f: candidats, jours, convocations, ce qui est rendu.",
    ),
)
"""For whom, and what."""
_DOOR = 300
"""Width of the ways in at the right of a door."""
_AROUND = 380
"""Height of all that stands beside the recent files."""
_GAP = 8


def _ways(acts: WindowActs) -> tuple[tuple[KeyButton, ...], ...]:
    """In by each door."""
    return (
        (KeyButton.of(acts.new), KeyButton.of(acts.open, words="Ouvrir un fichier…")),
        (KeyButton.of(acts.training),),
        (KeyButton.of(acts.centre), KeyButton.of(acts.server, words="Ouvrir un centre d’un serveur…")),
    )


class WelcomePage(Leading):
    """Without recent files the demonstration comes first; with them, the file opened last. The first of them
    are shown, as many as leave the buttons below in sight, the others on request.

    ``first_visit``: what it is most likely to be shown as, by ``show_recent``.
    """

    recent_chosen = Signal(Path)
    recent_removed = Signal(Path)
    server_chosen = Signal(str)
    server_removed = Signal(str)

    def __init__(
        self, theme: Theme, acts: WindowActs, parent: QWidget | None = None, *, first_visit: bool = True
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[RecentRow] = []
        self._paths: tuple[Path, ...] = ()
        self._encrypted: tuple[Path, ...] = ()
        self._servers: tuple[KnownCentre, ...] = ()
        self._servers_first = False
        self._name = label("BTS TC Jury", "title")
        self._purpose = label(_PURPOSE, wrap=True)
        self._first = label(_FIRST, "muted", wrap=True)
        self._help = label("", "small muted", wrap=True)
        self._recent_title = label("Fichiers récents", "strong")
        self._recent = column(theme, gap=_GAP)
        self._more = PushButton("", "link")
        self._more.clicked.connect(self._show_all)
        self._all = False
        self._demonstration = KeyButton("", role="primary" if first_visit else "plain")
        self._tour = KeyButton.of(acts.tour)
        self._window_acts = acts
        self._acts: tuple[KeyButton, ...] = ()
        self._doors: QWidget | None = None
        self._ways_in = column(theme)
        self._guide = acts.help
        self._guide.changed.connect(self._tell_help)
        self._tell_help()
        self._demonstration.clicked.connect(acts.demonstration.trigger)
        self._arrange()
        theme.changed.connect(self._restyle)

    def show_recent(
        self,
        paths: Sequence[Path],
        encrypted: Sequence[Path] = (),
        servers: Sequence[KnownCentre] = (),
        *,
        servers_first: bool = False,
    ) -> None:
        """The files opened lately, latest first; ``encrypted``: those known to be so; ``servers``: centres of
        servers, the latest first.
        """
        self._paths, self._encrypted = tuple(paths), tuple(encrypted)
        self._servers, self._servers_first = tuple(servers), servers_first
        listed = (recent_files(self._paths, self._encrypted), recent_centres(self._servers))
        files = (*listed[1], *listed[0]) if servers_first else (*listed[0], *listed[1])
        clear_layout(self._recent)
        best = next((each for each in files if not each.missing), None)
        self._rows = [self._row(each, primary=each is best) for each in files]
        for each in self._rows:
            self._recent.addWidget(each)
        self._all = False
        self._fit()
        first_visit = not files
        self._first.setVisible(first_visit)
        self._tour.setVisible(first_visit)
        self._show_ways(first_visit=first_visit)
        self._recent_title.setVisible(not first_visit)
        set_role(self._demonstration, "primary" if first_visit else "plain")
        self._demonstration.set_text("Essayer la démonstration" if first_visit else "Démonstration")
        openable = next((row for row in self._rows if not row.missing), None)
        self.lead_to(openable or (self._demonstration if first_visit else self._acts[0]))
        if self.isVisible() or not self.window().isVisible():
            self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What leads is always shown."""
        height = max((each.sizeHint().height() for each in self._rows), default=0) + self._theme.space(_GAP)
        room = max((self.height() - self._theme.px(_AROUND)) // height, 1)
        leading = next((place for place, each in enumerate(self._rows) if not each.missing), 0)
        shown = len(self._rows) if self._all else max(room, leading + 1)
        for place, each in enumerate(self._rows):
            # One that nobody sees any more lets the keys go by itself.
            each.setVisible(place < shown)
        left = len(self._rows) - shown
        self._more.setText("Un autre fichier récent" if left == 1 else f"{left} autres fichiers récents")
        self._more.setVisible(left > 0)

    def _show_all(self) -> None:
        self._all = True
        hidden = next(each for each in self._rows if each.isHidden())
        self._fit()
        hidden.setFocus()

    def _row(self, file: RecentFile, *, primary: bool) -> RecentRow:
        made = RecentRow(self._theme, file, primary=primary)
        if file.address:
            made.clicked.connect(lambda: self.server_chosen.emit(file.address))
            made.removed.connect(lambda: self.server_removed.emit(file.address))
            return made
        if not file.missing:
            made.clicked.connect(lambda: self.recent_chosen.emit(file.path))
        made.removed.connect(lambda: self.recent_removed.emit(file.path))
        return made

    def _arrange(self) -> None:
        theme = self._theme
        acts = QWidget()
        self._flow = flow(theme, self._demonstration, self._tour, within=acts, grows=True)
        words = (self._name, self._purpose, self._first, self._recent_title)
        told = (*words, self._recent, self._more, acts, self._ways_in, self._help)
        middle = QWidget()
        column(theme, 2, *told, 3, gap=16, margins=24, within=middle)
        sized(theme, middle, width=(None, _WIDTH))
        content = QWidget()
        row(theme, 1, (middle, 1000), 1, margins=9, within=content)
        scroll = ColumnScroll()
        column(theme, scroll, within=self)
        scroll.setWidget(content)

    def _show_ways(self, *, first_visit: bool) -> None:
        """Doors, or buttons below the files; made when first shown, since nobody waits for both."""
        if first_visit and self._doors is None:
            made = zip(_DOORS, _ways(self._window_acts), strict=True)
            doors = (self._door(*told, found) for told, found in made)
            self._doors = panel(column(self._theme, *doors, gap=8))
            self._ways_in.addWidget(self._doors)
        elif not first_visit and not self._acts:
            self._acts = tuple(each for way in _ways(self._window_acts) for each in way)
            for each in self._acts:
                self._flow.addWidget(each)
        if self._doors is not None:
            self._doors.setVisible(first_visit)
        for each in self._acts:
            each.setVisible(not first_visit)

    def _door(self, title: str, told: str, ways: Sequence[QWidget]) -> QWidget:
        theme = self._theme
        words = column(theme, 1, label(title, "strong"), label(told, "muted", wrap=True), 1, gap=2)
        acts = panel(column(theme, 1, *ways, 1, gap=8))
        sized(theme, acts, width=(_DOOR, None))
        return panel(row(theme, (words, 1), acts, gap=16, margins=(16, 12, 12, 12)), "card")

    def _tell_help(self) -> None:
        keys = key_words(self._guide.keys)
        self._help.setText(f"{keys} ouvre, partout, la page de l’aide qui explique l’écran." if keys else "")

    def _restyle(self) -> None:
        self.show_recent(self._paths, self._encrypted, self._servers, servers_first=self._servers_first)
