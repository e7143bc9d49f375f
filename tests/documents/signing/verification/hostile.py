"""PDFs made to harm, most of them signed by those who made them: every signature fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdfium2
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from btstc_jury.application.evaluation import EvaluationData
from btstc_jury.application.signing import Said, SignatureView
from btstc_jury.documents.grid import grid_document
from btstc_jury.documents.grid_body import signature_field
from btstc_jury.documents.signing.identity import Identity
from btstc_jury.documents.signing.sign import Update, prepare, sign
from btstc_jury.exchange.evaluation_json import encode_evaluation
from tests.documents.signing.signers import DRAWING, NOW
from tests.documents.signing.verification.grids import evaluation, ready, signed

Name = generic.NameObject


def changed(change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """A grid that its signers made hostile themselves: every signature fits."""
    writer = IncrementalPdfFileWriter(BytesIO(ready(evaluation())))
    change(writer)
    output = BytesIO()
    writer.write(output)
    return signed(output.getvalue())


def signed_by(signer: Identity, quality: str) -> bytes:
    """A grid at whose first place somebody else signs."""
    view = SignatureView(signer.name, quality, DRAWING)
    said = Said(NOW, "Grille d’évaluation", "Lycée fictif")
    return signed(sign(ready(evaluation()), signature_field(1), signer, view, said), (2, 3))


def many_pages(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages["/Kids"] = generic.ArrayObject([pages["/Kids"].raw_get(0)] * 50_000)
    pages["/Count"] = generic.NumberObject(50_000)
    writer.update_container(pages)


def pages_in_a_circle(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages["/Kids"] = generic.ArrayObject([writer.root.raw_get("/Pages")])
    writer.update_container(pages)


def deep(writer: IncrementalPdfFileWriter) -> None:
    nested: generic.PdfObject = generic.NullObject()
    for _ in range(300):
        nested = generic.ArrayObject([nested])
    writer.root["/ViewerPreferences"] = nested
    writer.update_root()


def fields_in_a_circle(writer: IncrementalPdfFileWriter) -> None:
    form = writer.root["/AcroForm"]
    first = form["/Fields"].raw_get(0)
    field = first.get_object()
    field["/Kids"] = generic.ArrayObject([first])
    writer.update_container(field)


def script(writer: IncrementalPdfFileWriter) -> None:
    action = {Name("/S"): Name("/JavaScript"), Name("/JS"): generic.pdf_string("app.alert(1)")}
    writer.root["/OpenAction"] = generic.DictionaryObject(action)
    writer.update_root()


def forms_on_a_page(writer: IncrementalPdfFileWriter) -> None:
    """Each draws the next eight times."""
    inner = writer.add_object(_form(b"0 0 9 9 re f"))
    for _ in range(40):
        inner = writer.add_object(_form(b"/X Do " * 8, X=inner))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Resources"][Name("/XObject")] = generic.DictionaryObject({Name("/X"): inner})
    writer.update_container(page["/Resources"])
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=b"/X Do")))


def _form(content: bytes, **inner: generic.IndirectObject) -> generic.StreamObject:
    drawn = generic.DictionaryObject({Name(f"/{name}"): value for name, value in inner.items()})
    described = {
        Name("/Subtype"): Name("/Form"),
        Name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 9, 9))),
        Name("/Resources"): generic.DictionaryObject({Name("/XObject"): drawn}),
    }
    return generic.StreamObject(described, stream_data=content)


def huge_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/MediaBox"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 10**7, 10**7)))
    writer.update_container(page)


def page_bomb(writer: IncrementalPdfFileWriter) -> None:
    """Hundreds of megabytes of blanks to be drawn."""
    huge = generic.StreamObject(stream_data=b" " * (300 << 20))
    huge.compress()
    writer.add_stream_to_page(0, writer.add_object(huge))


def optional_content(writer: IncrementalPdfFileWriter) -> None:
    """A mark that shows on screen alone."""
    group = {Name("/Type"): Name("/OCG"), Name("/Name"): generic.pdf_string("écran")}
    layer = writer.add_object(generic.DictionaryObject(group))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Resources"][Name("/Properties")] = generic.DictionaryObject({Name("/MC0"): layer})
    writer.update_container(page["/Resources"])
    drawn = b"/OC /MC0 BDC 0 0 300 300 re f EMC"
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=drawn)))


def link(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    remark = generic.DictionaryObject({Name("/Type"): Name("/Annot"), Name("/Subtype"): Name("/Link")})
    page["/Annots"].append(writer.add_object(remark))
    writer.update_container(page["/Annots"])
    writer.update_container(page)


def bomb(writer: IncrementalPdfFileWriter) -> None:
    stream = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]["/EF"]["/F"]
    huge = generic.StreamObject(stream_data=b"[" * (80 << 20))
    huge.compress()
    stream._data, stream._encoded_data = None, huge.encoded_data
    stream[Name("/Filter")] = Name("/FlateDecode")
    writer.update_container(stream)


def two_faces(data: EvaluationData) -> bytes:
    """Pages of another version of the program; one part of them is for the screen alone."""
    made = grid_document(data.grid)
    writer = Update(made.pdf)
    group = writer.add_object(
        generic.DictionaryObject({Name("/Type"): Name("/OCG"), Name("/Name"): generic.pdf_string("x")})
    )
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Resources"][Name("/Properties")] = generic.DictionaryObject({Name("/MC0"): group})
    page["/Resources"][Name("/XObject")] = generic.DictionaryObject(
        {Name("/X"): writer.add_object(generic.DictionaryObject({Name("/OC"): group}))}
    )
    writer.update_container(page["/Resources"])
    return prepare(replace(made, pdf=_one_revision(writer)), encode_evaluation(data))


def _one_revision(writer: Update) -> bytes:
    with pypdfium2.PdfDocument(writer.updated()) as document:
        output = BytesIO()
        document.save(output)
        return output.getvalue()


def nested_forms(depth: int = 40, each: int = 8) -> bytes:
    """3 KB: a page that draws a form, which draws another eight times, and so on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/X Do\nendstream",
    ]
    for number in range(5, 5 + depth):
        draw = b"/X Do " * each
        objects.append(
            b"<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
            b"/Length %d>>stream\n%s\nendstream" % (number + 1, len(draw), draw)
        )
    objects.append(b"<</Subtype/Form/BBox[0 0 9 9]/Length 11>>stream\n0 0 9 9 re f\nendstream")
    pdf = b"%PDF-1.7\n"
    for number, each_object in enumerate(objects, start=1):
        pdf += b"%d 0 obj%s endobj\n" % (number, each_object)
    return pdf + b"trailer<</Root 1 0 R>>\n%%EOF\n"
