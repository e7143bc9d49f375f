"""A printed document as text, to be read line by line where its pages are pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

import msgspec

from btstc_jury.application.views.annex import AnnexView
from btstc_jury.application.views.formats import COLON
from btstc_jury.application.views.grid import GridMember, GridRow, GridScoring, GridTime, GridView
from btstc_jury.application.views.reports import MarkStatementView, ReportView
from btstc_jury.application.views.synthesis import SynthesisView

Block = Iterator[str]


def paper_text(view: GridView | ReportView | MarkStatementView | SynthesisView) -> str:
    """Every word and figure in the order of the pages, a line each; an empty line between the parts."""
    match view:
        case GridView():
            parts = _grid(view)
        case ReportView():
            parts = _report(view)
        case MarkStatementView():
            parts = _statement(view)
        case SynthesisView():
            parts = _synthesis(view)
        case _:
            assert_never(view)
    blocks = ("\n".join(filter(None, part)) for part in parts)
    return "\n\n".join(filter(None, blocks))


def _head(view: GridView | ReportView | MarkStatementView | SynthesisView) -> Block:
    yield view.heading
    yield view.state.capitalize()
    yield from (view.watermark, view.diploma, view.session, view.exam, view.details)
    yield from (view.centre, view.place)
    yield f"Candidat{COLON} {view.candidate}"
    yield from (*view.candidate_lines, *view.sitting_lines)


def _foot(view: GridView | ReportView | MarkStatementView | SynthesisView) -> Block:
    yield from view.footnotes
    yield view.form
    if view.journal:
        yield f"Journal{COLON} {view.journal[:16].upper()}"


def _grid(view: GridView) -> Iterator[Block]:
    yield _head(view)
    if view.replaces:
        yield iter((view.replaces,))
    yield _titled("Situation", view.situation)
    yield _titled("Temps", map(_time, (*view.times, view.total)))
    yield _titled("Incidents", view.incidents)
    labels = {level.letters: level.label for level in view.levels}
    for group in view.groups:
        rows = (f"{row.number}. {row.text}{COLON} {_level(row, labels)}" for row in group.rows)
        yield _titled(f"{group.codes} {group.label}".strip(), rows)
    parts = (view.scoring or GridScoring()).marks
    said = [(each.title, each.mark, each.out_of) for each in parts]
    said.append(("Note proposée", view.mark, view.out_of))
    yield (f"{about}{COLON} {f'{mark} sur {of}' if mark else 'aucune'}" for about, mark, of in said)
    yield iter(each for each in (view.held, view.counted) if isinstance(each, str))
    for title, text in (
        ("Appréciation", view.appreciation),
        ("Points forts", view.strengths),
        ("Points à améliorer", view.weaknesses),
        ("Remarques", view.remarks),
    ):
        yield _titled(title, filter(None, (text,)))
    yield iter(view.reopenings)
    members = map(_member, view.members)
    yield _titled("Commission", (*view.commission, *members))
    if view.annex is not None:
        yield from _annex(view.annex)
    yield _foot(view)


def _member(member: GridMember) -> str:
    signed = "" if member.signed is msgspec.UNSET else f", {member.signed.lower()}"
    return f"{member.role}{COLON} {member.name}{signed}"


def _annex(view: AnnexView) -> Iterator[Block]:
    yield iter((view.title,))
    opinions = view.opinions
    if opinions is not None:
        yield iter((opinions.revealed, *opinions.members))
        given = [(f"{row.number}. {row.text}", row.levels, row.decision) for row in opinions.rows]
        marks = opinions.all_marks
        given += [(f"Note {each.title}".rstrip(), each.marks, each.decision) for each in marks]
        yield (
            f"{about}{COLON} {_columns(opinions.columns, values)}, décision {decision}"
            for about, values, decision in given
        )
        yield from (_titled(each.title, (each.text,)) for each in opinions.remarks)
    if view.signature is not None:
        yield iter((view.signature.text,))
    yield from (_titled(each.title, (each.text,)) for each in view.withdrawn)


def _report(view: ReportView) -> Iterator[Block]:
    yield _head(view)
    yield iter((view.statement, view.follows))
    yield from (_titled(part.label, (part.text,)) for part in view.parts)
    yield _titled("Signatures", (f"{each.role}{COLON} {each.name}" for each in view.signers))
    yield _foot(view)


def _statement(view: MarkStatementView) -> Iterator[Block]:
    yield _head(view)
    yield iter((f"Note{COLON} {view.mark} sur {view.out_of}", view.decided))
    yield from (_titled(part.label, (part.text,)) for part in view.parts)
    yield _foot(view)


def _titled(title: str, lines: Iterable[str]) -> Block:
    """Nothing at all where there is nothing under the title."""
    found = [each for each in lines if each]
    return iter((title, *found) if found else ())


def _level(row: GridRow, labels: Mapping[str, str]) -> str:
    return f"{row.level}, {labels[row.level]}" if row.level else "pas de niveau"


def _columns(columns: tuple[str, ...], values: tuple[str, ...]) -> str:
    return ", ".join(f"{column} {value}" for column, value in zip(columns, values, strict=True))


def _time(time: GridTime) -> str:
    over = f", dépassement {time.overrun}" if time.overrun else ""
    return f"{time.title}{COLON} {time.used} sur {time.allowed}{over}"


def _synthesis(view: SynthesisView) -> Iterator[Block]:
    yield _head(view)
    for sheet in view.sheets:
        mark = f"Note proposée{COLON} {f'{sheet.mark} sur {sheet.out_of}' if sheet.mark else 'aucune'}"
        texts = (f"{each.label}{COLON} {each.text}" for each in sheet.texts)
        yield _titled(sheet.title, (*sheet.lines, mark, *texts))
    yield _titled("Note proposée de l’épreuve, calculée", filter(None, (view.calculation,)))
    yield _titled("À savoir", filter(None, (view.warnings,)))
    decided = f"{view.decided} sur {view.out_of}. {view.decision}" if view.decided else "pas encore"
    yield iter((f"Note arrêtée par le jury{COLON} {decided}",))
    yield _titled("Remarques et observations du jury", filter(None, (view.remark,)))
    yield _foot(view)
