"""A spreadsheet of any make gives a form or a sentence, never anything else."""

import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from btstc_jury.application.form_content import with_hash
from btstc_jury.application.form_proposals import Proposal, Taken, Wanted
from btstc_jury.application.problems import UnusableForm
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.form import Authority, Form
from btstc_jury.domain.marking import Rounding
from btstc_jury.domain.points import gives_points
from btstc_jury.exchange.form_proposing import propose_form
from btstc_jury.exchange.form_sheets import read_sheets
from btstc_jury.exchange.form_writing import checked, to_fill
from tests.exchange.form_folder import plain

HEADINGS = ("Compétences", "Critères et indicateurs", "1 : Novice", "2 : Débrouillé", "3 : Expert", "Points")
LINES: tuple[tuple[object, ...], ...] = (
    ("C1 Préparer", "Repérage", "rien", "en partie", "tout", 6),
    ("", "Documents", "aucun", "quelques-uns", "tous", ""),
    ("C2 Conduire", "Écoute", "non", "un peu", "oui", 14),
)
Rows = Sequence[Sequence[object]]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    def make(*sheets: Rows | Callable[[Worksheet], None]) -> Path:
        path = tmp_path / "grille.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            for sheet in sheets:
                worksheet = workbook.add_worksheet()
                if callable(sheet):
                    sheet(worksheet)
                else:
                    fill(worksheet, sheet)
        return path

    return make


def fill(worksheet: Worksheet, rows: Rows, top: int = 0, left: int = 0) -> None:
    for number, row in enumerate(rows):
        worksheet.write_row(top + number, left, row)


def of(path: Path, wanted: Wanted | None = None) -> Proposal:
    return propose_form(read_sheets(path.name, path.read_bytes()), "essai", wanted)


def proposed(path: Path, wanted: Wanted | None = None) -> Proposal:
    """What is proposed of it can be kept once what no sheet says is filled in, and not before."""
    proposal = of(path, wanted)
    target = path.with_name("essai.toml")
    assert to_fill(proposal.form, target)[1] == (
        "unit",
        "exam",
        "phases.1.candidate",
        "phases.1.commission",
    )
    form = filled(proposal.form)
    assert checked(form, target)[0] == form
    return proposal


def filled(form: Form) -> Form:
    (phase,) = form.phases
    asked = replace(phase, candidate="présente.", commission="interroge.")
    return with_hash(replace(form, exam="E9", unit="U9", phases=(asked,)))


def remarks(proposal: Proposal) -> list[str]:
    return [plain(each) for each in proposal.remarks]


def refusal(path: Path) -> str:
    with pytest.raises(UnusableForm) as refused:
        of(path)
    return plain(str(refused.value))


def table(form: Form) -> list[tuple[str, int, tuple[str, ...], Decimal | None]]:
    return [(each.text, each.block, each.descriptors, each.points) for each in form.criteria]


def official(worksheet: Worksheet) -> None:
    """As official grids look: a title over all, merged blocks with their points, a foot."""
    worksheet.merge_range(0, 0, 0, 5, "GRILLE D’ÉVALUATION – BTS D’ESSAI")
    worksheet.write(1, 0, "Nom et prénom du candidat :")
    fill(worksheet, [HEADINGS, *LINES], 4)
    worksheet.merge_range(5, 0, 6, 0, "C1 Préparer")
    worksheet.merge_range(5, 5, 6, 5, 6)
    fill(
        worksheet,
        [
            ("Appréciation motivée obligatoire",),
            ("Note proposée pour le candidat", "", "/ 20"),
            ("Note arrondie au demi-point supérieur",),
            ("Fonction", "NOM Prénom", "Signatures"),
        ],
        9,
    )


def test_an_official_grid(book: Callable[..., Path]) -> None:
    proposal = proposed(book(official))
    form = proposal.form
    assert (proposal.heading_row, proposal.remarks) == (5, ())
    assert [(each.letter, each.taken) for each in proposal.columns] == [
        ("A", Taken.GROUP),
        ("B", Taken.CRITERION),
        ("C", Taken.LEVEL),
        ("D", Taken.LEVEL),
        ("E", Taken.LEVEL),
        ("F", Taken.POINTS),
    ]
    assert table(form) == [
        ("Repérage", 1, ("rien", "en partie", "tout"), None),
        ("Documents", 1, ("aucun", "quelques-uns", "tous"), None),
        ("Écoute", 2, ("non", "un peu", "oui"), Decimal(14)),
    ]
    assert [(each.title, each.points) for each in form.blocks] == [
        ("C1 Préparer", Decimal(6)),
        ("C2 Conduire", None),
    ]
    assert [(each.code, each.label) for each in form.competences] == [("C1", "Préparer"), ("C2", "Conduire")]
    assert [(each.letters, each.label) for each in form.levels] == [
        ("No", "Novice"),
        ("D", "Débrouillé"),
        ("E", "Expert"),
    ]
    assert form.title == "GRILLE D’ÉVALUATION – BTS D’ESSAI"
    assert form.motivated
    assert (form.mark.rounding, form.mark.maximum) == (Rounding.HALF_UP, Decimal(20))
    assert form.origins["criteria"].authority is Authority.WORKBOOK
    assert form.origins["total"].authority is Authority.DEFAULT


def test_headings_wherever_they_stand_and_however_they_are_written(book: Callable[..., Path]) -> None:
    rows = [("BAREME", "CRITÈRES  D'EVALUATION", "Observations", "Insuffisant", "Satisfaisant")]
    lines = [("6 pts", "Un", "", "-", "+"), ("14,5", "Deux", "à voir", "x", "")]
    proposal = proposed(book(lambda sheet: fill(sheet, [*rows, *lines], 20, 7)))
    assert [(each.letter, each.taken) for each in proposal.columns][:3] == [
        ("H", Taken.POINTS),
        ("I", Taken.CRITERION),
        ("J", Taken.NOTHING),
    ]
    assert table(proposal.form) == [("Un", 0, (), Decimal(6)), ("Deux", 0, (), Decimal("14.5"))]
    assert [each.letters for each in proposal.form.levels] == ["I", "S"]
    assert remarks(proposal) == [
        "les points font 20,5, la note va jusqu’à 20 : le total calculé y sera ramené"
    ]


def test_levels_over_two_rows_of_headings(book: Callable[..., Path]) -> None:
    def levels(worksheet: Worksheet) -> None:
        worksheet.merge_range(0, 0, 1, 0, "Critères")
        worksheet.merge_range(0, 1, 0, 3, "Niveaux de maîtrise")
        fill(worksheet, [("", "TI", "I", "S"), ("Un", "a b", "c d", "e f")], 1)
        worksheet.write(1, 0, None)

    form = proposed(book(levels)).form
    assert [each.letters for each in form.levels] == ["TI", "I", "S"]
    assert table(form) == [("Un", 0, ("a b", "c d", "e f"), None)]


def test_levels_from_the_highest_are_turned_round(book: Callable[..., Path]) -> None:
    for headings in (("Expert", "Moyen", "Novice"), ("3 - Bien", "2 - Assez", "1 - Peu")):
        rows = [("Critères", *headings), ("Un", "tout", "assez", "rien")]
        proposal = proposed(book(rows))
        assert proposal.form.criteria[0].descriptors == ("rien", "assez", "tout")
        assert remarks(proposal) == [
            "les niveaux du classeur vont du plus haut au plus bas : ils sont retournés"
        ]


@pytest.mark.parametrize(
    ("headings", "levels"),
    [
        (("0", "1/3", "2/3", "3/3"), [("N0", "niveau 0"), ("1/3", "1/3"), ("2/3", "2/3"), ("3/3", "3/3")]),
        (("+ +", "+", "-", "- -"), [("--", "- -"), ("-", "-"), ("+", "+"), ("++", "+ +")]),
        (("Oui", "Non"), [("Non", "Non"), ("Oui", "Oui")]),
        (("TI", "I", "S", "TS"), [("TI", "TI"), ("I", "I"), ("S", "S"), ("TS", "TS")]),
        (("Acquis", "Non acquis"), [("NA", "Non acquis"), ("A", "Acquis")]),
        (("Non évalué", "Non maîtrisé", "Maîtrisé"), [("NM", "Non maîtrisé"), ("M", "Maîtrisé")]),
    ],
)
def test_levels_as_they_are_often_called(
    book: Callable[..., Path], headings: tuple[str, ...], levels: list[tuple[str, str]]
) -> None:
    form = proposed(book([("N°", "Critères", *headings), (1, "Un", *("" for _ in headings))])).form
    assert [(each.letters, each.label) for each in form.levels] == levels


def test_no_levels(book: Callable[..., Path]) -> None:
    proposal = proposed(book([("Objectifs",), ("Parler",), ("Écouter",)]))
    assert [each.letters for each in proposal.form.levels] == ["TI", "I", "S", "TS"]
    assert proposal.form.assessed is Assessed.AIMS
    assert remarks(proposal) == ["aucun niveau trouvé ; l’échelle par défaut est proposée, sans descripteurs"]


def test_titles_of_blocks_over_their_lines(book: Callable[..., Path]) -> None:
    def blocks(worksheet: Worksheet) -> None:
        fill(worksheet, [("Critères", "Insuffisant", "Acquis"), (), ("Un", "a", "b"), (), ("Deux", "c", "d")])
        worksheet.merge_range(1, 0, 1, 2, "BLOC 1 (12 points)")
        worksheet.merge_range(3, 0, 3, 2, "BLOC 2 (8 pts)")

    form = proposed(book(blocks)).form
    assert [(each.title, each.points) for each in form.blocks] == [
        ("BLOC 1 (12 points)", Decimal(12)),
        ("BLOC 2 (8 pts)", Decimal(8)),
    ]
    assert [(each.text, each.block) for each in form.criteria] == [("Un", 1), ("Deux", 2)]


def test_competences_alone_are_what_is_assessed(book: Callable[..., Path]) -> None:
    form = proposed(book([("Compétences", "NA", "A"), ("Vendre", "non", "oui")])).form
    assert form.assessed is Assessed.COMPETENCES
    assert [each.text for each in form.criteria] == ["Vendre"]


def test_hidden_columns_are_left_out_and_said(book: Callable[..., Path]) -> None:
    def hidden(worksheet: Worksheet) -> None:
        fill(worksheet, [HEADINGS, *LINES])
        worksheet.set_column(5, 5, None, None, {"hidden": True})

    proposal = proposed(book(hidden))
    assert not gives_points(proposal.form)
    assert remarks(proposal) == ["colonne F masquée dans le classeur : laissée de côté"]


def test_five_hundred_criteria_are_refused_in_words(book: Callable[..., Path]) -> None:
    path = book([("Critères", "Insuffisant", "Acquis"), *((f"Critère n° {n}", "", "") for n in range(500))])
    assert refusal(path) == (
        "grille.xlsx : 500 critères sous l’en-tête de la ligne 1 de la feuille « Sheet1 », 99 au plus ;"
        " ne gardez que ceux de la grille. Rien n’a été écrit."
    )


def test_formulas_are_read_by_their_values(book: Callable[..., Path]) -> None:
    def formulas(worksheet: Worksheet) -> None:
        fill(worksheet, [("Critères", "Insuffisant", "Acquis", "Points"), ("Un", "a", "b")])
        worksheet.write_formula(1, 3, "=2*6", None, 12)
        worksheet.write_formula(2, 0, '="Deux"', None, "Deux")
        worksheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
        worksheet.write_formula(3, 0, '="Total"', None, "Total")
        worksheet.write_formula(3, 3, "=SUM(D2:D3)", None, 12)

    proposal = proposed(book(formulas))
    assert [each.text for each in proposal.form.criteria] == ["Un", "Deux"]
    said = remarks(proposal)
    assert said[-1] == "1 critère sans points : aucun point n’est repris"


def test_what_is_too_long_or_comes_twice(book: Callable[..., Path]) -> None:
    rows = [
        ("Critères", "Insuffisant", "Acquis"),
        ("Un", "a" * 400, "b"),
        ("Un", "", ""),
        ("x" * 600, "", ""),
    ]
    proposal = proposed(book(rows))
    assert [each.text for each in proposal.form.criteria][:2] == ["Un", "Un (2)"]
    assert remarks(proposal) == [
        "cellule A4 : texte raccourci à 500 caractères",
        "cellule A3 : critère déjà dit plus haut, numéroté",
        "cellule B2, descripteur : texte raccourci à 300 caractères",
    ]


def test_columns_can_be_chosen(book: Callable[..., Path]) -> None:
    path = book([("Quoi", "Critères", "Insuffisant", "Acquis"), ("Un", "u", "a", "b")])
    chosen = {0: Taken.CRITERION, 1: Taken.NOTHING}
    form = proposed(path, Wanted(columns=chosen)).form
    assert [each.text for each in form.criteria] == ["Un"]


def test_the_sheet_with_a_table_is_taken(book: Callable[..., Path]) -> None:
    assert proposed(book([("Mode d’emploi",)], [HEADINGS, *LINES])).sheet == "Sheet2"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "grille.xlsx : toutes les feuilles sont vides. Rien n’a été écrit."),
        (
            [("Nom", "Prénom"), ("Durand", "Léa")],
            "aucun en-tête « Critères » ou « Compétences » n’a été trouvé",
        ),
        ([HEADINGS], "aucun critère sous l’en-tête de la ligne 1 de la feuille « Sheet1 »"),
    ],
)
def test_nothing_to_take(book: Callable[..., Path], rows: Rows, words: str) -> None:
    assert words in refusal(book(rows))


def ods(rows: Rows) -> bytes:
    table_rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text", "manifest")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Feuille">{table_rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {spaces}/>")
        archive.writestr("content.xml", content)
    return packed.getvalue()


def test_an_open_document(tmp_path: Path) -> None:
    path = tmp_path / "grille.ods"
    path.write_bytes(ods([HEADINGS, *LINES]))
    form = proposed(path).form
    assert [each.text for each in form.criteria] == ["Repérage", "Documents", "Écoute"]
    assert [each.points for each in form.blocks] == [Decimal(6), None]


def test_anything_else_is_refused_in_words(book: Callable[..., Path], tmp_path: Path) -> None:
    whole = book([HEADINGS, *LINES]).read_bytes()
    draw = random.Random(12)
    for number in range(120):
        spoiled = bytearray(whole)
        for _ in range(draw.randrange(1, 6)):
            spoiled[draw.randrange(len(spoiled))] = draw.randrange(256)
        content = [bytes(spoiled), whole[: draw.randrange(len(whole))], draw.randbytes(200)][number % 3]
        path = tmp_path / f"autre{['.xlsx', '.xls', '.ods'][number % 3]}"
        path.write_bytes(content)
        said = "Rien n’a été écrit."
        try:
            of(path)
        except UnusableForm as refused:
            said = str(refused)
        assert said.endswith("Rien n’a été écrit.")


@pytest.mark.parametrize(
    "headings",
    [
        ("Insuffisant", "Passable", "Bien", "Très bien"),
        ("Non acquis", "En cours", "Acquis", "Expert"),
        ("Fragile", "Partiellement acquis", "Assez bien", "Acquis"),
        ("Insuffisant", "Ce qu’on attend", "Bien", "Très bien"),
        ("À revoir", "À consolider", "Convenable", "Solide"),
    ],
)
def test_no_level_is_left_out_with_its_descriptors(
    book: Callable[..., Path], headings: tuple[str, ...]
) -> None:
    proposal = proposed(book([("Critères", *headings), ("Écoute", "rien", "peu", "assez", "tout")]))
    assert tuple(each.label for each in proposal.form.levels) == headings
    assert proposal.form.criteria[0].descriptors == ("rien", "peu", "assez", "tout")
    assert not [each for each in remarks(proposal) if "laissée de côté" in each]


def test_a_column_of_texts_that_nobody_knows_is_told_unless_it_was_chosen(book: Callable[..., Path]) -> None:
    path = book(
        [
            ("Critères", "Tel quel", "Insuffisant", "Bien", "Observations"),
            ("Écoute", "rien", "peu", "tout", "voir au dos"),
        ]
    )
    told = "colonne B, « Tel quel », laissée de côté avec ses textes : si c’est un niveau, dites-le"
    assert told in remarks(proposed(path))
    assert [each for each in remarks(proposed(path)) if "Observations" in each] == []
    assert told not in remarks(proposed(path, Wanted(columns={1: Taken.NOTHING})))
    assert len(proposed(path, Wanted(columns={1: Taken.LEVEL})).form.levels) == 3
