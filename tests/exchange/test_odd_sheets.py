"""Workbooks that are odd or made to harm: read as somebody would, or refused with what to do."""

import random
import re
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from btstc_jury.application.form_proposals import Proposal, Taken, Wanted
from btstc_jury.application.problems import UnusableForm
from btstc_jury.exchange.form_proposing import WorkbookProposer, propose_form
from btstc_jury.exchange.form_sheets import Merge, Sheet, Workbook, read_sheets
from btstc_jury.exchange.form_writing import checked
from btstc_jury.exchange.sheet_facts import UNCALCULATED
from btstc_jury.exchange.sheet_reader import SheetReader, answered
from btstc_jury.exchange.toml_files import FormErrors
from tests.exchange import odd_sheets as odd
from tests.exchange.form_folder import plain
from tests.exchange.test_form_proposing import filled

SEED = 2512
WORDS = {
    "vide.xlsx": "ce fichier est vide",
    "texte.xlsx": "fichier de texte (CSV)",
    "grille.csv": "fichier de texte (CSV)",
    "ancien.xlsx": "fichier de texte (CSV)",
    "papier.ods": "c’est un PDF",
    "page.xls": "page web",
    "image.xlsx": "pas un classeur",
    "lettre.xlsx": "traitement de texte",
    "archive.xlsx": "format inconnu",
    "tronque.xlsx": "incomplet",
    "tronque.ods": "incomplet",
    "protege.xlsx": "mot de passe",
    "protege.ods": "mot de passe",
    "protege.xls": "mot de passe",
    "bombe.xlsx": "démesuré",
    "entites.xlsx": "endommagé",
    "rires.ods": "endommagé",
    "loin.xlsx": "la feuille « Grille » va jusqu’à la cellule XFD1048576",
    "loin.ods": "la feuille « Grille » va jusqu’à la cellule C1048576",
    "repete.ods": "la feuille « Grille » va jusqu’à la cellule XFD1000002",
    "repete-trop.ods": "endommagé",
    "masque.xlsx": "toutes les feuilles sont masquées",
}


def read(path: Path) -> Workbook:
    """As the program asks, in this process."""
    return SheetReader(answered, OSError).read(path)


def proposed(content: bytes, name: str = "grille.xlsx", wanted: Wanted | None = None) -> Proposal:
    return propose_form(read_sheets(name, content), "essai", wanted)


def remarks(proposal: Proposal) -> list[str]:
    return [plain(each) for each in proposal.remarks]


def texts(proposal: Proposal) -> list[str]:
    return [each.text for each in proposal.form.criteria]


@pytest.mark.parametrize("name", sorted(odd.HARMFUL))
def test_what_is_no_workbook_or_harms(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(odd.HARMFUL[name]())
    with pytest.raises(UnusableForm) as refused:
        read(path)
    said = plain(str(refused.value))
    assert said.startswith(f"{name} : ")
    assert WORDS[name] in said
    assert said.endswith(". Rien n’a été écrit.")


def test_what_is_no_file(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.xlsx", tmp_path):
        with pytest.raises(UnusableForm, match=r"n’existe pas, ou n’en est pas un"):
            read(path)


def test_a_real_xls() -> None:
    proposal = proposed(odd.XLS.read_bytes(), "grille.xls")
    assert texts(proposal) == ["Repérage", "Documents", "Écoute"]
    assert remarks(proposal) == [
        "feuille masquée, laissée de côté : « Cachée »",
        "les points font 22,5, la note va jusqu’à 20 : le total calculé y sera ramené",
    ]


def test_a_name_that_lies_about_the_format() -> None:
    for name in ("grille.xls", "grille.ods", "grille.xlsx"):
        for content in (odd.xlsx(odd.USUAL), odd.ods(odd.ODS_USUAL)):
            assert texts(proposed(content, name)) == ["Écoute"]


def test_the_end_of_a_sheet_as_tables_leave_it() -> None:
    rest = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert texts(proposed(odd.ods(odd.ODS_USUAL + rest))) == ["Écoute"]
    styled = odd.USUAL + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    before = '<dimension ref="A1:XFD1048576"/>'
    assert texts(proposed(odd.xlsx(styled, before=before))) == ["Écoute"]


def test_a_workbook_of_very_many_sheets() -> None:
    proposal = proposed(odd.written(odd.grid, 400))
    assert texts(proposal) == ["Écoute", "Argumente"]
    assert remarks(proposal) == ["400 feuilles : seules les 100 premières sont lues"]


def test_texts_of_great_length() -> None:
    shared = f"<si><t>Critères</t></si><si><t>{'x' * 2_000_000}</t></si>"
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(2, 40))
    rows = f'<row r="1"><c r="A1" t="s"><v>0</v></c></row>{cells}'
    proposal = proposed(odd.xlsx(rows, shared=shared))
    assert {len(each) for each in texts(proposal)} == {500}
    checked(filled(proposal.form), Path("essai.toml"))


def test_hidden_rows_and_columns_of_an_xlsx() -> None:
    def hidden(worksheet: Worksheet) -> None:
        odd.grid(worksheet)
        worksheet.set_row(1, None, None, {"hidden": True})
        worksheet.set_column(3, 3, None, None, {"hidden": True})

    proposal = proposed(odd.written(hidden))
    assert texts(proposal) == ["Argumente"]
    assert remarks(proposal) == [
        "colonne D masquée dans le classeur : laissée de côté",
        "ligne 2 masquée dans le classeur : laissée de côté",
    ]


def test_hidden_rows_and_columns_of_an_ods() -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
    )
    rows = (
        odd.ODS_USUAL + odd.ods_row("Vu", "a", "b") + odd.ods_row("Caché", more='table:visibility="collapse"')
    )
    proposal = proposed(odd.ods(rows, columns), "grille.ods")
    assert texts(proposal) == ["Écoute", "Vu"]
    assert remarks(proposal)[:2] == [
        "colonne C masquée dans le classeur : laissée de côté",
        "ligne 4 masquée dans le classeur : laissée de côté",
    ]


def test_what_is_hidden_is_told_of_the_right_sheet() -> None:
    made = BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        first, second = workbook.add_worksheet("Autre"), workbook.add_worksheet("Grille")
        first.set_column(0, 3, None, None, {"hidden": True})
        odd.grid(second)
        workbook.worksheets_objs.reverse()
    assert texts(proposed(made.getvalue())) == ["Écoute", "Argumente"]


def test_formulas_that_nobody_calculated_and_errors_have_their_cell() -> None:
    rows = (
        odd.USUAL
        + '<row r="3"><c r="A3"><f>B9</f></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        + odd.cells(4, "Deux", "a", "b")
    )
    proposal = proposed(odd.xlsx(rows))
    assert texts(proposal) == ["Écoute", "Deux"]
    assert remarks(proposal) == [
        f"cellule A3 : {plain(UNCALCULATED)}",
        "cellule B3 : erreur #DIV/0!, lue comme vide",
    ]
    row = '<table:table-row><table:table-cell table:formula="of:=[.B9]"/></table:table-row>'
    proposal = proposed(odd.ods(odd.ODS_USUAL + row), "grille.ods")
    assert remarks(proposal)[0].startswith("cellule A3 : formule sans valeur calculée")


def test_dates_as_criteria_and_as_levels_are_told() -> None:
    def dates(worksheet: Worksheet) -> None:
        odd.grid(worksheet)
        made = workbook.add_format({"num_format": "dd/mm/yyyy"})
        worksheet.write_number(1, 0, 46000, made)
        worksheet.write_number(2, 0, 46000.5, made)

    made = BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        dates(workbook.add_worksheet())
    proposal = proposed(made.getvalue())
    assert texts(proposal) == ["09/12/2025", "09/12/2025 12:00"]
    assert remarks(proposal)[0] == (
        "cellule A2 : « 09/12/2025 » : date, que le tableur a pu faire d’autre chose (1/3) : à vérifier"
    )


@pytest.mark.parametrize(
    ("points", "read_as"),
    [
        (("2,5", "17,5"), ["2.5", "17.5"]),
        (("2,5 pts", "/ 3"), ["2.5", "3"]),
        (("30 %", "70 %"), ["30", "70"]),
        ((0.3, 0.7), ["0.3", "0.7"]),
        (("beaucoup", "3"), None),
        ((-2, 3), None),
    ],
)
def test_points_however_they_are_written(points: tuple[object, ...], read_as: list[str] | None) -> None:
    def pointed(worksheet: Worksheet) -> None:
        odd.grid(worksheet)
        for number, each in enumerate(points, 1):
            worksheet.write(number, 3, each)

    proposal = proposed(odd.written(pointed))
    found = [str(each.points) for each in proposal.form.criteria]
    assert found == (read_as or ["None", "None"])
    if read_as is None:
        assert remarks(proposal)[0].startswith("cellule D2 : «")
        assert remarks(proposal)[1] == "1 critère sans points : aucun point n’est repris"


def test_two_tables_one_below_the_other() -> None:
    def two(worksheet: Worksheet) -> None:
        odd.grid(worksheet, 70 - 60)
        worksheet.write_row(15, 0, ("Critères", "Faible", "Moyen", "Fort"))
        worksheet.write_row(16, 0, ("Tenue", "a", "b", "c"))

    proposal = proposed(odd.written(two))
    assert texts(proposal) == ["Écoute", "Argumente"]
    assert remarks(proposal) == ["un autre tableau commence à la ligne 16 : laissé de côté"]
    other = proposed(odd.written(two), wanted=Wanted(row=16))
    assert (texts(other), len(other.form.levels)) == (["Tenue"], 3)


def test_two_tables_side_by_side() -> None:
    def two(worksheet: Worksheet) -> None:
        odd.grid(worksheet)
        worksheet.write_row(0, 5, ("Critères", "Faible", "Fort"))
        worksheet.write_row(1, 5, ("Tenue", "a", "b"))

    proposal = proposed(odd.written(two))
    assert texts(proposal) == ["Écoute", "Argumente"]
    assert remarks(proposal) == ["un autre tableau commence à la colonne F : laissé de côté"]


def test_headings_said_again_on_each_page() -> None:
    def again(worksheet: Worksheet) -> None:
        odd.grid(worksheet)
        worksheet.write_row(3, 0, odd.HEADINGS)
        worksheet.write_row(4, 0, ("Conclut", "non", "oui", 4))

    proposal = proposed(odd.written(again))
    assert texts(proposal) == ["Écoute", "Argumente", "Conclut"]


def test_a_line_that_looks_like_the_foot_is_told() -> None:
    def foot(worksheet: Worksheet) -> None:
        odd.grid(worksheet)
        worksheet.write_row(3, 0, ("Note les besoins du client", "non", "oui"))

    (said,) = remarks(proposed(odd.written(foot)))
    assert said == (
        "le tableau est lu jusqu’à la ligne 4, « Note les besoins du client », prise pour sa fin ; ce qui"
        " suit est laissé de côté"
    )


def test_what_is_not_found_can_be_said() -> None:
    def bare(worksheet: Worksheet) -> None:
        worksheet.write(0, 0, "Grille de l’oral")
        worksheet.write_row(2, 0, ("Quoi", "Peu", "Beaucoup"))
        worksheet.write_row(3, 0, ("Écoute", "non", "oui"))

    content = odd.written(bare, 2)
    proposer = WorkbookProposer(read_sheets("grille.xlsx", content))
    with pytest.raises(UnusableForm, match="dites laquelle a les critères"):
        proposer.propose(Wanted())
    layout = proposer.layout(Wanted())
    assert (layout.sheet, layout.heading_row) == ("Grille", 3)
    assert [(each.letter, each.heading, each.example) for each in layout.columns] == [
        ("A", "Quoi", "Écoute"),
        ("B", "Peu", "non"),
        ("C", "Beaucoup", "oui"),
    ]
    said = {0: Taken.CRITERION, 1: Taken.LEVEL, 2: Taken.LEVEL}
    proposal = proposer.propose(Wanted("Grille", 3, said))
    assert texts(proposal) == ["Écoute"]
    assert [each.label for each in proposal.form.levels] == ["Peu", "Beaucoup"]
    for wanted, words in (
        (Wanted("Absente"), "pas de feuille « Absente »"),
        (Wanted("Grille", 900), "la ligne 900 n’existe pas"),
        (Wanted("Grille", 3), "aucune colonne de critères à la ligne 3"),
    ):
        with pytest.raises(UnusableForm) as refused:
            proposer.propose(wanted)
        assert words in plain(str(refused.value))


CELLS = (
    *(
        "",
        "",
        "",
        "Critères",
        "Compétences",
        "Indicateurs",
        "Niveau 1",
        "Novice",
        "Expert",
        "TI",
        "Points",
        "/20",
    ),
    *(
        "Total",
        "Note",
        "BLOC 1 (12 points)",
        "C1 Vendre",
        "x" * 700,
        "2,5",
        "0",
        "1e9",
        "Écoute",
        "Écoute",
        "é" * 80,
    ),
    *(
        "NE",
        "Non",
        "Oui",
        "1",
        "2",
        "- -",
        "demi-point supérieur",
        "Appréciation motivée",
        "\u202f",
        "Critères de choix",
    ),
)


def drawn(draw: random.Random) -> Sheet:
    height, width = draw.randrange(1, 14), draw.randrange(1, 9)
    rows = tuple(tuple(draw.choice(CELLS) for _ in range(width)) for _ in range(height))
    merges = []
    for _ in range(draw.randrange(4)):
        top, left = draw.randrange(height), draw.randrange(width)
        merges.append(Merge(top, left, draw.randrange(top, height), draw.randrange(left, width)))
    hidden = frozenset(draw.sample(range(width), draw.randrange(min(3, width + 1))))
    return Sheet("F", rows, tuple(merges), hidden)


def outcome(book: Workbook, wanted: Wanted) -> str:
    """Empty for a form that can be kept; otherwise what is wrong."""
    try:
        checked(filled(propose_form(book, "essai", wanted).form), Path("essai.toml"))
    except (FormErrors, UnusableForm) as refused:
        return str(refused)
    return ""


def test_any_table_gives_a_form_or_a_sentence() -> None:
    draw = random.Random(SEED)
    said = set()
    for _ in range(400):
        book = Workbook("g.xlsx", (drawn(draw),))
        chosen = {draw.randrange(9): draw.choice(list(Taken)) for _ in range(draw.randrange(3))}
        wanted = Wanted("", draw.choice((0, 0, draw.randrange(20))), chosen)
        assert WorkbookProposer(book).layout(wanted).heading_row
        said.add(outcome(book, wanted))
    assert "" in said
    assert all(re.search(r"Rien n’a été écrit\.$|essai\.toml", each) for each in said - {""})
