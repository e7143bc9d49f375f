"""A settled grid signed by keys and clicks, in the real window."""

from __future__ import annotations

from btstc_jury.domain.oral import Stage
from btstc_jury.domain.signing import Means
from btstc_jury.ui.deliberation.grid_page import GridPage
from tests.ui.hands import Hands


def sign_by_keys(hands: Hands, page: GridPage, pin: str) -> None:
    """The juror in turn chooses a PIN and signs, without a drawing."""
    done = len(hands.office.oral(1).proof.signatures)
    hands.key("Ctrl+Shift+S")
    form = page.signing.form
    while not hands.at(form.pin.pin.line):
        hands.key("Tab")
    hands.write(pin)
    hands.key("Return")
    if form.pin.choosing:
        assert hands.at(form.pin.again.line)
        hands.write(pin)
        hands.key("Return")
    hands.wait(lambda: len(hands.office.oral(1).proof.signatures) > done)


def test_three_jurors_sign_by_keys_alone(hands: Hands, page: GridPage) -> None:
    assert "PROVISOIRE" in page.state.text()
    for number, pin in enumerate(("1111", "2222", "3333"), start=1):
        sign_by_keys(hands, page, pin)
        if number < 3:
            assert page.state.text().startswith(f"À signer\u202f: {number} sur 3.")
    oral = hands.office.oral(1)
    assert (oral.stage, oral.signed) == (Stage.FINALISED, True)
    assert [each.means for each in oral.proof.signatures] == [Means.INTERNAL] * 3
    assert page.state.text().startswith("Grille signée par tous.")
    hands.wait(lambda: hands.at(page.print))
