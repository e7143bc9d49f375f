"""A figure that a variant changes changes wherever the case says it, or one is told where it doesn't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.case_bank import Bank
from btstc_jury.application.case_figures import Left, carried, left_behind, taken_back
from btstc_jury.application.case_variation import harder, made_harder
from btstc_jury.application.views.case_words import carried_words, left_words
from btstc_jury.domain.case import Buyer, Case, Change, Concession, Objection, ObjectionKind, Parameter


def case_of(*changes: Change, said: str = "", sentences: str = "", buyer: Buyer | None = None) -> Case:
    objections = (Objection(said, ObjectionKind.PRICE),) if said else ()
    made = Case("c", "Cas", "E4", "fiche descriptive", changes=changes, sentences=sentences)
    return replace(made, objections=objections, buyer=buyer or Buyer())


def after(case: Case, text: str) -> Case:
    """With another first change."""
    first, *others = case.changes
    return replace(case, changes=(replace(first, after=text), *others))


def follows(before: str, then: str, said: str, parameter: Parameter = Parameter.PRICE) -> str:
    """What an objection says once the situation does otherwise."""
    base = case_of(Change(parameter, "", before), said=said)
    return carried(base, after(base, then)).objections[0].words


@pytest.mark.parametrize(
    ("before", "then", "said", "becomes"),
    [
        ("à 11 900 €", "à 11 500 €", "11\u202f900 euros, c’est trop.", "11\u202f500 euros, c’est trop."),
        ("à 120 000 €", "à 118 500 €", "J’ai 120 k€.", "J’ai 118,5 k€."),
        ("à 9 500 €", "à 12 000 €", "Pas 9500 € !", "Pas 12\u202f000 € !"),
        ("remise de 8 %", "remise de 10 %", "8 pour cent, sinon rien.", "10 pour cent, sinon rien."),
        ("en 3 semaines", "en 2 semaines", "Trois semaines, sinon non.", "Deux semaines, sinon non."),
        ("en 2 semaines", "en 1 semaine", "Deux semaines, pas plus.", "1 semaine, pas plus."),
        ("en 1 jour", "en 2 jours", "1 jour, pas plus.", "2 jours, pas plus."),
        ("12 chariots", "15 chariots", "Pour douze chariots ?", "Pour quinze chariots ?"),
        ("sous 24 h", "sous 48 h", "Et en 24 heures ?", "Et en 48 heures ?"),
        ("en 3 semaines", "en 2 semaines", "Il y a 3 acheteurs.", "Il y a 3 acheteurs."),
        ("8 %", "10 %", "La T.V.A. est à 18 %.", "La T.V.A. est à 18 %."),
        ("3 jours", "2 jours", "Le 03/3 jours fériés, 12 à 15.", "Le 03/3 jours fériés, 12 à 15."),
        ("9 ans", "8 ans", "Un quai neuf équipé.", "Un quai neuf équipé."),
    ],
)
def test_a_figure_is_the_same_however_it_is_written(before: str, then: str, said: str, becomes: str) -> None:
    assert follows(before, then, said) == becomes


def test_every_part_of_the_case_follows() -> None:
    buyer = Buyer(
        stakes="Tenir 11 900 €.",
        says="11 900 € ?",
        when_asked="Budget : 11 900 €.",
        limits="Jusqu’à 11 900 €",
        walk_away="Au-delà de 11 900 €",
        concessions=(Concession("11 900 € payés d’avance", "5 % sur 11 900 €"),),
    )
    base = replace(
        case_of(
            Change(Parameter.PRICE, "12 400 €", "11 900 €", "éprouver les 11 900 €"),
            Change(Parameter.PAYMENT, "", "un tiers de 11 900 €"),
            sentences="Le prix est de 11 900 €.",
            buyer=buyer,
        ),
        objections=(Objection("11 900 € !", ObjectionKind.PRICE, answer="Dire ce que 11 900 € contiennent"),),
    )
    now = after(base, "11 500 €")
    (left,) = left_behind(base, now)
    assert (left.before, left.after) == ("11 900 €", "11 500 €")
    assert left.where == (
        "pourquoi du changement (prix et remise)",
        "situation modifiée (paiement)",
        "phrases de la fiche de préparation",
        "enjeux de l’acheteur",
        "ce que l’acheteur dit d’emblée",
        "ce que l’acheteur dit si on le demande",
        "limites de l’acheteur",
        "rupture",
        "concession 1",
        "objection A",
        "bonne réponse à l’objection A",
    )
    whole = carried(base, now)
    assert "11 900" not in repr(whole)
    assert whole.changes[0].before == "12 400 €"
    assert left_behind(base, whole) == ()
    assert taken_back(whole, now, whole) == now
    typed = replace(whole, buyer=replace(whole.buyer, says="11 500 € tout rond ?"))
    assert taken_back(typed, now, whole).buyer.says == "11 500 € tout rond ?"


def test_a_delay_is_no_payment_s_though_it_is_as_long() -> None:
    base = case_of(Change(Parameter.DELAY, "", "30 jours"), Change(Parameter.PAYMENT, "", "à 30 jours"))
    now = after(base, "20 jours")
    assert left_behind(base, now) == ()
    assert carried(base, now) == now


def test_the_card_leads_as_the_situation_does() -> None:
    base = case_of(said="Personne ne donne 124 000 €.", buyer=Buyer(limits="Accepte 124 000 €"))
    now = replace(base, buyer=replace(base.buyer, limits="Accepte 120 000 €"))
    assert carried(base, now).objections[0].words == "Personne ne donne 120 000 €."


def test_an_objection_is_known_by_its_words_wherever_it_stands() -> None:
    base = case_of(Change(Parameter.DELAY, "", "3 semaines"), said="3 semaines, sinon non.")
    other = Objection("Et la reprise ?", ObjectionKind.SERVICE)
    now = replace(base, objections=(other, Objection("4 semaines, sinon non.", ObjectionKind.DELAY)))
    assert left_behind(base, now) == (Left("3 semaines", "4 semaines", ("situation modifiée (délai)",)),)


@pytest.mark.parametrize("then", ["dès que possible", "en 2 semaines, ou 5 semaines"])
def test_what_it_became_is_told_only_where_it_is_known(then: str) -> None:
    base = case_of(Change(Parameter.DELAY, "", "en 3 semaines"), said="Trois semaines, sinon non.")
    now = after(base, then)
    (left,) = left_behind(base, now)
    assert left == Left("3 semaines", "", ("objection A",))
    assert carried(base, now) == now
    assert left_words(left) == "«\u202f3 semaines\u202f» a changé, sauf ici\u202f: objection A."
    assert carried_words(left) == "«\u202f3 semaines\u202f» reste à corriger\u202f: objection A."


def test_one_figure_made_two_others_is_left_to_the_teacher() -> None:
    buyer = Buyer(limits="remise de 5 %")
    base = case_of(Change(Parameter.PRICE, "", "remise de 5 %"), said="Et mes 5 % ?", buyer=buyer)
    now = replace(after(base, "remise de 7 %"), buyer=Buyer(limits="remise de 4 %"))
    assert left_behind(base, now) == (Left("5 %", "", ("objection A",)),)


def test_what_followed_once_is_told_when_the_situation_changes_again() -> None:
    base = case_of(Change(Parameter.DELAY, "", "en 3 semaines"), said="Trois semaines, sinon non.")
    once = carried(base, after(base, "en 2 semaines"))
    assert once.objections[0].words == "Deux semaines, sinon non."
    assert left_behind(base, once) == ()
    (left,) = left_behind(base, after(once, "en 8 jours"))
    assert left == Left("Deux semaines", "", ("objection A",))
    assert not left.carries
    assert left_words(left) == "«\u202fDeux semaines\u202f» a changé, sauf ici\u202f: objection A."


def test_a_threshold_that_is_passed_is_told_and_stays() -> None:
    buyer = Buyer(when_asked="Au-delà de 120 000 €, le directeur signe.", limits="Accepte 124 000 €")
    base = case_of(buyer=buyer)
    now = replace(base, buyer=replace(buyer, limits="Accepte 119 500 €"))
    (left,) = left_behind(base, now)
    where = ("ce que l’acheteur dit si on le demande",)
    assert left == Left("124 000 €", "119 500 €", where, "120 000 €")
    assert not left.carries
    told = (
        "«\u202f119 500 €\u202f» (avant, «\u202f124 000 €\u202f») est maintenant au-dessous de "
        "«\u202f120 000 €\u202f», à vérifier\u202f: ce que l’acheteur dit si on le demande."
    )
    assert left_words(left) == carried_words(left) == told
    assert carried(base, now) == now
    (risen,) = left_behind(now, base)
    assert "est maintenant au-dessus de «\u202f120 000 €\u202f»" in left_words(risen)
    assert left_behind(base, replace(base, buyer=replace(buyer, limits="Accepte 121 000 €"))) == ()


def test_a_figure_that_a_text_keeps_has_not_changed() -> None:
    base = case_of(Change(Parameter.DELAY, "", "en 3 semaines"), said="Trois semaines, sinon non.")
    assert left_behind(base, after(base, "en 2 semaines au lieu de 3 semaines")) == ()


def test_what_is_harder_says_the_same_everywhere() -> None:
    base = case_of(
        Change(Parameter.DELAY, "5 semaines", "Livré en 3 semaines"),
        said="Trois semaines, sinon je signe ailleurs.",
        buyer=Buyer(limits="Accepte 124 000 €", concessions=(Concession("124 000 € au lieu de 118 000 €"),)),
    )
    varied = made_harder(base, harder(base, Bank()))
    whole = carried(base, varied)
    assert whole.objections[0].words == "Deux semaines, sinon je signe ailleurs."
    assert whole.buyer.concessions[0].gives == "120 200 € au lieu de 118 000 €"
