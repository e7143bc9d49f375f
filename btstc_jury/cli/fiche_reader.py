"""The process in which fiches and annexes that anybody may have made are read."""

from __future__ import annotations

from functools import partial

from btstc_jury.application.fiche_reading import MEMORY, FicheAnswer, FicheQuestion, answered
from btstc_jury.exchange.annex_pages import pages_said
from btstc_jury.exchange.fiche_lines import Unreadable
from btstc_jury.exchange.fiche_reading import read_fiche
from btstc_jury.system.worker import serve


def read(asked: FicheQuestion) -> FicheAnswer:
    if asked.rubrics is None:
        return FicheAnswer(pages=_pages(asked.content))
    try:
        return FicheAnswer(read_fiche(asked.content, asked.rubrics))
    except Unreadable as error:
        return FicheAnswer(
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
