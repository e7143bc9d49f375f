"""A list against who is known, and a list against itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btstc_jury.domain.centre.candidates import CentreCandidate, Doubt
from btstc_jury.domain.centre.comparing import Clash, Twice, Verdict, compare, gathered
from tests.drawn import examples

ZEROS = frozenset({Doubt.ZEROS})
JAN, FEB = date(2004, 1, 1), date(2005, 2, 6)


def person(last: str = "DUPONT", first: str = "Zoé", number: str = "", **more: object) -> CentreCandidate:
    return CentreCandidate(last_name=last, first_names=first, number=number)._replace(**more)  # type: ignore[arg-type]


ZOE = person(number="0213456000", birth=JAN, ine="123456789AB")
SEAN = person("O'CONNOR", "Sean", "0213456007", birth=FEB)
KNOWN = [ZOE, SEAN]


@pytest.mark.parametrize(
    ("found", "verdict", "clash"),
    [
        (ZOE, Verdict.SAME, None),
        (person("dupont", "ZOE", birth=JAN), Verdict.SAME, None),
        (person(), Verdict.SAME, None),
        (person(number="0213456000", birth=FEB), Verdict.CHANGED, None),
        (person("MARTIN", "Zoé", "0213456000", birth=JAN), Verdict.CHANGED, None),
        (person(ine="123456789ab"), Verdict.SAME, None),
        (person("NOUVEAU", "Ana", "0213456014"), Verdict.NEW, None),
        (person(birth=FEB), Verdict.NEW, None),
        (person("NOUVEAU", "Ana", "213456014", doubts=ZEROS), Verdict.DOUBTFUL, None),
        (person("MARTIN", "Ana", "0213456000", birth=FEB), Verdict.DOUBTFUL, Clash.NUMBER_TAKEN),
        (person("MARTIN", "Ana", "0213456000"), Verdict.DOUBTFUL, Clash.NUMBER_TAKEN),
        (person(number="0999999999", birth=JAN), Verdict.DOUBTFUL, Clash.OTHER_NUMBER),
        (person(ine="999999999ZZ", birth=JAN), Verdict.DOUBTFUL, Clash.OTHER_NUMBER),
        (person(number="0213456007", ine="123456789AB"), Verdict.DOUBTFUL, Clash.SEVERAL),
        (person(number="213456000", birth=JAN, doubts=ZEROS), Verdict.SAME, None),
        (person("Dupont", "Zoé, Marie", birth=JAN), Verdict.CHANGED, None),
    ],
)
def test_who_somebody_is(found: CentreCandidate, verdict: Verdict, clash: Clash | None) -> None:
    (compared,) = compare(KNOWN, [found])
    assert (compared.verdict, compared.clash) == (verdict, clash)
    assert bool(compared.known) is (verdict in {Verdict.SAME, Verdict.CHANGED} or clash is not None)


def test_a_number_in_doubt_is_found_by_one_that_is_sure() -> None:
    known = person(number="213456000", birth=JAN, doubts=ZEROS)
    (compared,) = compare([known], [ZOE])
    assert (compared.verdict, compared.result) == (Verdict.CHANGED, ZOE)


def test_a_change_that_brings_a_doubt_is_doubtful() -> None:
    (compared,) = compare([person()], [person(number="213456000", doubts=ZEROS)])
    assert compared.verdict is Verdict.DOUBTFUL
    assert compared.clash is None


def test_namesakes_are_not_told_apart_by_nothing() -> None:
    (compared,) = compare([person(birth=JAN), person(birth=FEB)], [person()])
    assert (compared.clash, compared.known) == (Clash.SEVERAL, (0, 1))


def test_two_lines_for_one_known_candidate() -> None:
    twice = [*compare([ZOE], [person(number="0213456000"), person(birth=JAN)])]
    assert [each.clash for each in twice] == [None, Clash.TWICE]


def test_words_for_each_member() -> None:
    assert len({each.words for each in Clash}) == len(Clash)
    assert len({each.label for each in Verdict}) == len(Verdict)


@pytest.mark.parametrize(
    ("again", "kind"),
    [
        (ZOE, Twice.REPEATED),
        (person(number="0213456000"), Twice.REPEATED),
        (person("Autre", "Nom", ine="123456789AB", birth=JAN), Twice.REPEATED),
        (person(birth=JAN), Twice.REPEATED),
        (person("Autre", "Nom", "0213456000"), Twice.NUMBER),
        (person("Autre", "Nom", ine="123456789AB"), Twice.NUMBER),
        (person(number="0999999999", birth=JAN), Twice.PERSON),
        (person(number="0213456000", ine="999999999ZZ"), Twice.PERSON),
        (person(number="213456000", birth=JAN, doubts=ZEROS), Twice.REPEATED),
    ],
)
def test_somebody_named_again(again: CentreCandidate, kind: Twice) -> None:
    people, told = gathered([ZOE, SEAN, again])
    assert [(each.place, each.first, each.kind) for each in told] == [(2, 0, kind)]
    assert [*people] == [0, 1]


def test_namesakes() -> None:
    assert [each.kind for each in gathered([person(), person()])[1]] == [Twice.PERSON]
    assert gathered([person(number="1"), person(number="2")])[1] == ()
    assert gathered([person(birth=JAN), person(birth=FEB)])[1] == ()


def test_a_line_an_exam_is_one_candidate_with_both() -> None:
    first, again = ZOE._replace(exams="E4 CCF"), ZOE._replace(exams="E6 CCF", school="Lycée")
    people, _ = gathered([first, again])
    assert people == {0: first._replace(exams="E4 CCF, E6 CCF", school="Lycée")}
    assert gathered([first, first._replace(exams="e4 ccf")])[0] == {0: first}


def test_a_line_end_in_a_value_is_one_value_still() -> None:
    known = [CentreCandidate("1", ine="\n", last_name="DUPONT"), CentreCandidate("2", last_name="KERN\nAlix")]
    told = [*compare(known, [CentreCandidate("2", last_name="Kern Alix"), CentreCandidate("3", ine="\n\n")])]
    assert [each.known for each in told] == [(1,), ()]


_NAMES = st.sampled_from(["DUPONT", "Martin", "O'CONNOR", "Nguyễn"])
_PEOPLE = st.lists(
    st.builds(
        CentreCandidate,
        number=st.sampled_from(["", "01", "1", "02", "03"]),
        last_name=_NAMES,
        first_names=st.sampled_from(["Zoé", "Zoe Marie", "Sean", ""]),
        birth=st.sampled_from([None, JAN, FEB]),
        doubts=st.sampled_from([frozenset(), ZEROS]),
    ),
    max_size=6,
)


@settings(max_examples=examples(50))
@given(_PEOPLE, _PEOPLE)
def test_any_list(known: list[CentreCandidate], found: list[CentreCandidate]) -> None:
    """Everybody is told once; what was taken in is the same when it comes again."""
    people = [*gathered(found)[0].values()]
    compared = [*compare(known, people)]
    assert len(compared) == len(people)
    after = list(known)
    for each in compared:
        if each.clash is None and each.known:
            assert len(each.known) == 1
            after[each.known[0]] = each.result
        elif each.clash is None:
            after.append(each.result)
    if not any(each.clash for each in compared):
        assert all(each.verdict is not Verdict.NEW for each in compare(after, people))


def test_everybody_is_new_where_nobody_is_known() -> None:
    found = [*compare([], [ZOE, person(number="213456014", doubts=ZEROS)])]
    assert [each.verdict for each in found] == [Verdict.NEW, Verdict.DOUBTFUL]
    assert all(each.known == () for each in found)
