"""A form that was written reads back the same, whatever it says."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from btstc_jury.application.form_content import with_hash
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.commission import AbsentProfessional, CommissionRule, Role, RoleWords
from btstc_jury.domain.form import (
    NO_DOSSIER,
    Authority,
    Competence,
    Criterion,
    DossierRule,
    Form,
    Level,
    LimitKind,
    MarkRule,
    Origin,
    Phase,
    SettingKind,
    Situation,
    Subject,
    TimeRule,
)
from btstc_jury.domain.marking import Block, NotAssessed, PartialMark, Rounding
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.playing import Playing
from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.form_writing import form_toml, with_origins
from tests.drawn import examples
from tests.exchange.form_folder import OFFICIAL_FORMS, FormFolder
from tests.forms.fictional import FICTIONAL

OFFICIAL = sorted(path for path in OFFICIAL_FORMS.glob("*.toml") if path.stem != "referential")
ORIGIN = Origin(Authority.CIRCULAR, "circulaire d’essai")


def written(form: Form, folder: Path) -> Form:
    path = folder / f"{form.key}.toml"
    path.write_text(form_toml(form), encoding="utf-8")
    return load_form(path)


@pytest.mark.parametrize("path", [*OFFICIAL, FICTIONAL], ids=lambda path: path.stem)
def test_a_form_reads_back_the_same_without_its_referential(path: Path, tmp_path: Path) -> None:
    form = load_form(path)
    back = written(form, tmp_path)
    assert back == form
    assert back.hash == form.hash
    assert form_toml(back) == form_toml(form)


def texts(longest: int) -> st.SearchStrategy[str]:
    """As the reader keeps them: blanks made one space, no control character."""
    characters = st.characters(exclude_categories=["Cc", "Cs"])
    drawn = st.text(characters | st.sampled_from("\"'\\#[]{}= «»\u202f’éÀ"), min_size=1, max_size=longest)
    return drawn.map(lambda text: re.sub(r"[ \t\r\n]+", " ", text).strip() or "x")


NAMES = texts(20)
NUMBERS = st.integers(1, 2000).map(lambda each: Decimal(f"{(Decimal(each) / 100).normalize():f}"))
DURATIONS = st.integers(1, 600).map(Duration.seconds)
LEVELS = (("A", "acquis"), ("b", 'dit "b"'), ("É1", "é"), ("#", "dièse"), ("=", "égal"), ("++", "plus"))


def _title(phase: Phase) -> str:
    return phase.title


@st.composite
def phases(draw: st.DrawFn, codes: tuple[str, ...]) -> Phase:
    limit = draw(st.sampled_from([LimitKind.FREE, LimitKind.MAXIMUM]))
    bounded = limit is LimitKind.MAXIMUM
    return Phase(
        draw(NAMES),
        draw(NAMES),
        limit,
        draw(DURATIONS) if bounded else None,
        draw(st.booleans()),
        draw(NAMES),
        draw(NAMES),
        draw(st.lists(st.sampled_from(codes), unique=True).map(tuple)) if codes else (),
        indicative=bounded and draw(st.booleans()),
    )


@st.composite
def times(draw: st.DrawFn) -> TimeRule:
    kind = draw(st.sampled_from(SettingKind))
    if kind is SettingKind.NONE:
        return TimeRule(kind)
    fixed = kind is SettingKind.FIXED
    return TimeRule(kind, draw(DURATIONS if fixed else st.none() | DURATIONS), indicative=draw(st.booleans()))


@st.composite
def criteria(draw: st.DrawFn, codes: tuple[str, ...], levels: int, *, points: bool) -> list[Criterion]:
    said = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    step = draw(st.integers(1, 20))
    descriptors = st.lists(st.just("") | NAMES, min_size=levels, max_size=levels).map(tuple)
    return [
        Criterion(
            place * step,
            text,
            draw(st.lists(st.sampled_from(codes), unique=True).map(tuple)) if codes else (),
            draw(st.integers(0, 9)),
            draw(st.just(()) | descriptors),
            draw(NUMBERS) if points else None,
            draw(st.integers(0, 1)) if place > 1 else 1,
        )
        for place, text in enumerate(said, 1)
    ]


@st.composite
def commissions(draw: st.DrawFn) -> CommissionRule:
    roles = st.sampled_from([*Role]) | NAMES.map(Role)
    members = tuple(draw(st.lists(roles, min_size=1, max_size=4)))
    professional = any(not role.facts.teaches for role in members)
    absent = draw(st.sampled_from(AbsentProfessional)) if professional else None
    qualities = draw(st.dictionaries(st.sampled_from(members), NAMES, max_size=2))
    words = st.builds(RoleWords, title=NAMES, short=st.sampled_from(("", "Pro")), letters=st.just("P."))
    called = draw(st.dictionaries(st.sampled_from(members), words, max_size=2))
    return CommissionRule(members, absent, draw(st.just("") | NAMES), qualities, roles=called)


@st.composite
def marks(draw: st.DrawFn, *, points: bool) -> MarkRule:
    rounding = draw(st.sampled_from(Rounding)) if points else Rounding.NONE
    return MarkRule(
        Decimal(20),
        Decimal("0.5"),
        draw(st.booleans()),
        1,
        draw(NUMBERS),
        rounding
        if rounding.facts.quantum is None or not rounding.facts.quantum % Decimal("0.5")
        else Rounding.NONE,
        draw(st.sampled_from(NotAssessed)) if points else NotAssessed.LEFT_OUT,
        counted_above=draw(st.none() | NUMBERS.filter(lambda each: each < 20)),
    )


DOSSIERS = st.just(NO_DOSSIER) | st.builds(
    DossierRule,
    sheet_name=st.just("") | NAMES,
    minimum_sheets=st.integers(0, 9),
    rubrics=st.lists(NAMES, unique=True, max_size=2).map(tuple),
    annex_pages=st.none() | st.integers(0, 9),
    experience_pages=st.none() | st.integers(0, 9),
    documents=st.lists(NAMES, unique=True, max_size=2).map(tuple),
    marked=st.booleans(),
    told_of_reserve=st.booleans(),
    rubrics_compulsory=st.booleans(),
    tools=st.just("") | NAMES,
)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    levels = draw(st.integers(2, len(LEVELS)))
    codes = tuple(draw(st.lists(st.sampled_from(["C1", "C1.2", "B-3"]), unique=True)))
    points = draw(st.booleans())
    form = Form(
        key="essai",
        version="2027.1",
        diploma=draw(NAMES),
        exam="U9",
        unit=draw(NAMES),
        title=draw(NAMES),
        name=draw(NAMES),
        coefficient=draw(st.none() | st.integers(1, 20)),
        source=draw(NAMES),
        preparation=draw(times()),
        total=draw(times().filter(lambda time: time.kind is not SettingKind.FIXED)),
        phases=tuple(draw(st.lists(phases(codes), min_size=1, max_size=3, unique_by=_title))),
        competences=tuple(Competence(code, draw(NAMES), draw(st.just("") | NAMES)) for code in codes),
        criteria=tuple(draw(criteria(codes, levels, points=points))),
        levels=tuple(Level(*each) for each in LEVELS[:levels]),
        scale_note=draw(NAMES),
        mark=draw(marks(points=points)),
        commission=draw(commissions()),
        dossier=draw(DOSSIERS),
        secrecy=draw(NAMES),
        origins={},
        hash="",
        situation=draw(st.none() | st.just(Situation(3, "U9", Decimal(50), count=4, written=(1, 2)))),
        parts_due=draw(st.booleans()),
        playing=draw(st.none() | st.sampled_from(Playing)),
        blocks=(Block(draw(NAMES)),),
        marks=draw(
            st.sampled_from(
                [(), tuple(PartialMark(each, Decimal(10), Decimal("0.5")) for each in ("écrit", "oral"))]
            )
        ),
        motivated=draw(st.booleans()),
        assessed=draw(st.sampled_from(Assessed)),
        subject=draw(st.none() | st.builds(Subject, NAMES, st.just("") | NAMES)),
    )
    return with_origins(form, draw(st.builds(Origin, st.just(Authority.CIRCULAR), NAMES)))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written")


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=forms())
def test_any_form_reads_back_the_same(place: Path, form: Form) -> None:
    assert written(form, place) == form


def test_a_value_with_an_origin_is_written_though_the_reader_would_put_it_there(tmp_path: Path) -> None:
    form = replace(load_form(FICTIONAL), assessed=Assessed.CRITERIA)
    form = with_hash(replace(form, origins={**form.origins, "assessed": ORIGIN}))
    assert 'assessed = "criteria"' in form_toml(form)
    assert written(form, tmp_path) == form


def test_a_file_tells_the_reader_what_it_is(folder: FormFolder) -> None:
    lines = form_toml(folder.load("e6-ccf-1")).splitlines()
    assert lines[0] == "# E6, E6 · CCF situation 1."
    assert 'key = "e6-ccf-1"' in lines
    assert max(lines.count(f"[{table}]") for table in ("mark", "total", "preparation")) == 1


def test_numbers_of_an_official_list_rise(folder: FormFolder) -> None:
    path = folder.file("e6-ccf-1")
    text = form_toml(folder.load("e6-ccf-1"))
    for old, new, faults in (
        ("number = 12", "number = 11", [("criteria.2.number", "attendu : plus que le numéro précédent, 11")]),
        ("number = 12\n", "", [("criteria.2.number", "valeur manquante")]),
    ):
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        found = [(key, words) for _, key, words in folder.problems("e6-ccf-1")]
        assert [key for key, _ in found] == [key for key, _ in faults]
        assert found[0][1].startswith(faults[0][1])
