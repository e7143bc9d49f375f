"""French keyboards, where the digits need Shift."""

from __future__ import annotations

DIGIT_SIGNS = {
    "&": "1",
    "é": "2",
    '"': "3",
    "'": "4",
    "(": "5",
    "-": "6",
    "§": "6",
    "è": "7",
    "_": "8",
    "!": "8",
    "ç": "9",
    "à": "0",
}
"""What the keys of the digits give without Shift, in France and in Belgium (« § » and « ! »); Swiss ones give
digits.
"""
