"""The process in which fiches and annexes that anybody may have made are read."""

from __future__ import annotations

from functools import partial

from btstc_jury.application.sheet_reading import MEMORY, SheetAnswer, SheetQuestion, answered
from btstc_jury.exchange.annex_pages import pages_said
from btstc_jury.exchange.sheet_lines import Unreadable
from btstc_jury.exchange.sheet_reading import read_sheet
from btstc_jury.system.worker import serve


def read(asked: SheetQuestion) -> SheetAnswer:
    if asked.rubrics is None:
        return SheetAnswer(pages=_pages(asked.content))
    try:
        return SheetAnswer(read_sheet(asked.content, asked.rubrics))
    except Unreadable as error:
        return SheetAnswer(
            refused=f"«\u202f{asked.name}\u202f» n’a pas pu être lu. {error} Rien n’a été changé."
        )


def _pages(content: bytes) -> int | None:
    if content[:1024].lstrip().startswith(b"%PDF"):
        from btstc_jury.documents.preview import page_count

        try:
            return page_count(content)
        except (RuntimeError, ValueError, OSError):
            return None
    return pages_said(content)


if __name__ == "__main__":
    serve(partial(answered, work=read), MEMORY)
