"""The style sheet, written from the palette. Widgets choose a look by their ``role`` property."""

from __future__ import annotations

from collections.abc import Callable

from btstc_jury.ui.theme.tokens import BODY, CLOCK, HEADING, RADIUS, RADIUS_LARGE, SMALL, TITLE, Palette

Length = Callable[[float], int]
"""Pixels at the present text size of a length of the design."""


def stylesheet(p: Palette, px: Length, space: Length) -> str:
    """Roles: labels ``muted small heading title clock overrun quiet warning pill keys kind``; buttons
    ``primary plain toggle link danger``; frames ``surface sunken banner line-top line-bottom notice quiet
    mode``. ``px``: of words and drawings; ``space``: of the air around them.
    """
    return "\n".join(
        (
            _base(p, px, space),
            _labels(p, px, space),
            _buttons(p, px, space),
            _frames(p, px),
            _spin_boxes(p, px, space),
            _fields(p, px, space),
        )
    )


def _base(p: Palette, px: Length, space: Length) -> str:
    return f"""
QWidget {{ color: {p.text}; }}
QMainWindow, QDialog, QStackedWidget > QWidget {{ background: {p.background}; }}
QToolTip {{ background: {p.text}; color: {p.background}; border: none; padding: {space(6)}px; }}
QListView, QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none;
  outline: 0; }}
QTreeView {{ background: {p.surface}; border: 1px solid {p.border}; border-radius: {px(RADIUS)}px;
  outline: 0; }}
QTreeView:focus {{ border: 2px solid {p.text}; }}
QTreeView::item {{ padding: {space(4)}px {space(4)}px; }}
QTreeView::item:selected {{ background: {p.accent_soft}; color: {p.text}; }}
QTableView {{ background: {p.surface}; border: none; outline: 0; }}
QHeaderView {{ background: {p.sunken}; border: none; }}
QHeaderView::section {{ background: {p.sunken}; color: {p.text}; border: none;
  border-bottom: 1px solid {p.border}; padding: {space(4)}px {space(8)}px; }}
QScrollBar:vertical {{ background: transparent; width: {px(8)}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {p.border}; border-radius: {px(4)}px; min-height: {px(32)}px; }}
QScrollBar::handle:vertical:hover {{ background: {p.text}; }}
QScrollBar:horizontal {{ background: transparent; height: {px(8)}px; }}
QScrollBar::handle:horizontal {{ background: {p.border}; border-radius: {px(4)}px; min-width: {px(32)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QMenu {{ background: {p.surface}; border: 1px solid {p.border}; padding: {space(4)}px; }}
QMenu::item {{ padding: {space(6)}px {space(20)}px; border-radius: {px(RADIUS)}px; }}
QMenu::item:selected {{ background: {p.accent_soft}; }}
QMenu::item:disabled {{ color: {p.muted}; }}
QMenu::separator {{ height: 1px; background: {p.line}; margin: {px(4)}px; }}
QSplitter::handle {{ background: {p.line}; }}
"""


def _labels(p: Palette, px: Length, space: Length) -> str:
    pill = (
        f"border: 1px solid {p.line}; border-radius: {px(10)}px; padding: {space(3)}px {space(10)}px;"
        f" min-height: {px(16)}px;"
    )
    kind = (
        f"border-radius: {px(3)}px; padding: {space(3)}px {space(8)}px; font-size: {px(SMALL)}px;"
        " font-weight: bold;"
    )
    return f"""
QLabel {{ background: transparent; }}
QLabel[role~="muted"] {{ color: {p.muted}; }}
QLabel[role~="small"] {{ font-size: {px(SMALL)}px; }}
QLabel[role~="strong"] {{ font-weight: bold; }}
QLabel[role~="heading"] {{ font-size: {px(HEADING)}px; font-weight: bold; }}
QLabel[role~="title"] {{ font-size: {px(TITLE)}px; font-weight: bold; }}
QLabel[role~="clock"] {{ font-size: {px(CLOCK)}px; font-weight: bold; }}
QLabel[role~="overrun"] {{ color: {p.overrun}; }}
QLabel[role~="question"] {{ color: {p.quiet}; }}
QLabel[role~="warning"] {{ color: {p.warning}; }}
QLabel[role~="done"] {{ color: {p.done}; }}
QLabel[role~="accent"] {{ color: {p.accent}; }}
QLabel[role~="pill"] {{ {pill} font-size: {px(SMALL)}px; background: {p.surface}; }}
QLabel[role~="pill-warning"] {{ {pill} border-color: {p.warning}; color: {p.warning};
  font-size: {px(SMALL)}px; background: {p.surface}; }}
QLabel[role~="keys"] {{ border: 1px solid {p.line}; border-radius: {px(3)}px; padding: 0 {space(5)}px;
  color: {p.muted}; font-size: {px(SMALL)}px; }}
QLabel[role~="kind-examen"] {{ background: {p.text}; color: {p.background}; {kind} }}
QLabel[role~="kind-entrainement"] {{ background: {p.warning}; color: {p.background}; {kind} }}
QLabel[role~="kind-avis"] {{ background: {p.accent}; color: {p.on_accent}; {kind} }}
QLabel[role~="kind-demonstration"] {{ background: {p.quiet}; color: {p.on_quiet}; {kind} }}
"""


def _buttons(p: Palette, px: Length, space: Length) -> str:
    shape = f"border-radius: {px(RADIUS_LARGE)}px; padding: {space(7)}px {space(14)}px;"
    return f"""
QPushButton {{ background: {p.surface}; border: 1px solid {p.border}; outline: none; {shape} }}
QPushButton:hover {{ border-color: {p.text}; }}
QPushButton:focus {{ border: 2px solid {p.text}; padding: {space(7) - 1}px {space(14) - 1}px; }}
QPushButton:disabled {{ color: {p.muted}; background: {p.sunken}; }}
QPushButton[role~="primary"] {{ background: {p.accent}; color: {p.on_accent}; border: 1px solid {p.accent}; }}
QPushButton[role~="primary"]:hover {{ border-color: {p.text}; }}
QPushButton[role~="primary"]:focus {{ border: 2px solid {p.text}; }}
QPushButton[role~="primary"]:disabled {{ background: {p.sunken}; border: 1px dashed {p.border};
  color: {p.muted}; }}
QPushButton[role~="toggle"] {{ border-radius: {px(11)}px; padding: {space(3)}px {space(11)}px;
  min-height: {px(18)}px;
  font-size: {px(SMALL)}px; color: {p.muted}; }}
QPushButton[role~="toggle"]:checked {{ background: {p.accent_soft}; color: {p.text};
  border: 2px solid {p.accent}; padding: {space(3) - 1}px {space(11) - 1}px; }}
QPushButton[role~="toggle"]:focus {{ border: 2px solid {p.text};
  padding: {space(3) - 1}px {space(11) - 1}px; }}
QPushButton[role~="link"] {{ background: transparent; border: 2px solid transparent; color: {p.accent};
  padding: {space(3)}px; }}
QPushButton[role~="link"]:hover, QPushButton[role~="link"]:focus {{ text-decoration: underline; }}
QPushButton[role~="link"]:focus {{ border-color: {p.text}; padding: {space(3)}px; }}
QPushButton[role~="link"][role~="small"] {{ font-size: {px(SMALL)}px; padding: 0 {space(3)}px; }}
QPushButton[role~="keys"] {{ background: {p.sunken}; color: {p.muted}; font-size: {px(SMALL)}px;
  border-radius: {px(3)}px; padding: {space(2)}px {space(6)}px; }}
QPushButton[role~="keys"]:focus {{ padding: {space(2) - 1}px {space(6) - 1}px; }}
QPushButton[role~="danger"] {{ color: {p.overrun}; }}
QPushButton[role~="on-quiet"] {{ background: transparent; border: 2px solid transparent;
  color: {p.on_quiet}; padding: {space(3)}px; }}
QPushButton[role~="on-quiet"]:focus {{ border-color: {p.on_quiet}; padding: {space(3)}px; }}
"""


def _frames(p: Palette, px: Length) -> str:
    return f"""
QFrame[role~="surface"] {{ background: {p.surface}; }}
QFrame[role~="sunken"] {{ background: {p.sunken}; }}
QFrame[role~="banner"] {{ background: {p.surface}; border: none; border-bottom: 1px solid {p.line}; }}
QFrame[role~="footer"] {{ background: {p.surface}; border: none; border-top: 1px solid {p.line}; }}
QFrame[role~="line-bottom"] {{ border: none; border-bottom: 1px solid {p.line}; }}
QFrame[role~="side"] {{ border: none; border-left: 1px solid {p.line}; }}
QFrame[role~="card"] {{ background: {p.surface}; border: 1px solid {p.line};
  border-radius: {px(RADIUS_LARGE)}px; }}
QFrame[role~="card"]:focus {{ border: 2px solid {p.accent}; }}
QFrame[role~="fault"] {{ background: {p.surface}; border: 1px solid {p.overrun};
  border-left: {px(4)}px solid {p.overrun}; border-radius: {px(RADIUS_LARGE)}px; }}
QFrame[role~="rule"] {{ background: {p.line}; max-height: 1px; border: none; }}
QFrame[role~="mode"] {{ background: {p.accent}; }}
QFrame[role~="mode"] QLabel {{ color: {p.on_accent}; }}
QFrame[role~="quiet"] {{ background: {p.quiet}; }}
QFrame[role~="quiet"] QLabel {{ color: {p.on_quiet}; }}
QFrame[role~="strip"] {{ background: {p.accent_soft}; border: none; border-bottom: 1px solid {p.accent}; }}
QFrame[role~="queue"] {{ background: {p.quiet_soft}; border: none; border-bottom: 1px solid {p.quiet}; }}
QFrame[role~="drawer"] {{ background: {p.background}; border: none; border-right: 2px solid {p.accent}; }}
QFrame[role~="said"] {{ background: {p.accent_soft}; border: none; border-top: 1px solid {p.line}; }}
QFrame[role~="notice"] {{ background: {p.warning_soft}; border: none; border-bottom: 1px solid {p.warning}; }}
QFrame[role~="notice"] QLabel {{ color: {p.text}; }}
QFrame[role~="notice-entrainement"] {{ background: {p.warning}; }}
QFrame[role~="notice-avis"] {{ background: {p.accent}; }}
QFrame[role~="notice-demonstration"] {{ background: {p.quiet}; }}
"""


def _spin_boxes(p: Palette, px: Length, space: Length) -> str:
    return f"""
QAbstractSpinBox {{ background: {p.surface}; border: 1px solid {p.border};
  border-radius: {px(RADIUS)}px; padding: 0 {2 * px(28)}px 0 {space(2)}px; }}
QAbstractSpinBox:focus {{ border: 2px solid {p.text}; padding: 0 {2 * px(28) - 1}px 0 {space(2) - 1}px; }}
QAbstractSpinBox:disabled {{ background: {p.sunken}; color: {p.muted}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ subcontrol-origin: padding;
  subcontrol-position: center right; width: {px(28)}px; height: {px(16) + space(12)}px;
  border-left: 1px solid {p.border}; background: transparent; }}
QAbstractSpinBox::down-button {{ right: {px(28)}px; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {p.sunken}; }}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ image: none; width: 0; height: 0; }}
"""


def _fields(p: Palette, px: Length, space: Length) -> str:
    field = (
        f"background: {p.surface}; border: 1px solid {p.border}; border-radius: {px(RADIUS)}px;"
        f" padding: {space(6)}px {space(8)}px; selection-background-color: {p.accent};"
        f" selection-color: {p.on_accent};"
    )
    kinds = "QLineEdit, QPlainTextEdit, QTextEdit"
    focused = ", ".join(f"{kind}:focus" for kind in kinds.split(", "))
    return f"""
{kinds} {{ {field} font-size: {px(BODY)}px; }}
{focused} {{ border: 2px solid {p.text}; padding: {space(6) - 1}px {space(8) - 1}px; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus,
QComboBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; }}
QComboBox, QAbstractSpinBox {{ font-size: {px(BODY)}px; min-height: {px(16) + space(12)}px; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {p.sunken}; }}
QPlainTextEdit[role~="note"] {{ padding: {space(6)}px {space(8)}px; border-radius: {px(RADIUS_LARGE)}px; }}
QPlainTextEdit[role~="note"]:focus {{ padding: {space(6) - 1}px {space(8) - 1}px; }}
QListWidget[role~="proposals"] {{ background: {p.surface}; border: 1px solid {p.accent};
  border-radius: {px(RADIUS)}px; padding: {space(4)}px; }}
QListWidget[role~="proposals"]::item {{ padding: {space(4)}px {space(6)}px; border-radius: {px(3)}px; }}
QListWidget[role~="proposals"]::item:selected {{ background: {p.accent_soft}; color: {p.text}; }}
QListWidget[role~="boxed"] {{ background: {p.surface}; border: 1px solid {p.border};
  border-radius: {px(RADIUS)}px; padding: {space(4)}px; }}
QListWidget[role~="boxed"]:focus {{ border: 2px solid {p.text}; padding: {space(4) - 1}px; }}
QLineEdit[role~="mark"] {{ font-size: {px(TITLE)}px; font-weight: bold; }}
QLineEdit[role~="invalid"], QPlainTextEdit[role~="invalid"] {{ border: 2px solid {p.overrun}; }}
QComboBox QAbstractItemView {{ background: {p.surface}; border: 1px solid {p.border};
  selection-background-color: {p.accent_soft}; selection-color: {p.text}; }}
QProgressBar {{ background: {p.sunken}; border: 1px solid {p.border}; border-radius: {px(RADIUS)}px;
  max-height: {px(10)}px; min-height: {px(10)}px; }}
QProgressBar::chunk {{ background: {p.accent}; border-radius: {px(RADIUS) - 1}px; }}
"""
