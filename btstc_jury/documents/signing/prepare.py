"""A grid made ready to be signed: its data attached, its signature fields in place."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils import embed, generic
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from btstc_jury.documents.grid import GridDocument
from btstc_jury.documents.grid_body import SEAL_FIELD


class Update(IncrementalPdfFileWriter):
    """Adds to a PDF. What the document says of itself (title, author, no date) stays as it was made."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(BytesIO(pdf))

    def changed_root(self) -> DictionaryObject:
        """The catalogue, to be written again."""
        self.update_root()  # type: ignore[no-untyped-call]
        return self.root

    def updated(self) -> bytes:
        """The earlier bytes, and the update after them."""
        output = BytesIO()
        self.write(output)  # type: ignore[no-untyped-call]
        return output.getvalue()

    def _update_meta(self) -> None:
        """Left out: pyHanko would name itself as the producer, with the date of this machine."""


ATTACHMENT = "evaluation.json"
_DESCRIPTION = "Données de l’évaluation, lisibles par un programme"


def prepare(grid: GridDocument, evaluation: bytes) -> bytes:
    """The grid with ``evaluation`` (JSON) as an associated file and an empty field at each of its places."""
    writer = Update(grid.pdf)
    _attach(writer, evaluation)
    for place in grid.places:
        title = (
            "Sceau du centre" if place.field == SEAL_FIELD else f"Signature {place.field.rpartition('-')[2]}"
        )
        # Whole hundredths: pyHanko writes numbers in full.
        box = tuple(round(each, 2) for each in place.area)
        append_signature_field(
            writer,
            SigFieldSpec(place.field, on_page=place.page, box=box, readable_field_name=title),  # type: ignore[arg-type]  # Points need not be whole.
        )
    return writer.updated()


def _attach(writer: Update, data: bytes) -> None:
    """As pyHanko's own function does, but without calling the document PDF 2.0, which ReportLab's isn't."""
    stream = embed.EmbeddedFileObject.from_file_data(
        writer,
        data=data,
        mime_type="application/json",
        params=embed.EmbeddedFileParams(embed_checksum=False),
    )
    described = embed.FileSpec(
        file_spec_string=ATTACHMENT,
        file_name=ATTACHMENT,
        embedded_data=stream,
        description=_DESCRIPTION,
        af_relationship=generic.NameObject("/Data"),
    ).as_pdf_object()
    reference = writer.add_object(described)
    names = generic.ArrayObject([generic.pdf_string(ATTACHMENT), reference])
    tree = generic.DictionaryObject({generic.NameObject("/Names"): names})
    root = writer.changed_root()
    root["/Names"] = generic.DictionaryObject({generic.NameObject("/EmbeddedFiles"): writer.add_object(tree)})
    root["/AF"] = generic.ArrayObject([reference])
