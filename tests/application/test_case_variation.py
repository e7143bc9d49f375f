"""« Le même cas, plus difficile »: what is proposed is harder, the same each time, and only what is chosen is
done.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.case_bank import Bank, BankChange, BankObjection
from btstc_jury.application.case_variation import (
    Harder,
    HarderChange,
    HarderLimits,
    HarderObjection,
    harder,
    made_harder,
)
from btstc_jury.domain.case import Buyer, Change, Objection, ObjectionKind, Parameter, Rubric
from tests.cases import full_case

TRADE = "Équipement industriel"
SERVICE = Objection("Et le SAV ?", ObjectionKind.SERVICE)
TRUST = Objection("Qui vous suit ?", ObjectionKind.TRUST, tactical=True)
PRICE = Objection("Trop cher", ObjectionKind.PRICE)
DELAY = Change(Parameter.DELAY, "8 semaines", "5 semaines")
PAYMENT = Change(Parameter.PAYMENT, "30 jours", "60 jours")
RIVAL = Change(Parameter.COMPETITOR, "aucun", "un devis à 9 000 €")
BANK = Bank(
    tuple(BankObjection(f"o{place}", TRADE, each) for place, each in enumerate((PRICE, TRUST, SERVICE))),
    tuple(BankChange(f"c{place}", TRADE, each) for place, each in enumerate((RIVAL, PAYMENT, DELAY))),
)


def turned(parameter: Parameter, after: str) -> str:
    """What is proposed in place of a change, "" for nothing."""
    case = replace(full_case(), changes=(Change(parameter, "avant", after),))
    proposed = (each for each in harder(case, Bank()) if isinstance(each, HarderChange))
    return next((each.change.after for each in proposed if each.place == 0), "")


@pytest.mark.parametrize(
    ("parameter", "after", "then"),
    [
        (Parameter.PRICE, "11 900 €", "11 500 €"),
        (Parameter.PRICE, "11\u202f900\u202f€ HT", "11\u202f500\u202f€ HT"),
        (Parameter.PRICE, "1250 € le mètre", "1210 € le mètre"),
        (Parameter.PRICE, "84 € la palette", "81 € la palette"),
        (Parameter.PRICE, "4,20 euros pièce", "4,07 euros pièce"),
        (Parameter.PRICE, "remise de 5 %", "remise de 7 %"),
        (Parameter.PRICE, "remise de 99 %", "remise de 100 %"),
        (Parameter.PRICE, "le prix du catalogue", ""),
        (Parameter.DELAY, "livré sous 3 semaines", "livré sous 2 semaines"),
        (Parameter.DELAY, "15 jours ouvrés", "10 jours ouvrés"),
        (Parameter.DELAY, "2 jours", "1 jour"),
        (Parameter.DELAY, "1 jour", ""),
        (Parameter.DELAY, "avant le 15/06", ""),
        (Parameter.URGENCY, "arrêt dans 48 heures", "arrêt dans 32 heures"),
        (Parameter.PAYMENT, "30 jours fin de mois", "45 jours fin de mois"),
        (Parameter.PAYMENT, "45 jours fin de mois", ""),
        (Parameter.PAYMENT, "45 jours", "60 jours"),
        (Parameter.PAYMENT, "60 jours", ""),
        (Parameter.PAYMENT, "90 jours", ""),
        (Parameter.GUARANTEE, "2 ans pièces", "3 ans pièces"),
        (Parameter.GUARANTEE, "1 an", "2 ans"),
        (Parameter.GUARANTEE, "24 mois", "36 mois"),
        (Parameter.COMPETITOR, "un devis à 9 000 €", "un devis à 8 730 €"),
        (Parameter.BUDGET, "40 000 € par an", "38 800 € par an"),
        (Parameter.CLIENT, "40 ans, pressé", ""),
        (Parameter.PRODUCT, "un modèle à 900 €", ""),
    ],
)
def test_figures_are_turned_to_what_is_harder_to_sell(parameter: Parameter, after: str, then: str) -> None:
    assert turned(parameter, after) == then


def test_what_a_case_does_not_change_comes_from_the_bank_twice_at_most() -> None:
    case = full_case()
    added = [each for each in harder(case, BANK) if isinstance(each, HarderChange) and each.place is None]
    assert [(each.change, each.usual) for each in added] == [
        (replace(DELAY, before=""), "8 semaines"),
        (replace(PAYMENT, before=""), "30 jours"),
    ]
    assert "rien n’en était modifié" in added[0].why


def test_only_what_the_fiche_says_is_shown_as_being_in_it() -> None:
    said = replace(full_case(), rubrics=(Rubric("contexte", "Livraison en 8 semaines, au tarif."),))
    whole = Change(Parameter.DELAY, "Livraison en 8 semaines", "Livraison en 5 semaines")
    for before, shown, usual in (
        ("Livraison en 8 semaines", "Livraison en 8 semaines", ""),
        ("Livraison en 9 semaines", "", "Livraison en 9 semaines"),
        ("Livraison en grue sous 8 semaines, chantier", "", "Livraison en grue sous 8 semaines, chantier"),
    ):
        bank = Bank(changes=(BankChange("c", TRADE, replace(whole, before=before)),))
        (added,) = (
            each for each in harder(said, bank) if isinstance(each, HarderChange) and each.place is None
        )
        assert (added.change.before, added.usual) == (shown, usual)


@pytest.mark.parametrize(
    ("parameter", "after"),
    [
        (Parameter.DELAY, "Livraison avant le coulage de la dalle, terrasse comprise"),
        (Parameter.DELAY, "Livraison en 6 semaines"),
        (Parameter.PRICE, "Tarif ramené à 33 000 €"),
        (Parameter.PAYMENT, "Livraison payée à 75 jours"),
    ],
)
def test_what_does_not_fit_the_case_is_not_proposed(parameter: Parameter, after: str) -> None:
    case = replace(
        full_case(), changes=(), rubrics=(Rubric("contexte", "Livraison en 6 semaines, payée, au tarif"),)
    )
    bank = Bank(changes=(BankChange("c", TRADE, Change(parameter, "Livraison", after)),))
    assert not [each for each in harder(case, bank) if isinstance(each, HarderChange)]


def test_an_objection_of_another_thing_or_of_another_figure_is_not_proposed() -> None:
    case = replace(full_case(), objections=(), rubrics=(Rubric("contexte", "Des gerbeurs à l’atelier"),))
    for words in ("Votre aspiration fait du bruit à l’atelier, monsieur", "L’atelier attend 78 gerbeurs"):
        bank = Bank((BankObjection("o", TRADE, Objection(words, ObjectionKind.PRODUCT)),))
        assert not [each for each in harder(case, bank) if isinstance(each, HarderObjection)]


@pytest.mark.parametrize(
    ("limits", "asked", "then"),
    [
        ("Accepte 119 500 €", "Budget de 118 000 €", "Accepte 118 700 €"),
        ("Accepte 118 100 €", "Budget de 118 000 €", "Accepte 118 100 €"),
        ("Accepte 124 000 €", "Budget de 118 000 €", "Accepte 120 200 €"),
        ("Accepte 124 000 €", "Au-delà de 121 000 €, le directeur signe", "Accepte 122 500 €"),
    ],
)
def test_no_limit_comes_to_stand_on_the_other_side_of_a_figure(limits: str, asked: str, then: str) -> None:
    case = replace(full_case(), changes=(), buyer=Buyer(limits=limits, when_asked=asked))
    (proposed,) = (each.limits for each in harder(case, Bank()) if isinstance(each, HarderLimits))
    assert proposed.startswith(then)


def test_the_objection_is_of_a_kind_not_there_yet_and_sincere_first() -> None:
    def proposed(*objections: Objection) -> list[Objection]:
        case = replace(full_case(), objections=objections)
        return [each.objection for each in harder(case, BANK) if isinstance(each, HarderObjection)]

    assert proposed(PRICE) == [SERVICE]
    assert proposed(PRICE, SERVICE) == [TRUST]
    assert proposed(replace(PRICE, words="Autre"), SERVICE, TRUST) == [PRICE]
    assert proposed(PRICE, SERVICE, TRUST) == []


def test_of_several_the_one_that_speaks_of_what_the_case_does_is_proposed() -> None:
    case = replace(full_case(), changes=(), objections=(), rubrics=(Rubric("contexte", "Un quai à équiper"),))
    far = Objection("Votre compresseur est bruyant", ObjectionKind.NEED)
    near = Objection("Mon équipe a déjà de quoi équiper le quai", ObjectionKind.NEED)
    early = Change(Parameter.DELAY, "Moisson", "Avant la moisson")
    here = Change(Parameter.DELAY, "Quai en mars", "Quai à équiper en février")
    bank = Bank(
        tuple(BankObjection(f"o{place}", TRADE, each) for place, each in enumerate((far, near))),
        tuple(BankChange(f"c{place}", TRADE, each) for place, each in enumerate((early, here))),
    )
    proposed = harder(case, bank)
    assert [each.objection for each in proposed if isinstance(each, HarderObjection)] == [near]
    changes = [each for each in proposed if isinstance(each, HarderChange)]
    assert [(each.change.after, each.usual) for each in changes] == [(here.after, here.before)]


def test_limits_are_tightened_with_or_without_figures() -> None:
    def limits(text: str) -> list[str]:
        case = replace(full_case(), changes=(), buyer=Buyer(limits=text))
        return [each.limits for each in harder(case, Bank()) if isinstance(each, HarderLimits)]

    assert limits("Jusqu’à 12 000 €, remise de 3 %") == ["Jusqu’à 11 600 €, remise de 2 %"]
    assert limits("Rien.") == ["Rien. Aucune concession sans contrepartie écrite."]
    assert limits("") == ["Aucune concession sans contrepartie écrite."]
    assert limits("Aucune concession sans contrepartie écrite.") == []


def test_the_same_case_gives_the_same_proposals_each_with_its_reason() -> None:
    first = harder(full_case(), BANK)
    assert harder(full_case(), BANK) == first
    assert {type(each) for each in first} == {HarderChange, HarderObjection, HarderLimits}
    assert all(each.why for each in first)


def test_only_what_is_chosen_is_done_as_it_was_edited() -> None:
    case = full_case()
    assert made_harder(case, ()) == case
    edited: tuple[Harder, ...] = (
        HarderChange(Change(Parameter.PRICE, "12 400 €", "11 111 €"), "", 0),
        HarderChange(DELAY, ""),
        HarderObjection(SERVICE, ""),
        HarderLimits("Jusqu’à 11 000 €", ""),
    )
    made = made_harder(case, edited)
    assert [each.after for each in made.changes] == ["11 111 €", "5 semaines"]
    assert made.objections == (*case.objections, SERVICE)
    assert made.buyer == replace(case.buyer, limits="Jusqu’à 11 000 €")
    assert made.sentences == ""
    assert made_harder(case, edited[2:]).sentences == case.sentences


def test_a_change_that_is_gone_since_is_added() -> None:
    case = replace(full_case(), changes=())
    assert made_harder(case, [HarderChange(DELAY, "", 3)]).changes == (DELAY,)
