"""The banner that stays on every screen of an oral: the wrong candidate can't be marked by accident."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.application.views.people import IdentityView
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, label, plain_tip, set_role, tell
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import AT_MIDDLE, column, panel, row

_NAME_SHARE = 0.45
"""Of the width, for a long name, before the form is told in full."""
_LOW = 420
"""In pixels of the design: a window of that height has no room for a second line."""


class IdentityBanner(QWidget):
    """Who is examined, and below who is in the commission. ``home``: back to the day's list, where there is
    one. ``extra``: one more pill, « Délibération ».
    """

    def __init__(self, theme: Theme, home: Action | None) -> None:
        super().__init__()
        self._theme = theme
        self._home = KeyButton("Liste") if home is None else KeyButton.of(home, words="Liste")
        if home is None:
            self._home.hide()
        self._cover = KeyButton("masquer", role="keys")
        for each in (self._home, self._cover):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._name = ElidedLabel(role="heading")
        self._number = label(role="pill")
        self._form = label(role="pill")
        self._tag = label(role="pill-warning")
        self._reserve = label("réserve", "pill-warning")
        self._extra = label(role="pill")
        self._jurors = ElidedLabel(role="small muted")
        self._reserve.hide()
        self._kind = label()
        self._exam = True
        self._form_words = ""
        for pill in (self._number, self._form, self._tag, self._reserve, self._extra, self._kind):
            pill.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        who = (self._name, self._number, self._form, self._tag, self._reserve, self._extra)
        self._layout = row(theme, *who, 1, self._kind, self._cover)
        whole = column(theme, self._layout, self._jurors, gap=2)
        column(
            theme,
            panel(row(theme, (self._home, AT_MIDDLE), (whole, 1), margins=(16, 6)), "banner"),
            within=self,
        )
        theme.changed.connect(self._fit)

    def offer_cover(self, cover: Action) -> None:
        """``cover``: hides the screen from other eyes."""
        self._cover.follow(cover, "masquer")
        cover.changed.connect(self._fit)
        self._fit()

    def show_identity(self, view: IdentityView, extra: str = "") -> None:
        self._name.setText(view.name)
        self._number.setText(f"n°\u202f{view.number}")
        self._form_words = view.form
        tell(self._tag, " · ".join(view.tags))
        self._reserve.setVisible(bool(view.reserve))
        self._reserve.setToolTip(plain_tip(view.reserve))
        self._reserve.setAccessibleDescription(view.reserve)
        tell(self._extra, extra)
        self._jurors.setText(" · ".join(f"{name} ({seat})" for seat, name in view.jurors))
        self._exam = view.kind is FileKind.EXAM
        self._kind.setText(view.kind_label)
        set_role(self._kind, f"kind-{view.kind}")
        jurors = ", ".join(f"{name} ({seat})" for seat, name in view.jurors)
        self.setToolTip(plain_tip("\n".join(filter(None, (f"{view.name} · {view.form}", jurors)))))
        self._fit()
        told = (view.name, view.number, view.form, "réserve" if view.reserve else "", view.kind_label)
        self.setAccessibleName(", ".join(filter(None, told)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(360), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the width ends, the keys, then what is said elsewhere too give way, last the form to its
        first word: who is examined never does.
        """
        low = self.window().height() < self._theme.px(_LOW)
        self._jurors.setVisible(bool(self._jurors.text()) and not low)
        self._shorten(short=False)
        self._form.setText(self._form_words)
        self._extra.setVisible(bool(self._extra.text()))
        self._kind.show()
        if self._fits():
            return
        self._shorten(short=True)
        if not self._exam and not self._fits():
            self._kind.hide()
        if not self._fits(round(self.width() * _NAME_SHARE)):
            self._extra.hide()
        if not self._fits(round(self.width() * _NAME_SHARE)):
            self._form.setText(self._form_words.partition(" · ")[0])

    def _shorten(self, *, short: bool) -> None:
        """Keys and words of the buttons, in short or in full."""
        self._home.show_keys(not short)
        self._cover.set_text(self._cover.keys if short else "masquer")
        self._cover.show_keys(not short)

    def _fits(self, name: int | None = None) -> bool:
        """Whether all that is to be shown has its room on one line. ``name``: most pixels of a long name."""
        items = (self._layout.itemAt(place) for place in range(self._layout.count()))
        shown = [each for item in items if item and (each := item.widget()) and not each.isHidden()]
        if not self._home.isHidden():
            shown.append(self._home)
        for each in shown:
            # A label not yet shown doesn't know the padding of its style.
            each.ensurePolished()
        wanted = sum(each.sizeHint().width() for each in shown)
        if name is not None:
            wanted -= max(self._name.sizeHint().width() - name, 0)
        return wanted + self._layout.spacing() * len(shown) + 2 * self._theme.space(16) <= self.width()
