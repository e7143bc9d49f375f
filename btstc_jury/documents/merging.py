"""Several PDFs as one, to be printed: signatures don't come with their pages."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pypdfium2

from btstc_jury.documents.preview import PDFIUM


def merged_pdf(pdfs: Sequence[bytes]) -> bytes:
    """All pages, in their order. Raises ``pypdfium2.PdfiumError`` for what is no PDF."""
    out = BytesIO()
    with PDFIUM, pypdfium2.PdfDocument.new() as whole:
        for pdf in pdfs:
            with pypdfium2.PdfDocument(pdf) as part:
                whole.import_pages(part)
        whole.save(out)
    return out.getvalue()
