"""The palette as Qt's own controls (check boxes, spin boxes, combo boxes) use it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from btstc_jury.ui.theme.tokens import Palette


def qt_palette(p: Palette) -> QPalette:
    """What the style sheet doesn't draw is drawn by the style with these."""
    made = QPalette()
    roles = QPalette.ColorRole
    colors = {
        roles.Window: p.background,
        roles.WindowText: p.text,
        roles.Base: p.surface,
        roles.AlternateBase: p.sunken,
        roles.Text: p.text,
        roles.Button: p.surface,
        roles.ButtonText: p.text,
        roles.BrightText: p.overrun,
        roles.Highlight: p.accent,
        roles.HighlightedText: p.on_accent,
        roles.Link: p.accent,
        roles.ToolTipBase: p.text,
        roles.ToolTipText: p.background,
        roles.PlaceholderText: p.muted,
        roles.Light: p.surface,
        roles.Midlight: p.line,
        roles.Mid: p.muted,
        roles.Dark: p.muted,
        roles.Shadow: p.line,
        roles.Accent: p.accent,
    }
    for role, color in colors.items():
        made.setColor(role, QColor(color))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(p.muted))
    return made
