"""The process in which PDFs that anybody may have made are verified and drawn."""

from __future__ import annotations

from functools import partial

from btstc_jury.application.examining import MEMORY, Answer, Question, answered
from btstc_jury.documents.preview import foreign_pages
from btstc_jury.documents.signing.verification.kept import read_kept
from btstc_jury.documents.signing.verification.verify import verify_pdf
from btstc_jury.exchange.evaluation_json import decode_evaluation
from btstc_jury.system.worker import serve


def examine(asked: Question) -> Answer:
    if asked.width:
        return Answer(pages=foreign_pages(asked.pdf, asked.width))
    if asked.kept:
        return Answer(carried=read_kept(asked.pdf, decode_evaluation))
    return Answer(verify_pdf(asked.pdf, asked.trust, read_data=decode_evaluation))


if __name__ == "__main__":
    serve(partial(answered, work=examine), MEMORY)
