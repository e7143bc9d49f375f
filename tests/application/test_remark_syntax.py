"""What a juror types and what it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.remark_syntax import Typed, complete, meant, parse, proposals, write
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.form import Level
from btstc_jury.domain.refusals import Reason, Refusal
from tests.forms_for_tests import make_form

FORM = make_form()
TWENTY = make_form(
    criteria=tuple(FORM.criteria[0].__class__(n, f"Critère {n}", ("C1",), n) for n in range(1, 21))
)


def read(text: str) -> tuple[str, Sign, int | None, str | None]:
    typed = parse(text, FORM)
    content = typed.content
    return content.text, content.sign, content.criterion, typed.level


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("reformule bien", ("reformule bien", Sign.NONE, None, None)),
        ("  reformule bien \t", ("reformule bien", Sign.NONE, None, None)),
        ("+ reformule", ("reformule", Sign.STRENGTH, None, None)),
        ("- hésite", ("hésite", Sign.WEAKNESS, None, None)),
        ("\u2212 hésite", ("hésite", Sign.WEAKNESS, None, None)),
        ("– hésite", ("hésite", Sign.WEAKNESS, None, None)),
        ("+Bonne écoute", ("Bonne écoute", Sign.STRENGTH, None, None)),
        ("+écoute", ("écoute", Sign.STRENGTH, None, None)),
        ("-hésite", ("hésite", Sign.WEAKNESS, None, None)),
        ("\u2212hésite", ("hésite", Sign.WEAKNESS, None, None)),
        ("#2 +chiffré", ("chiffré", Sign.STRENGTH, 2, None)),
        ("? quel délai", ("quel délai", Sign.QUESTION, None, None)),
        ("?quel délai", ("quel délai", Sign.QUESTION, None, None)),
        ("#2 contre-argument", ("contre-argument", Sign.NONE, 2, None)),
        ("#2=S contre-argument chiffré", ("contre-argument chiffré", Sign.NONE, 2, "S")),
        ("#2=3", ("", Sign.NONE, 2, "S")),
        ("#2=ts", ("", Sign.NONE, 2, "TS")),
        ("#2=1 trop court", ("trop court", Sign.NONE, 2, "TI")),
        ("#2=0", ("", Sign.NONE, 2, "NE")),
        ("#2=N", ("", Sign.NONE, 2, "NE")),
        ("#2=ne pas vu", ("pas vu", Sign.NONE, 2, "NE")),
        ("+ #2 chiffré", ("chiffré", Sign.STRENGTH, 2, None)),
        ("+#2 chiffré", ("chiffré", Sign.STRENGTH, 2, None)),
        ("#2 + chiffré", ("chiffré", Sign.STRENGTH, 2, None)),
        ("#2=I - vague", ("vague", Sign.WEAKNESS, 2, "I")),
        ("?#2 pourquoi", ("pourquoi", Sign.QUESTION, 2, None)),
        ("#002 chiffré", ("chiffré", Sign.NONE, 2, None)),
    ],
)
def test_a_line_is_read_as_it_is_meant(typed: str, meant: tuple[str, Sign, int | None, str | None]) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "-5 % de marge",
        "+33 1 23",
        "–dit-il",
        "commande #9",
        "#hashtag",
        "#1234",
        "# 2 espace",
        "2=S",
        "+5",
        "+10 %",
        "+_",
    ],
)
def test_what_only_looks_like_a_sign_or_a_link_stays_text(text: str) -> None:
    assert read(text) == (text, Sign.NONE, None, None)


def test_only_the_first_sign_and_the_first_link_count() -> None:
    assert read("+ - deux") == ("- deux", Sign.STRENGTH, None, None)
    assert read("+ #2 - deux") == ("- deux", Sign.STRENGTH, 2, None)
    assert read("#2 #3 deux") == ("#3 deux", Sign.NONE, 2, None)


def test_the_author_is_kept() -> None:
    assert parse("+ clair", FORM, "b") == Typed(RemarkText("clair", Sign.STRENGTH, None, "b"), None)


@pytest.mark.parametrize(("typed", "detail"), [("#9 texte", "9"), ("#0", "0"), ("+ #31=S", "31")])
def test_an_unknown_criterion_is_refused(typed: str, detail: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse(typed, FORM)
    assert (caught.value.reason, caught.value.detail) == (Reason.UNKNOWN_CRITERION, detail)


@pytest.mark.parametrize("level", ["5", "X", "TSS", "²", "³"])
def test_an_unknown_level_is_refused(level: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse(f"#2={level} texte", FORM)
    assert (caught.value.reason, caught.value.detail) == (Reason.UNKNOWN_LEVEL, level)


def test_the_levels_are_those_of_the_form() -> None:
    numbered = make_form(levels=tuple(Level(letters, letters) for letters in ("1", "2", "Aa")))
    assert parse("#1=2", numbered).level == "2"
    assert parse("#1=3", numbered).level == "Aa"
    assert parse("#1=aA", numbered).level == "Aa"
    with pytest.raises(Refusal):
        parse("#1=S", numbered)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
ordinary = st.text(st.sampled_from("abc é’?!+-–#=123 "), max_size=20).map(str.strip)


def plain_start(text: str) -> bool:
    """Whether a text begins neither like a sign nor like a link."""
    return not text or text[0] not in "+-\u2212–?#"


@given(
    ordinary.filter(plain_start),
    st.sampled_from(list(Sign)),
    st.none() | st.integers(1, 3),
    st.none() | st.just("a"),
)
def test_what_is_written_is_read_back(
    text: str, sign: Sign, criterion: int | None, author: str | None
) -> None:
    content = RemarkText(text, sign, criterion, author)
    assert parse(write(content), FORM, author) == Typed(content, None)


@given(st.one_of(words, ordinary))
def test_editing_a_remark_without_change_changes_nothing(text: str) -> None:
    try:
        content = parse(text, FORM).content
    except Refusal:
        return
    assert parse(write(content), FORM).content == content


@given(words)
def test_no_line_is_lost(text: str) -> None:
    """Whatever is typed is either refused or kept: nothing but signs, links and blanks leaves the text."""
    try:
        kept = parse(text, FORM).content.text
    except Refusal:
        return
    assert text.strip().endswith(kept)


def numbers(text: str) -> list[int]:
    return [criterion.number for criterion in proposals(text, TWENTY)]


def test_criteria_are_proposed_by_number() -> None:
    assert numbers("#1") == [1, *range(10, 20)]
    assert numbers("#20") == [20]
    assert numbers("#21") == []
    assert numbers("#²") == []
    assert len(numbers("#")) == 20


def test_nothing_is_proposed_once_the_number_is_over_or_before_it_begins() -> None:
    assert numbers("#1 suite") == []
    assert numbers("sans lien") == []
    assert numbers("clair #1") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [("#réponses", [2]), ("#REPON", [2]), ("#ec act", [3]), ("#la", [1]), ("#e", []), ("#xyz", [])],
)
def test_criteria_are_proposed_by_the_beginning_of_words(typed: str, found: list[int]) -> None:
    assert [criterion.number for criterion in proposals(typed, FORM)] == found


@pytest.mark.parametrize("typed", ["#", "#ré", "+ #2", "+#la", "?#", "\u2212 #rép", "  – #"])
def test_a_proposal_taken_links_the_remark(typed: str) -> None:
    sign = parse(typed.partition("#")[0], FORM).content.sign
    proposed = proposals(typed, FORM)
    assert proposed
    for criterion in proposed:
        line = complete(typed, criterion)
        assert line.endswith(f"#{criterion.number} ")
        assert parse(f"{line}texte", FORM).content == RemarkText("texte", sign, criterion.number)


LONG = make_form(
    criteria=tuple(FORM.criteria[0].__class__(n, f"Critère {n}", ("C1",), n) for n in range(1, 18))
)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("#13=S contre-argument", "#13=S contre-argument"),
        ("- #13 élude", "- #13 élude"),
        ("+Bonne écoute du client #3", "+ #3 Bonne écoute du client"),
        ("marge calculée #13", "#13 marge calculée"),
        ("marge calculée #13=S", "#13=S marge calculée"),
        ("la marge #13 est juste", "#13 la marge est juste"),
        ("+ marge juste #13, puis le prix", "+ #13 marge juste, puis le prix"),
        ("? quel délai #13 ?", "? #13 quel délai ?"),
        ("#&=S", "#1=S"),
        ("#&\"='", "#13=TS"),
        ("#é vu", "#2 vu"),
        ("vu #é", "#2 vu"),
        ("#13=é chiffré", "#13=I chiffré"),
        ("#13 = S chiffré", "#13=S chiffré"),
        ("#13S chiffré", "#13=S chiffré"),
        ("#13ts", "#13=TS"),
        ("# 13 chiffré", "#13 chiffré"),
        ("#13, chiffré", "#13 chiffré"),
        ("bien #13=S et encore #13", "#13=S bien et encore"),
        ("une remarque", "une remarque"),
        ("Marché #client", "Marché #client"),
        ("10 s de silence", "10 s de silence"),
        ("5 personnes", "5 personnes"),
        ("Si possible", "Si possible"),
    ],
)
def test_a_link_is_understood_wherever_it_stands(typed: str, line: str) -> None:
    parse(line, LONG)
    assert meant(typed, LONG) == line


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("13S", Reason.UNCLEAR_LEVEL),
        ("13 ts", Reason.UNCLEAR_LEVEL),
        ("13=S", Reason.UNCLEAR_LEVEL),
        ("13=S contre-argument", Reason.UNCLEAR_LEVEL),
        ("13TS contre-argument", Reason.UNCLEAR_LEVEL),
        ("13", Reason.UNCLEAR_LEVEL),
        ("TS", Reason.UNCLEAR_LEVEL),
        ("=S", Reason.UNCLEAR_LEVEL),
        ("#13 S", Reason.UNCLEAR_LEVEL),
        ("#=S", Reason.LEVEL_WITHOUT_CRITERION),
        ("bien #=S", Reason.LEVEL_WITHOUT_CRITERION),
        ("#13= contre-argument", Reason.UNKNOWN_LEVEL),
        ("vu #13=X", Reason.UNKNOWN_LEVEL),
        ("#13er", Reason.UNKNOWN_LEVEL),
        ("prix tenu #13=TS13S", Reason.UNKNOWN_LEVEL),
        ("#13bonne écoute", Reason.UNKNOWN_LEVEL),
        ("commande #99", Reason.UNKNOWN_CRITERION),
        ("#13 et #14", Reason.SEVERAL_LINKS),
        ("#13=S et #13=TS", Reason.SEVERAL_LINKS),
    ],
)
def test_what_looks_like_a_level_and_is_not_one_is_said(typed: str, reason: Reason) -> None:
    with pytest.raises(Refusal) as caught:
        meant(typed, LONG)
    assert caught.value.reason is reason


@given(ordinary)
def test_no_word_of_a_line_understood_is_lost(text: str) -> None:
    try:
        line = meant(text, LONG)
    except Refusal:
        return
    # « é » after a number is the key of a digit: the line then says its level, in capitals.
    letters = [each for each in text if each.islower() and each not in "éè"]
    assert [each for each in line if each.islower() and each not in "éè"] == letters
