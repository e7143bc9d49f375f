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


def as_figures(text: str, separators: dict[str, str]) -> str:
    """What was meant where only figures make sense: « àé:à(:éàà- », typed without Shift, is « 02/05/2006 ».

    ``separators``: what other keys stand for without Shift. A text with no sign but « - » is left as it is:
    that one separates figures as well.
    """
    if not any(each in DIGIT_SIGNS and each != "-" for each in text.lower()):
        return text
    return without_shift(text, separators)


def without_shift(text: str, separators: dict[str, str]) -> str:
    """Every sign as the figure of its key, « - » too; the rest as in ``as_figures``."""
    means = {**separators, **DIGIT_SIGNS}
    return "".join(means.get(each, each) for each in text.lower())
