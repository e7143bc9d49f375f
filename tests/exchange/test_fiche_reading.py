"""A fiche from a word processor: every word of it is somewhere, and what is odd is told."""

from __future__ import annotations

import random
import time
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO

import docx as docx_api
import odfdo
import pytest

from btstc_jury.application.fiche_reading import FindingKind, ReadFiche
from btstc_jury.exchange.annex_pages import pages_said
from btstc_jury.exchange.fiche_lines import Unreadable
from btstc_jury.exchange.fiche_reading import read_fiche
from tests.exchange.fiche_files import (
    E4,
    E6,
    docx,
    docx_body,
    heading,
    odt,
    paragraph,
    with_parts,
)

SHORT = (
    *("Entreprise", "Acteurs", "Informations techniques", "Contexte", "Justification du choix", "Objectifs"),
    *("Conditions", "Stratégie", "Difficultés", "Résultats", "Analyse critique"),
)
BODIES = tuple(f"Le texte numéro {number}, écrit par l’élève." for number in range(1, 12))
ZEROS = b"0" * 1024


def texts(read: ReadFiche) -> tuple[str, ...]:
    return tuple(each.text for each in read.rubrics)


def kinds(read: ReadFiche) -> list[FindingKind]:
    return [each.kind for each in read.told]


def told(read: ReadFiche) -> str:
    return "\n".join(each.words for each in read.told).replace("\u202f", " ")


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as words:
        read_fiche(content, E4)
    return str(words.value).replace("\u202f", " ")


def tried(content: bytes) -> object:
    """The rubrics, or the words of a refusal."""
    try:
        return read_fiche(content, E4).rubrics
    except Unreadable as words:
        return str(words)


def pairs(titles: Sequence[str] = E4) -> list[str]:
    return [line for pair in zip(titles, BODIES, strict=False) for line in pair]


def styled() -> bytes:
    return docx(*(each if place % 2 else (each, "Heading 1") for place, each in enumerate(pairs())))


def whole_odt() -> bytes:
    lines = pairs()
    return odt("".join(paragraph(each) if place % 2 else heading(each) for place, each in enumerate(lines)))


WHOLE: dict[str, Callable[[], bytes]] = {
    "styled": styled,
    "bold": lambda: docx(*((each if place % 2 else (each, "bold")) for place, each in enumerate(pairs()))),
    "plain": lambda: docx(*pairs()),
    "two columns": lambda: docx([list(each) for each in zip(E4, BODIES, strict=True)]),
    "one column": lambda: docx([[each] for each in pairs()]),
    "inline": lambda: docx(*(f"{place}. {title} : {body}" for place, (title, body) in _numbered())),
    "odt": whole_odt,
    "text": lambda: "\n\n".join(pairs()).encode(),
    "windows": lambda: "\r\n".join(pairs()).encode("utf-8-sig"),
    "utf-16": lambda: "\n".join(pairs()).encode("utf-16"),
    "utf-16-le": lambda: "\n".join(pairs()).encode("utf-16-le"),
    "cp1252": lambda: "\n".join(pairs()).encode("cp1252"),
    "mac": lambda: "\r".join(pairs()).encode("mac_roman"),
    "markdown": lambda: "\n".join(
        each if place % 2 else f"## {each}" for place, each in enumerate(pairs())
    ).encode(),
    "underlined": lambda: "\n".join(
        each if place % 2 else f"{each}\n{'=' * 20}" for place, each in enumerate(pairs())
    ).encode(),
}


def _numbered() -> enumerate[tuple[str, str]]:
    return enumerate(zip(E4, BODIES, strict=True), 1)


@pytest.mark.parametrize("way", WHOLE)
def test_every_rubric_is_found_however_it_is_written(way: str) -> None:
    read = read_fiche(WHOLE[way](), E4)
    assert tuple(each.title for each in read.rubrics) == E4
    assert texts(read) == BODIES
    assert read.filled == 11
    assert read.before == ""
    assert {*kinds(read)} <= {FindingKind.ENCODING}


def test_seven_rubrics_of_the_other_exam_are_found() -> None:
    read = read_fiche(docx(*pairs(E6)), E6)
    assert texts(read) == BODIES[:7]
    assert read.told == ()


def test_shortened_headings_are_read_and_told() -> None:
    read = read_fiche("\n".join(pairs(SHORT)).encode(), E4)
    assert texts(read) == BODIES
    assert kinds(read) == [FindingKind.INEXACT] * 11
    assert "« Contexte » a été lu comme « contexte de la situation de négociation »." in told(read)
    assert [each.line for each in read.told[:3]] == [1, 3, 5]


def test_rubrics_in_another_order_go_to_their_place() -> None:
    order = [*range(11)]
    random.Random(13).shuffle(order)
    read = read_fiche(docx(*(text for place in order for text in (E4[place], BODIES[place]))), E4)
    assert texts(read) == BODIES


def test_a_missing_rubric_is_told_and_no_other_suffers() -> None:
    read = read_fiche(docx(*pairs()[:6], *pairs()[8:]), E4)
    assert texts(read) == (*BODIES[:3], "", *BODIES[4:])
    assert kinds(read) == [FindingKind.MISSING]
    assert "« contexte de la situation de négociation » n’a pas été trouvée." in told(read)


def test_a_heading_with_nothing_under_it_is_told() -> None:
    lines = pairs()
    del lines[7]
    read = read_fiche(docx(*lines), E4)
    assert kinds(read) == [FindingKind.EMPTY]
    assert "Rien ne suit le titre de la rubrique « contexte" in told(read)


def test_with_every_rubric_missing_the_text_is_kept_apart() -> None:
    read = read_fiche(docx("Un texte", "sans titre"), E4)
    assert read.before == "Un texte\nsans titre"
    assert read.filled == 0
    assert kinds(read) == [FindingKind.MISSING]
    assert "Aucun titre de rubrique n’a été reconnu" in told(read)


def test_with_every_rubric_doubled_the_texts_are_joined_and_told() -> None:
    read = read_fiche(docx(*pairs(), *pairs()), E4)
    assert texts(read) == tuple(f"{each}\n\n{each}" for each in BODIES)
    assert kinds(read) == [FindingKind.DOUBLED] * 11
    assert [each.line for each in read.told] == [*range(23, 45, 2)]
    twice = read_fiche(b"Contexte\nun\nContexte\ndeux", E4)
    assert twice.rubrics[3].text == "un\n\ndeux"
    assert FindingKind.DOUBLED in kinds(twice)


def test_a_table_of_contents_doubles_nothing() -> None:
    contents = [f"{title} ........ {page}" for page, title in enumerate(E4)]
    assert read_fiche("\n".join([*contents, *pairs()]).encode(), E4).told == ()
    read = read_fiche(
        docx_body('<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Contexte</w:t></w:r></w:p>'), E4
    )
    assert FindingKind.EMPTY in kinds(read)


def test_an_unknown_heading_is_kept_as_text_where_it_stands_and_told() -> None:
    read = read_fiche(docx((E4[3], "Heading 1"), "un", ("Le marché local", "Heading 2"), "deux"), E4)
    assert read.rubrics[3].text == "un\nLe marché local\ndeux"
    (unknown,) = (each for each in read.told if each.kind is FindingKind.UNKNOWN)
    assert (unknown.line, unknown.heading) == (3, "Le marché local")
    assert "gardé comme texte sous « contexte" in unknown.words.replace("\u202f", " ")


def test_a_part_named_like_its_rubric_stays_text() -> None:
    lines = [*pairs()[:4], E4[2], "Produit : un gerbeur", "Offre : 10 900 €", *pairs()[6:]]
    read = read_fiche(docx(*lines), E4)
    assert read.rubrics[2].text == "Produit : un gerbeur\nOffre : 10 900 €"
    lines[5] = "Client : un transporteur"
    assert read_fiche(docx(*lines), E4).rubrics[2].text == "Client : un transporteur\nOffre : 10 900 €"


def test_text_before_the_first_heading_is_kept_apart_and_gives_the_title() -> None:
    top = ["BTS Technico-commercial, session 2027", "Nom : DUPONT", "Prénom : Léa", "Léa DUPONT", "N° 0213"]
    read = read_fiche(docx(*top, "Vente de gerbeurs à un transporteur", *pairs()), E4)
    assert read.before.splitlines() == [*top, "Vente de gerbeurs à un transporteur"]
    assert read.title == "Vente de gerbeurs à un transporteur"
    assert kinds(read) == [FindingKind.BEFORE]
    assert "peut nommer une personne" in told(read)
    assert read_fiche(docx(*top, *pairs()), E4).title == ""
    assert read_fiche(docx(*top, "Intitulé de la situation : Chariots Valdor", *pairs()), E4).title == (
        "Chariots Valdor"
    )
    assert read_fiche(docx(("Chariots Valdor", "Title"), *pairs()), E4).title == "Chariots Valdor"


def test_a_list_a_table_and_several_paragraphs_keep_their_shape() -> None:
    read = read_fiche(
        docx(
            E4[2],
            "un",
            "",
            "",
            "",
            "deux",
            [["Modèle", "Prix"], ["A", "10 €"], ["B", ""]],
            E4[3],
            "trois",
        ),
        E4,
    )
    assert read.rubrics[2].text == "un\n\ndeux\nModèle | Prix\nA | 10 €\nB"
    listed = docx_body(
        f"<w:p><w:r><w:t>{E4[3]}</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>un</w:t></w:r></w:p>"
    )
    assert read_fiche(listed, E4).rubrics[3].text == "- un"


def test_a_row_of_headings_names_the_columns_below_it() -> None:
    read = read_fiche(docx([[E4[3], E4[5]], ["un hangar", "signer"], ["suite", ""]]), E4)
    assert read.rubrics[3].text == "un hangar\n\nsuite"
    assert read.rubrics[5].text == "signer"


def test_a_table_with_numbers_a_head_and_what_is_expected_is_read_as_one_of_two_columns() -> None:
    rows = [["N°", "Rubrique", "Contenu"]]
    for place, (title, body) in _numbered():
        rows.append([str(place), f"{title} (trois lignes au plus)", body])
    read = read_fiche(docx(rows), E4)
    assert texts(read) == BODIES
    assert (read.before, read.title) == ("N° | Rubrique | Contenu", "")


def test_what_stands_in_controls_boxes_insertions_and_notes_is_read() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    box = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:drawing><w:txbxContent><w:p>{0}</w:p></w:txbxContent></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><w:txbxContent><w:p>{0}</w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    ).format(run.format("dans un cadre"))
    body = (
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:p>{run.format(E4[3])}</w:p></w:sdtContent></w:sdt>"
        f"<w:p>{run.format('écrit ')}<w:ins w:id='1'>{run.format('ajouté')}</w:ins>"
        "<w:del w:id='2'><w:r><w:delText>retiré</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:tab/><w:t>lié</w:t><w:br/><w:t>dessous</w:t></w:r></w:hyperlink></w:p>"
        f"<w:p><w:r>{box}</w:r></w:p><!-- rien --><w:p><w:r><w:drawing/></w:r></w:p>"
        f"<w:p><w:sdt><w:sdtContent>{run.format('en ligne')}</w:sdtContent></w:sdt></w:p>"
    )
    read = read_fiche(docx_body(body), E4)
    assert read.rubrics[3].text == "écrit ajouté lié\ndessous\n\ndans un cadre\n\nen ligne"
    assert "Un passage supprimé en suivi des modifications n’a pas été repris." in told(read)
    assert "Une image n’a pas été reprise." in told(read)


def test_the_parts_of_an_odt_are_read_as_well() -> None:
    styles = (
        '<style:style style:name="P1" style:family="paragraph">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="P1"/>'
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>retiré</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + paragraph("Négociation commerciale", "P2")
        + "<text:p>un<text:s/><text:span>deux</text:span><text:tab/>trois<text:line-break/>quatre"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>une note</text:p>"
        "</text:note-body></text:note></text:p>"
        f"<text:list><text:list-item>{paragraph('point')}</text:list-item></text:list>"
        f"<text:section><table:table><table:table-row><table:table-cell>{paragraph('A')}</table:table-cell>"
        f"<table:table-cell>{paragraph('B')}</table:table-cell></table:table-row></table:table></text:section>"
        f"<text:p><draw:frame><draw:text-box>{paragraph('cadre')}</draw:text-box></draw:frame></text:p>"
        "<text:p><draw:frame><draw:image/></draw:frame>fin<office:annotation><text:p>avis</text:p>"
        "</office:annotation></text:p>"
    )
    read = read_fiche(odt(body, styles=styles), E4)
    assert read.rubrics[2].text == (
        "un deux trois\nquatre (note\u202f: une note)\n- point\nA | B\n\ncadre\nfin"
    )
    for words in ("Un passage supprimé", "Une image", "Un commentaire"):
        assert words in told(read)


def test_documents_that_the_libraries_write_themselves_are_read() -> None:
    word = docx_api.Document()
    word.sections[0].header.paragraphs[0].text = "Léa DUPONT"
    word.add_heading("Chariots Valdor", 0)
    word.add_heading(E4[3], 1)
    word.add_paragraph("un", "List Bullet").add_run(" deux").italic = True
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "A", "B"
    out = BytesIO()
    word.save(out)
    read = read_fiche(out.getvalue(), E4)
    assert (read.title, read.rubrics[3].text) == ("Chariots Valdor", "un deux\nA | B")
    assert "L’en-tête ou le pied de page n’a pas été repris." in told(read)
    text = odfdo.Document("text")
    text.body.clear()
    text.body.append(odfdo.Header(1, E4[3]))
    text.body.append(odfdo.Paragraph("un  deux"))
    text.body.append(odfdo.List(["trois", "quatre"]))
    grid = odfdo.Table("grille")
    grid.set_values([["A", "B"]])
    text.body.append(grid)
    out = BytesIO()
    text.save(out)
    assert read_fiche(out.getvalue(), E4).rubrics[3].text == "un  deux\n- trois\n- quatre\nA | B"


def test_comments_headers_and_macros_are_told_and_not_read() -> None:
    with_macro = with_parts(
        styled(),
        {
            "word/vbaProject.bin": b"\xd0\xcf macro",
            "[Content_Types].xml": lambda old: old.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            ),
        },
    )
    read = read_fiche(with_macro, E4)
    assert texts(read) == BODIES
    assert "Le document contient des macros : elles n’ont été ni lues ni exécutées." in told(read)
    assert "macros" in told(read_fiche(odt(heading(E4[3]), others={"Basic/script-lc.xml": b"<a/>"}), E4))
    commented = docx_body(f"<w:p><w:r><w:t>{E4[3]}</w:t><w:commentReference w:id='0'/></w:r></w:p>")
    assert "Un commentaire n’a pas été repris." in told(read_fiche(commented, E4))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Le document est vide"),
        (b" \n\n ", "Le document est vide"),
        (docx(), "Le document est vide"),
        (odt(""), "Le document est vide"),
        (b"%PDF-1.7 renamed", "C’est un PDF, quel que soit son nom"),
        (b"{\\rtf1 x}", "C’est un document RTF"),
        (b"\x89PNG\r\n\x1a\n", "C’est une image"),
        (b"\xff\xd8\xff\xe0", "C’est une photographie"),
        (b"  <HTML><body>", "C’est une page web"),
        (b"<?xml version='1.0'?><office/>", "C’est un fichier XML"),
        (
            b"\xd0\xcf\x11\xe0" + bytes(64) + "EncryptedPackage".encode("utf-16-le"),
            "protégé par un mot de passe",
        ),
        (b"\xd0\xcf\x11\xe0" + bytes(64) + "WordDocument".encode("utf-16-le"), "ancien format (DOC)"),
        (bytes(range(256)) * 40, "Ce n’est pas un texte"),
        (b"PK\x03\x04 rien", "endommagé"),
        (odt("", others={"encrypted-package": b"x"}), "protégé par un mot de passe"),
        (
            with_parts(odt("<text:p>x</text:p>"), {"META-INF/manifest.xml": b"<m><encryption-data/></m>"}),
            "protégé par un mot de passe",
        ),
        (with_parts(odt(""), {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "un classeur"),
        (with_parts(docx(), {"[Content_Types].xml": b"<Types>spreadsheetml</Types>"}), "un classeur"),
        (
            with_parts(docx(), {"_rels/.rels": b"<a>http://purl.oclc.org/ooxml/x</a>"}),
            "« Open XML strict »",
        ),
        (docx_body("<w:p><w:r><w:drawing/></w:r></w:p>"), "ne contient que des images"),
    ],
    ids=range(20),
)
def test_what_is_no_fiche_is_refused_in_words_that_say_what_to_do(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_an_archive_that_is_no_document_is_told() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("photo.jpg", b"x")
    assert "C’est une archive" in refused(out.getvalue())


def test_bombs_and_entities_are_refused_before_they_are_read() -> None:
    begun = time.perf_counter()
    bomb = with_parts(docx(*pairs()), {"word/media/image.bin": ZEROS * (30 << 10)})
    assert "démesuré pour la taille" in refused(bomb)
    crowd = with_parts(docx("x"), {f"word/media/{number}.png": b"x" for number in range(3_001)})
    assert "plus de 3000 fichiers" in refused(crowd)
    for hostile in (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>',
        b"<a>" * 300 + b"</a>" * 300,
        b"<a><b></a>",
    ):
        assert "endommagé" in refused(with_parts(docx(), {"word/document.xml": hostile}))
        assert "endommagé" in refused(with_parts(odt(""), {"content.xml": hostile}))
        assert "endommagé" in refused(with_parts(docx(), {"word/styles.xml": hostile}))
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize("make", [styled, whole_odt], ids=["docx", "odt"])
def test_two_hundred_pages_are_read_whole_in_a_moment(make: Callable[[], bytes]) -> None:
    page = "Une phrase de l’élève qui dit ce qu’il a fait, pourquoi, et ce qu’il en retient. " * 6
    lines = [text for title in E4 for text in (title, *[page] * 110)]
    if make is styled:
        content = docx(*(text if text == page else (text, "Heading 1") for text in lines))
    else:
        content = odt("".join(paragraph(text) if text == page else heading(text) for text in lines))
    begun = time.process_time()
    read = read_fiche(content, E4)
    assert time.process_time() - begun < 8
    assert texts(read) == tuple("\n".join([page.strip()] * 110) for _ in E4)
    assert read.told == ()


@pytest.mark.parametrize("make", [styled, whole_odt], ids=["docx", "odt"])
def test_a_truncated_or_spoiled_document_gives_words_or_a_fiche(make: Callable[[], bytes]) -> None:
    whole = make()
    for length in range(64, len(whole), len(whole) // 20):
        with pytest.raises(Unreadable):
            read_fiche(whole[:length], E4)
    draw = random.Random(13)
    for _ in range(40):
        spoiled = bytearray(whole)
        for _ in range(draw.randint(1, 8)):
            spoiled[draw.randrange(len(spoiled))] = draw.randrange(256)
        assert tried(bytes(spoiled))


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "content.xml", "META-INF/manifest.xml"]
)
def test_a_part_spoiled_within_gives_words_or_a_fiche(part: str) -> None:
    whole = styled() if part.startswith("word") else whole_odt()
    with zipfile.ZipFile(BytesIO(whole)) as packed:
        content = packed.read(part)
    draw = random.Random(13)
    for _ in range(15):
        at, length = draw.randrange(len(content)), draw.randint(0, 60)
        spoiled = content[:at] + draw.randbytes(draw.randint(0, 3)) + content[at + length :]
        assert tried(with_parts(whole, {part: spoiled}))


def test_a_rubric_of_hundreds_of_pages_is_refused() -> None:
    assert "dépasse trois cents pages" in refused(f"{E4[3]}\n{'x' * 900_001}".encode())


def test_a_thousand_pages_are_no_fiche() -> None:
    assert "plus de mille pages" in refused(b"x" * 3_000_001)
    rows = "<w:tr><w:tc><w:p><w:r><w:t>" + "x " * 800_000 + "</w:t></w:r></w:p></w:tc></w:tr>"
    assert "plus de mille pages" in refused(docx_body(f"<w:tbl>{rows * 2}</w:tbl>"))


def test_many_remarks_are_bounded() -> None:
    lines = [f"{title}\ntexte" for _ in range(20) for title in SHORT]
    read = read_fiche("\n".join(lines).encode(), E4)
    assert len(read.told) == 41
    assert "autres remarques de ce genre" in read.told[-1].words


def test_pages_are_counted_where_the_file_says_them() -> None:
    app = b"<Properties><Pages>7</Pages></Properties>"
    assert pages_said(with_parts(docx("x"), {"docProps/app.xml": app})) == 7
    meta = b'<m><meta:document-statistic meta:page-count="3"/></m>'
    assert pages_said(odt("", others={"meta.xml": meta})) == 3
    assert pages_said(b"\x89PNG\r\n\x1a\n") == 1
    assert pages_said(odt("")) is None
    assert pages_said(b"PK rien") is None
    assert pages_said(b"texte") is None
