"""What is told of marks, opinions, levels and times that came back, against the books they were made of."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from btstc_jury.application.agreement import Alpha, Cluster, NoLibrary, Scale, Undefined
from btstc_jury.application.centre.collecting import Wanted, collect
from btstc_jury.application.centre.harmony import (
    Aside,
    FormOrals,
    Harmony,
    Unread,
    by_form,
    glean,
    harmony_of,
    keep_gleaned,
    to_glean,
)
from btstc_jury.application.centre.harmony_findings import EVERYBODY, Findings, Why, findings
from btstc_jury.application.centre.heard import Gleaned, HeardKey, _opinions, heard_in, heard_told
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.outputs import OutputStopped
from btstc_jury.application.evaluation import evaluation_of
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.sessions import open_file
from btstc_jury.application.views.centre.harmony import HarmonyView, Part, Spread
from btstc_jury.application.views.centre.harmony_sections import harmony_view
from btstc_jury.application.views.grid import grid_view
from btstc_jury.domain import events as ev
from btstc_jury.domain.centre.harmonisation import GroupKey
from btstc_jury.domain.proceedings import Countersignature, Fraud
from btstc_jury.storage.centre.examination import examine_centre
from btstc_jury.system import agreement as library
from tests.collected_files import TestTools, desk
from tests.each_status import FRAUD, Orals
from tests.fakes import FakeClock
from tests.harmony_centres import (
    NAMES,
    SIZES,
    Sheet,
    a_sheet,
    brought,
    forget_gleaned,
    hear,
    marked_centre,
    open_centre,
)


class Half:
    """Answers at once."""

    def alpha(self, clusters: Sequence[Cluster], scale: Scale, seed: int) -> Alpha:  # noqa: ARG002
        return Alpha(0.5, (0.4, 0.6))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CentreOffice]:
    made = open_centre(tmp_path)
    yield made
    made.close()


def read_all(office: CentreOffice) -> Harmony:
    known = harmony_of(office)
    assert known.lacking == ()
    return known


def only(office: CentreOffice) -> FormOrals:
    (found,) = by_form(read_all(office), office.library)
    return found


def viewed(office: CentreOffice, unread: tuple[Unread, ...] = ()) -> HarmonyView:
    harmony = read_all(office)
    return harmony_view(harmony, findings(by_form(harmony, office.library)[0], Half()), unread)


def lines(view: HarmonyView, part: Part) -> list[list[str]]:
    section = next(each for each in view.sections if each.part is part)
    return [[cell.text.replace("\u202f", " ") for cell in line.cells] for line in section.lines]


@pytest.fixture(scope="module")
def whole(memory: Path | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Findings]:
    folder = (memory or tmp_path_factory.getbasetemp()) / "harmonisation"
    folder.mkdir()
    with closing(open_centre(folder)) as office:
        collect(office, brought(folder), TestTools(office.file.path))
        yield findings(only(office), library)


def sheets(commission: int) -> list[Sheet]:
    return [each for each in marked_centre().sheets.values() if each.commission == commission]


def french(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def test_each_commission_is_what_numpy_finds_in_the_books(whole: Findings) -> None:
    assert {key.name: len(members) for key, members in whole.commissions.items()} == {
        str(number): size for number, size in SIZES.items()
    }
    view = harmony_view(Harmony("Lycée", 2027, (), {}, {}, Gleaned()), whole)
    shown = {each[0]: each for each in lines(view, Part.COMMISSIONS)}
    for number, size in SIZES.items():
        marks = np.array([float(each.mark) for each in sheets(number)])
        told = [str(size), *(french(each) for each in (marks.mean(), np.median(marks), marks.std(ddof=1)))]
        assert shown[str(number)][1:5] == told
        first, third = np.percentile(marks, (25, 75))
        assert shown[str(number)][5] == (f"{french(first)} à {french(third)}" if size >= 8 else "–")
        assert ("petit effectif" in shown[str(number)][-1]) == (size < 8)


def test_a_difference_is_that_of_the_means_and_its_interval_about_that_of_normal_theory(
    whole: Findings,
) -> None:
    for number, size in SIZES.items():
        ours = np.array([float(each.mark) for each in sheets(number)])
        theirs = np.array(
            [float(each.mark) for each in marked_centre().sheets.values() if each.commission != number]
        )
        (found,) = (each for key, each in whole.differences.items() if key.name == str(number))
        assert found.points == pytest.approx(ours.mean() - theirs.mean())
        if size < 8:
            assert found.interval is None
            continue
        reach = 1.96 * np.sqrt(ours.var() / len(ours) + theirs.var() / len(theirs))
        assert found.interval is not None
        assert found.interval[0] == pytest.approx(found.points - reach, abs=0.4)
        assert found.interval[1] == pytest.approx(found.points + reach, abs=0.4)


def test_each_juror_is_one_name_in_one_commission(whole: Findings) -> None:
    assert len(whole.jurors) == 9
    named = {(who.name, who.commission) for who in whole.orals.jurors.values()}
    assert named == {(name, str(number)) for number, names in NAMES.items() for name in names}
    for number, names in NAMES.items():
        for seat, name in enumerate(names):
            members = whole.jurors[GroupKey(whole.orals.key, f"{name} (commission {number})")]
            assert sorted(each.mark for each in members) == sorted(
                each.given[seat][0] for each in sheets(number)
            )


def test_levels_and_times_are_those_of_the_books(whole: Findings) -> None:
    for each in whole.levels:
        told = Counter(sheet.levels[each.criterion] for sheet in marked_centre().sheets.values())
        assert each.not_assessed == told["NE"]
        assert dict(each.counts) == {letters: told[letters] for letters in each.counts}
        assert each.often_left_out == (told["NE"] / sum(SIZES.values()) >= 0.25)
    assert any(each.often_left_out for each in whole.levels)
    for number in (None, *SIZES):
        ours = [each for each in marked_centre().sheets.values() if number in {None, each.commission}]
        for place, found in whole.times[EVERYBODY if number is None else str(number)].items():
            minutes = [each.minutes[place] * 60 for each in ours]
            assert found.mean == pytest.approx(float(np.mean(minutes)))
            assert found.highest == max(minutes)


def test_divergence_is_counted_before_deliberation(whole: Findings) -> None:
    gaps = {
        number: [max(marks) - min(marks) for each in sheets(number) if (marks := [m for m, _ in each.given])]
        for number in SIZES
    }
    every = [gap for found in gaps.values() for gap in found]
    assert sorted(whole.apart[EVERYBODY].points) == sorted(every)
    assert whole.apart[EVERYBODY].wide == sum(gap > 2 for gap in every)
    assert whole.apart["1"].told.mean == pytest.approx(float(np.mean([float(each) for each in gaps[1]])))
    assert sum(each.why is Why.APART for each in whole.notable) == sum(gap > 2 for gap in every)


def test_alpha_is_that_of_all_pairs_of_the_books(whole: Findings) -> None:
    units = [[float(mark) for mark, _ in each.given] for each in marked_centre().sheets.values()]
    flat = [mark for unit in units for mark in unit]
    within = np.mean([(one - other) ** 2 for unit in units for one in unit for other in unit]) * 3 / 2
    between = np.mean([(one - other) ** 2 for one in flat for other in flat]) * len(flat) / (len(flat) - 1)
    found = whole.on_marks
    assert (found.orals, found.units) == (20, 20)
    assert isinstance(found.found, Alpha)
    assert found.found.value == pytest.approx(1 - within / between)
    assert whole.on_levels is not None
    assert isinstance(whole.on_levels.found, Alpha)
    assert {type(each.found) for each in whole.by_criterion.values()} <= {Alpha, Undefined}


def test_every_line_is_told_in_words_and_small_groups_are_points(whole: Findings) -> None:
    view = harmony_view(Harmony("Lycée", 2027, (), {}, {}, Gleaned()), whole)
    for section in view.sections:
        assert section.lines, section.part
        assert sum(each.points for each in section.columns) == pytest.approx(523.28)
        for line in section.lines:
            assert len(line.cells) == len(section.columns)
            assert (line.drawing is None) or line.cells[section.drawn].text
    commissions = view.sections[0].lines
    small = [each.drawing for each in commissions if each.cells[1].order == SIZES[3]]
    assert [isinstance(each, Spread) and each.box is None and len(each.points) == 3 for each in small] == [
        True
    ]
    assert all(each.place is not None for each in view.sections[2].lines)


def test_what_came_of_some_says_of_how_many(office: CentreOffice, tmp_path: Path) -> None:
    assert by_form(read_all(office), office.library) == ()
    collect(office, brought(tmp_path, [3]), TestTools(office.file.path))
    view = viewed(office)
    assert view.counts == "3 interrogations avec leur note, de 1 des 3 commissions de cette forme"
    assert view.partial == ("Pas comptées, toutes formes ensemble\u202f: 17 pas revenues.",)
    assert lines(view, Part.AGREEMENT)[0][-1] == Undefined.FEW.value.replace("\u202f", " ")
    assert lines(view, Part.COMMISSIONS)[0][6] == "–"


def test_opinions_that_were_never_revealed_stay_their_authors(tmp_path: Path) -> None:
    exam, _ = open_file(desk(), brought(tmp_path, [3])[0])
    with closing(exam):
        known = exam.oral(exam.file.index.all()[0].oral)
        assert len([*_opinions(known)]) == 3
        assert [*_opinions(replace(known, debate=replace(known.debate, revealed=False)))] == []
        orals = Orals(exam, FakeClock())
        person = replace(known.plan.candidate, number="99")
        hidden = exam.plan(replace(known.plan, candidate=person), "e4-ponctuel")[0]
        hear(orals, hidden, a_sheet("99", 3, known.form, random.Random(1)), reveal=False)
        assert all(each.given for each in exam.oral(hidden).debate.opinions.values())
        assert heard_in(exam, HeardKey("r", "f", hidden)) is None


def test_a_grid_tells_what_its_file_does(tmp_path: Path) -> None:
    exam, _ = open_file(desk(), brought(tmp_path, [3])[0])
    with closing(exam):
        oral = exam.file.index.all()[0].oral
        for each in exam.file.index.all():
            data = evaluation_of(exam, each.oral, grid_view(exam, each.oral))
            told = heard_told(data, "r")
            known = heard_in(exam, HeardKey("r", "", each.oral))
            assert known is not None
            assert told is not None
            assert replace(known[0], oral=0) == told
            assert len(told.opinions) == 3
        data = evaluation_of(exam, oral, grid_view(exam, oral))
        hidden = replace(data, debate=replace(data.debate, revealed=False))
        kept = heard_told(hidden, "r")
        assert kept is not None
        assert kept.opinions == ()


def test_a_result_withheld_and_versions_that_part_are_left_aside(
    office: CentreOffice, tmp_path: Path
) -> None:
    path = brought(tmp_path, [3])[0]
    copy = tmp_path / "copie.btsjury"
    copy.write_bytes(path.read_bytes())
    clock = FakeClock()
    exam, _ = open_file(desk(clock), path)
    with closing(exam):
        first, second, _ = (each.oral for each in exam.file.index.all())
        report = Fraud(FRAUD.facts, FRAUD.witnesses, Countersignature.REFUSED, "lu")
        exam.act(first, ev.Reopened("fraude vue"))
        exam.act(first, ev.FraudReported(report))
        exam.act(first, ev.Finalised())
        exam.act(second, ev.Reopened("relecture"))
    exam, _ = open_file(desk(clock), copy)
    with closing(exam):
        exam.act(second, ev.Reopened("autre relecture"))
    collect(office, [path, copy], TestTools(office.file.path))
    harmony = read_all(office)
    assert (harmony.aside[Aside.WITHHELD], harmony.aside[Aside.CONTRADICTORY]) == (1, 1)
    assert len(by_form(harmony, office.library)[0].heard) == 1


def test_what_is_locked_is_told_and_its_marks_still_count(office: CentreOffice, tmp_path: Path) -> None:
    (path,) = brought(tmp_path, [3])
    exam, _ = open_file(desk(), path)
    with closing(exam):
        exam.file.protection.change(passphrase_key("trois petits chats"))
    tools = TestTools(office.file.path)
    collect(office, [path], tools, Wanted([passphrase_key("trois petits chats")]))
    assert harmony_of(office).lacking == ()
    forget_gleaned(office)
    known = harmony_of(office)
    found = glean(to_glean(office, known.lacking), tools)
    assert found.found == Gleaned()
    assert [(each.name, each.locked) for each in found.unread] == [("commission 3.btsjury", True)]
    (orals,) = by_form(known, office.library)
    assert (len(orals.heard), orals.blind) == (3, 3)
    view = harmony_view(known, findings(orals, Half()), found.unread)
    assert any("trois petits" not in each and "phrase de passe" in each for each in view.partial)
    assert any(each.startswith("3 interrogations n’ont que leur note") for each in view.partial)
    again = glean(to_glean(office, known.lacking, [passphrase_key("trois petits chats")]), tools)
    assert again.unread == ()
    assert len(again.found.orals) == 3


def test_reading_again_is_given_up_between_two_files(office: CentreOffice, tmp_path: Path) -> None:
    tools = TestTools(office.file.path)
    collect(office, brought(tmp_path), tools)
    forget_gleaned(office)
    with pytest.raises(OutputStopped):
        glean(to_glean(office, harmony_of(office).lacking), tools, lambda done, _all: done < 1)


def test_forms_that_ask_the_same_are_put_together_and_others_never(whole: Findings) -> None:
    assert whole.orals.form is not None
    assert whole.orals.title == "E4 · ponctuel"
    assert whole.orals.out_of == 20
    assert {each.form for each in whole.orals.heard} == {whole.orals.key}


def test_without_the_library_only_alpha_lacks(office: CentreOffice, tmp_path: Path) -> None:
    class Nowhere:
        def alpha(self, *_asked: object) -> Alpha:
            raise NoLibrary

    collect(office, brought(tmp_path), TestTools(office.file.path))
    found = findings(only(office), Nowhere())
    assert found.on_marks.found is Undefined.NO_LIBRARY
    assert found.apart[EVERYBODY].told.count == sum(SIZES.values())
    assert Decimal(0) <= min(found.apart[EVERYBODY].points)


def test_what_is_read_again_is_what_was_gleaned_when_it_came_and_stays(
    office: CentreOffice, tmp_path: Path
) -> None:
    tools = TestTools(office.file.path)
    collect(office, brought(tmp_path), tools)
    first = office.file.collection.gleaned()
    assert len(first.orals) == sum(SIZES.values())
    assert len(first.forms) == 1
    forget_gleaned(office)
    found = glean(to_glean(office, harmony_of(office).lacking), tools)
    keep_gleaned(office, found.found)
    again = office.file.collection.gleaned()
    assert {*again.orals} == {*first.orals}
    assert again.forms == first.forms
    assert harmony_of(office).lacking == ()
    keep_gleaned(office, Gleaned())
    assert [each.words for each in office.file.acts()][-1] == "Harmonisation\u202f: 3 dépôts relus"
    assert examine_centre(office.file.path).findings == ()
