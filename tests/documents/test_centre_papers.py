"""The papers of a centre's days as they are printed: what they tell, and how they stand on the page."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import chain, pairwise
from typing import cast

import pytest

from btstc_jury.application.centre.printing import _MAKERS
from btstc_jury.application.views.centre.paper import CentrePaper, PaperView, Scope
from btstc_jury.documents.centre_papers import write_papers
from btstc_jury.domain.centre.timetable import SlotKey, Timetable
from tests.centre_days import days_of, moved, printed_whole, source_of
from tests.documents.layout_checks import assert_laid_out
from tests.documents.reading import Glyph, find, fonts, page_texts, pictures, squeezed, whole_text

LONG = "de La Rochefoucauld-Montmorency-Bouteville de Beaufremont"
LONG_FIRST = "Marie-Charlotte Anne Sophie Élisabeth"
LONG_SCHOOL = (
    "Lycée polyvalent régional des métiers du commerce et de l’hôtellerie Jean-Baptiste-Siméon Chardin"
)


def views(table: Timetable, paper: CentrePaper) -> Iterator[PaperView]:
    return (each.view for each in _MAKERS[paper](source_of(table, paper), Scope()))


def printed(table: Timetable, paper: CentrePaper) -> bytes:
    out = BytesIO()
    pages = write_papers(out, views(table, paper), paper.facts.label, "essai")
    pdf = out.getvalue()
    assert len(page_texts(pdf)) == pages
    return pdf


@cache
def changed() -> Timetable:
    """25 orals before two commissions: one moved, one sent elsewhere, one without an hour any more; one name
    as long as any.
    """
    table = moved(moved(printed_whole(days_of(25, 2)), 3, 30), 5, 0, 2)
    person = table.candidates[3]._replace(last_name=LONG, first_names=LONG_FIRST, school=LONG_SCHOOL)
    slots = {key: each for key, each in table.slots.items() if key != SlotKey(8, "E4")}
    return replace(table, candidates={**table.candidates, 3: person}, slots=slots)


@pytest.mark.parametrize("paper", CentrePaper)
def test_nothing_leaves_the_page_nor_covers_another(paper: CentrePaper) -> None:
    pdf = printed(changed(), paper)
    assert_laid_out(pdf)
    assert all(fonts(pdf).values())
    assert squeezed(LONG.upper()) in whole_text(pdf)
    assert pdf == printed(changed(), paper)


def test_a_convocation_tells_where_to_be_when_and_with_what() -> None:
    text = squeezed(page_texts(printed(days_of(1), CentrePaper.SUMMONS))[0])
    for words in (
        "Lycée Jean-Monnet, Montrouge · UAI 0921234A",
        "SESSION 2027",
        "BENALI Karim",
        "N° 0213400001 · né(e) le 02/02/2006",
        "E4 · Négociation technico-commerciale",
        "Mardi 18 mai 2027",
        "8 h 10 Préparation 8 h 10 – 9 h 00 (50 min) Salle C01",
        "9 h 00 Interrogation 9 h 00 – 9 h 50 (50 min) Commission 1, salle B101",
        "Votre dossier : fiches descriptives de situation de communication",
        "outils de communication nomades",
        "une pièce d’identité avec photo",
    ):
        assert squeezed(words) in text, words
    assert "Okoye" not in text
    assert "MODIFIÉ" not in text


def test_extra_time_is_told_as_a_time_and_never_by_its_name() -> None:
    table = days_of(3)
    text = "".join(whole_text(printed(table, each)) for each in CentrePaper)
    assert table.candidates[3].extra_time
    assert squeezed("Interrogation 11 h 00 – 12 h 10 (1 h 10)") in text
    assert not any(each in text.casefold() for each in ("majoré", "tiers", "1/3", "aménagement"))


def test_what_changed_since_is_marked_with_what_was_told_before() -> None:
    text = whole_text(printed(changed(), CentrePaper.SUMMONS))
    assert text.count("Annuleetremplace") == 3
    assert squeezed("MODIFIÉ : au lieu de 10 h 00 (préparation à 8 h 50)") in text
    assert squeezed("MODIFIÉ : au lieu de la commission 1, salle B101") in text
    told = "L’horaire donné (mardi 18 mai à 12 h 00) n’est plus valable. Attendez une nouvelle convocation."
    assert squeezed(told) in text


def test_a_door_is_read_from_a_metre_and_tells_only_what_everybody_may_read() -> None:
    pdf = printed(changed(), CentrePaper.DOORS)
    (name,) = (find(pdf, "BENALI Karim", 0),)
    assert min(each.size for each in name) >= 20
    assert min(each.size for each in find(pdf, "9h00", 0)) >= 24
    text = whole_text(pdf)
    assert squeezed("0213400001") in text
    assert not any(squeezed(each) in text for each in ("02/02/2006", "Lycée Paul-Éluard", "Okoye", "durée"))
    # Who isn't heard here any more is told where, or nothing of why.
    assert squeezed("n’est plus ici : 11 h 20, commission 2, salle B102") in text
    assert squeezed("sans nouvel horaire") not in text


def test_who_is_not_heard_here_any_more_is_struck_out() -> None:
    pdf = printed(changed(), CentrePaper.ROOMS)
    (page, *_) = pictures(pdf)
    struck, kept = find(pdf, "DIALLO Samba", 0), find(pdf, "FAURE Louis", 0)

    def crossed(word: list[Glyph]) -> bool:
        """Ink between each two letters."""
        between = [(one.right + other.left) / 2 for one, other in pairwise(word)]
        return all(min(page.grey(x, word[0].bottom + d / 4) for d in range(12)) < 150 for x in between)

    assert crossed(struck)
    assert not crossed(kept)


def test_the_preparation_tells_in_and_out_and_the_seats_taken() -> None:
    text = squeezed(page_texts(printed(days_of(4, 2), CentrePaper.PREPARATION))[0])
    assert squeezed("6 places") in text
    assert squeezed("8 h 10 9 h 00 0213400001 BENALI Karim Commission 1, salle B101 2 / 6") in text
    assert squeezed("9 h 10 10 h 00 0213400004") in text


def test_each_juror_has_the_days_the_hours_the_candidates_and_the_pauses() -> None:
    table = days_of(12, 1)
    text = whole_text(printed(moved(table, 5, 15), CentrePaper.JURORS))
    for words in (
        "Camille Okoye 1",
        "Professeur d’économie et gestion",
        "Mardi 18 mai 2027 · Commission 1, salle B101 · Présence 8 h 00 – 12 h 30, 13 h 30 – 18 h 00",
        "13 h 20 13 h 35 Déjeuner",
        "9 h 00 9 h 50 0213400001 BENALI Karim E4 · ponctuel Lycée Paul-Éluard",
    ):
        assert squeezed(words) in text, words


def test_a_commission_signs_by_half_day() -> None:
    pdf = printed(days_of(8), CentrePaper.ATTENDANCE)
    first, second = map(squeezed, page_texts(pdf))
    assert squeezed("Feuille d’émargement — Mardi 18 mai 2027, matin") in first
    assert squeezed("Mardi 18 mai 2027, après-midi") in second
    assert all(squeezed("Camille Okoye 2") in each for each in (first, second))


def test_a_school_gets_the_list_of_its_own_candidates() -> None:
    pages = page_texts(printed(days_of(9, 2), CentrePaper.SCHOOLS))
    first = next(each for each in map(squeezed, pages) if squeezed("CFA du Commerce") in each)
    assert squeezed("3 candidats, 3 interrogations") in first
    assert squeezed("Karim") not in first


@pytest.mark.parametrize("paper", [CentrePaper.ROOMS, CentrePaper.DOORS, CentrePaper.JURORS])
def test_a_long_list_goes_on_under_its_own_head(paper: CentrePaper) -> None:
    table = days_of(40, 1)
    together = {key: replace(each, oral=each.oral.replace(day=18)) for key, each in table.slots.items()}
    pages = page_texts(printed(replace(table, slots=together), paper))
    head = {CentrePaper.ROOMS: "CANDIDAT", CentrePaper.DOORS: "Salle B101", CentrePaper.JURORS: "CANDIDAT"}
    of_one = [each for each in pages if squeezed("0213400") in squeezed(each) and "Préparation\n" not in each]
    assert len(of_one) > 1
    assert all(squeezed(head[paper]) in squeezed(each) for each in of_one if "C01" not in each)


def test_each_page_of_a_door_where_one_prepares_says_so() -> None:
    table = days_of(40, 1)
    together = {
        key: replace(each, oral=each.oral.replace(day=18), preparation=each.preparation.replace(day=18))
        for key, each in table.slots.items()
    }
    pages = page_texts(printed(replace(table, slots=together), CentrePaper.DOORS))
    preparing = [each for each in pages if squeezed("Salle C01") in squeezed(each)]
    assert len(preparing) > 1
    assert all("Préparation" in each for each in preparing)


def test_the_seats_taken_are_named_and_stand_apart() -> None:
    pdf = printed(days_of(9, 2), CentrePaper.PREPARATION)
    text = whole_text(pdf)
    assert squeezed("Places : celles qui sont prises à cette entrée.") in text
    assert squeezed("PLACES") in text


class Nowhere(BytesIO):
    """Counts what is written, and keeps nothing."""

    def write(self, content: object) -> int:
        return len(cast("bytes", content))


def peak(people: int) -> int:
    """Bytes, beside what the timetable takes."""
    made = views(days_of(people, 12), CentrePaper.SUMMONS)
    first = next(made)
    gc.collect()
    tracemalloc.start()
    try:
        assert write_papers(Nowhere(), chain((first,), made), "titre", "objet") == people
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def grows_little(few: int, many: int) -> None:
    peak(2)
    # What stays of a page is its place in the file; its content alone would be some 7,500 bytes.
    assert peak(many) - peak(few) < (many - few) * 3_000


def test_memory_does_not_grow_with_the_convocations() -> None:
    grows_little(4, 40)


@pytest.mark.bench
def test_memory_of_600_convocations() -> None:
    grows_little(60, 600)
