"""One search of a centre: its candidates, what came of their orals and counts, by the state of the board."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.centre.collecting import collect
from btstc_jury.application.centre.collection import stock_of
from btstc_jury.application.centre.finding import CentreFinder, CentreHit, unsearched
from btstc_jury.application.centre.harmony import glean, keep_gleaned, to_glean
from btstc_jury.application.centre.heard import Gleaned
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.views.centre.board import Box
from btstc_jury.application.views.found import excerpt_words
from btstc_jury.domain.centre.awaited import Stock
from btstc_jury.storage.centre.examination import examine_centre
from tests.application.centre.test_collecting import office, tools, written
from tests.collected_files import TestTools
from tests.harmony_centres import forget_texts

__all__ = ["office", "tools"]


def hits(finder: CentreFinder, text: str, box: Box | None = None) -> tuple[CentreHit, ...]:
    return finder.find(text, box, 50).hits


def names(finder: CentreFinder, text: str, box: Box | None = None) -> list[str]:
    return [each.name.split()[0] for each in hits(finder, text, box)]


def test_candidates_texts_and_states_are_found_and_where(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    finder = CentreFinder(office)
    assert names(finder, "joly") == ["JOLY"]
    assert hits(finder, "propre et net") == ()
    collect(office, written(tmp_path, "evening"), tools, None)
    found = hits(finder, "propre net")
    assert [each.name.split()[0] for each in found] == ["IMBERT", "JOLY", "KERN"]
    assert {excerpt_words(each.where) for each in found} == {"Appréciation\u202f: Propre et net."}
    assert all(each.line is not None and each.candidate is not None for each in found)
    assert names(finder, "telephone table") == ["KERN"]
    assert names(finder, "lu l'heure") == ["KERN"]
    assert names(finder, "", Box.ABSENT) == []
    assert names(finder, "", Box.WITHHELD) == []
    assert names(finder, "net joly", Box.UNCONFIRMED) == ["JOLY"]
    assert names(finder, "net joly", Box.NOT_RECEIVED) == []
    assert finder.find("e4", None, 2).more


def test_only_the_version_that_counts_is_found(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    finder = CentreFinder(office)
    collect(office, written(tmp_path, "morning"), tools, None)
    assert names(finder, "propre net") == ["IMBERT"]
    collect(office, written(tmp_path, "evening"), tools, None)
    assert names(finder, "propre net") == ["IMBERT", "JOLY", "KERN"]


def test_what_came_before_there_was_a_search_is_read_again_and_kept(
    office: CentreOffice, tools: TestTools, tmp_path: Path
) -> None:
    collect(office, written(tmp_path, "evening"), tools, None)
    assert unsearched(office) == ()
    forget_texts(office)
    finder = CentreFinder(office)
    assert names(finder, "propre net") == ["IMBERT", "JOLY", "KERN"]
    assert names(finder, "telephone table") == []
    (receipt,) = unsearched(office)
    found = glean(to_glean(office, [receipt]), tools)
    assert found.unread == ()
    finder.take(found.found)
    (hit,) = hits(finder, "telephone table")
    assert hit.name.startswith("KERN")
    assert "Téléphone" in excerpt_words(hit.where)
    finder.take(Gleaned())
    assert names(finder, "telephone table") == []
    keep_gleaned(office, found.found, "Recherche")
    assert names(finder, "telephone table") == ["KERN"]
    assert unsearched(office) == ()
    assert [each.words for each in office.file.acts()][-1] == "Recherche\u202f: 1 dépôt relu"
    assert examine_centre(office.file.path).findings == ()


def test_what_was_folded_is_kept_until_somebody_writes(
    office: CentreOffice, tools: TestTools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []

    def counted(of: CentreOffice) -> Stock:
        looked.append(of)
        return stock_of(of)

    monkeypatch.setattr("btstc_jury.application.centre.finding.stock_of", counted)
    finder = CentreFinder(office)
    for text in ("joly", "imbert", "joly"):
        hits(finder, text)
    assert len(looked) == 1
    collect(office, written(tmp_path, "evening"), tools, None)
    assert names(finder, "telephone table") == ["KERN"]
    assert names(finder, "lu l'heure") == ["KERN"]
    assert len(looked) == 2
