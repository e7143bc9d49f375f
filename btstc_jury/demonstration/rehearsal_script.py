"""What the demonstration of a rehearsal plays: a student's fiche, what the teacher makes of it, who rehearses
and what happens in each attempt. All of it is invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from btstc_jury.domain.case import Motive, ObjectionKind, Parameter
from btstc_jury.domain.moments import Duration

CLASS = "TC2 A, Mme Fictif"
STUDENTS = "CARLIER Manon;TC2 A;1\nDIOP Ousmane;TC2 A;1\nLEFORT Jules;TC2 A;2"
"""As a teacher pastes them."""
STUDENT = "CARLIER Manon"

TITLE = "Pompes de relevage, pépinières Lormeau"
TRADE = "Équipement industriel"
FICHE_NAME = "fiche descriptive Manon.docx"
FICHE: Mapping[str, str] = {
    "1. Dénomination sociale, coordonnées et activités de l’entreprise": (
        "Brévaux Hydraulique SARL, 14 rue des Écluses (adresse inventée), neuf salariés,"
        " 1,9\u00a0M€ de chiffre d’affaires. Vente, pose et entretien de pompes pour l’agriculture"
        " et les collectivités."
    ),
    "2. Informations sur les acteurs impliqués": (
        "Vendeuse : l’étudiante, technico-commerciale en alternance, autonome jusqu’à"
        " 20\u202f000\u00a0€.\nClient : les pépinières Lormeau, 22 salariés, 14 hectares sous abri."
        " Interlocuteur : le responsable technique, précis, pressé par la saison."
    ),
    "3. Informations techniques et commerciales sur l’objet de la négociation": (
        "Trois pompes de relevage à débit variable, 18\u00a0m³/h chacune, avec armoire de commande"
        " : 14\u202f700\u00a0€ HT posées. Remise possible : 4\u00a0%. Contrat d’entretien :"
        " 690\u00a0€ HT par an. Délai : quatre semaines."
    ),
    "4. Contexte de la situation de négociation": (
        "Deux pompes sur trois ont plus de douze ans ; une panne a coûté deux jours d’arrosage en"
        " juin. Un premier rendez-vous a eu lieu sur place."
    ),
    "5. Justification du choix de la situation": (
        "Un achat technique, un service dans la durée, un client qui compare : l’entretien demande"
        " de passer du prix d’achat au coût d’une panne."
    ),
    "6. Objectifs poursuivis par les acteurs": (
        "Vendeuse : placer les trois pompes et le contrat d’entretien sur trois ans, marge de"
        " 22\u00a0% au moins.\nClient : être prêt avant le 15 mars, ne plus dépendre d’une pompe de"
        " secours louée."
    ),
    "7. Conditions de déroulement": (
        "Dans le bureau du client, 25 minutes. Supports : étude de débit, fiche technique, devis."
    ),
    "8. Stratégie de négociation mise en place": (
        "Faire chiffrer la panne de juin avant d’annoncer le prix. Garder la remise pour l’échanger"
        " contre la durée du contrat d’entretien."
    ),
    "9. Difficultés rencontrées": (
        "Le client a demandé le prix dès la première minute. La question du délai de dépannage"
        " n’avait pas été préparée."
    ),
    "10. Résultats obtenus": (
        "Commande de trois pompes à 14\u202f250\u00a0€ HT, contrat d’entretien d’un an seulement."
    ),
    "11. Analyse critique de la communication": (
        "Bonne découverte technique ; prix annoncé trop tôt, silence mal supporté, conclusion tardive."
    ),
}
"""Headings as students write them, numbered and shortened, with what stands under each."""


def write_fiche(path: Path) -> None:
    """The fiche as a student hands it in: headings in bold, paragraphs, nothing else."""
    from docx import Document

    document = Document()
    document.add_heading("Fiche descriptive n° 1", level=1)
    for heading, text in FICHE.items():
        document.add_paragraph().add_run(heading).bold = True
        for paragraph in text.split("\n"):
            document.add_paragraph(paragraph)
    document.save(str(path))


@dataclass(frozen=True, slots=True)
class ScriptedChange:
    parameter: Parameter
    before: str
    after: str
    why: str


CHANGES = (
    ScriptedChange(
        Parameter.DELAY,
        "Pose quatre semaines après la commande",
        "Pose avant le 1er mars, deux semaines après la commande",
        "Voir si une solution d’attente est proposée : une pompe prêtée, une pose en deux fois.",
    ),
    ScriptedChange(
        Parameter.BUDGET,
        "14\u202f700\u00a0€ HT, sans budget annoncé",
        "Enveloppe de 13\u202f500\u00a0€ HT, entretien de la première année compris",
        "L’écart ne se comble pas par la remise : il faut échanger.",
    ),
)

BUYER_NAME, BUYER_FUNCTION = "M. Garance", "responsable technique, décide jusqu’à 14\u202f000\u00a0€"
STAKES = "Arroser sans coupure dès le 1er mars. Une seconde panne lui serait reprochée."
MOTIVES = (Motive.SECURITY, Motive.MONEY)
SAYS = "Il compare deux devis. Il veut une date, pas une promesse."
WHEN_ASKED = (
    "Le concurrent pose en deux semaines, mais ne dépanne pas le week-end. La panne"
    " a coûté 3\u202f800\u00a0€."
)
LIMITS = "Monte à 14\u202f000\u00a0€ si le dépannage sous 24\u00a0heures est écrit."
WALK_AWAY = "si rien ne tourne le 1er mars"
CONCESSIONS = (
    ("Une pose en deux fois", "une pompe prêtée jusqu’à la seconde"),
    ("Un contrat d’entretien de trois ans", "un dépannage sous 24\u00a0heures, week-end compris"),
)
SECRETS = (STAKES, SAYS, WHEN_ASKED, LIMITS, WALK_AWAY, *(each.why for each in CHANGES))
"""What no student may ever read."""


@dataclass(frozen=True, slots=True)
class ScriptedObjection:
    """``minute``: "" for none."""

    words: str
    kind: ObjectionKind
    minute: str
    answer: str


OBJECTIONS = (
    ScriptedObjection(
        "Votre concurrent pose en deux semaines.",
        ObjectionKind.DELAY,
        "3",
        "Faire dire ce qui doit tourner le 1er mars ; proposer une pompe prêtée, une pose en deux fois.",
    ),
    ScriptedObjection(
        "À ce prix-là, je fais réparer les anciennes.",
        ObjectionKind.PRICE,
        "6",
        "Revenir au coût de la panne de juin ; comparer sur trois ans, entretien compris.",
    ),
    ScriptedObjection(
        "Et le dimanche, qui vient ?",
        ObjectionKind.SERVICE,
        "9",
        "Dire l’astreinte, son délai mesuré, l’écrire dans le contrat.",
    ),
)
BANK = "fournisseurs"
"""One more is drawn from the bank by this word."""


@dataclass(frozen=True, slots=True)
class Beat:
    """``at``: from the beginning of the phase; ``keys``: pressed one after the other; ``text``: then typed,
    with Enter; ``picture``: then taken.
    """

    at: Duration
    keys: tuple[str, ...] = ()
    text: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class ScriptedPart:
    """``again``: the phase is begun again after its beats."""

    length: Duration
    beats: tuple[Beat, ...] = ()
    again: bool = False


def _at(minutes: int, seconds: int, *keys: str, text: str = "", picture: str = "") -> Beat:
    return Beat(Duration.seconds(minutes * 60 + seconds), keys, text, picture)


def _of(minutes: int, seconds: int = 0) -> Duration:
    return Duration.seconds(minutes * 60 + seconds)


_OTHER, _SILENCE, _CUT = "F8", "Shift+F8", "Ctrl+Shift+I"
_STEP, _NEXT_OBJECTION = "Ctrl+G", "Ctrl+Space"
_EVADED, _ANSWERED, _TURNED = "1", "2", "3"

FIRST: Sequence[ScriptedPart] = (
    ScriptedPart(
        _of(8, 40),
        (
            _at(2, 5, text="+ #1=S Situe l’entreprise et ses clients en deux phrases"),
            _at(6, 30, text="? #5 Quelle marge plancher ?"),
        ),
    ),
    ScriptedPart(
        _of(2, 50),
        (_at(0, 4, _OTHER), _at(1, 10, _CUT), _at(2, 20, "Alt+A"), _at(2, 40, _EVADED)),
        again=True,
    ),
    ScriptedPart(
        _of(14, 10),
        (
            _at(0, 20, _STEP),
            _at(0, 50, _OTHER),
            _at(1, 30, _OTHER, _STEP),
            _at(3, 5, _OTHER, "Alt+A"),
            _at(3, 15, _OTHER),
            _at(3, 50, _EVADED),
            _at(4, 20, text="- #13=I Annonce le prix avant d’avoir fait chiffrer la panne"),
            _at(5, 40, _CUT),
            _at(6, 10, "Alt+B"),
            _at(6, 18, _SILENCE),
            _at(6, 40, _OTHER),
            _at(7, 25, _ANSWERED),
            _at(7, 40, _STEP, text="+ #9=S Reformule la panne de juin dans les mots du client"),
            _at(9, 0, _OTHER, "Alt+C", picture="objection-lancee"),
            _at(9, 12, _OTHER),
            _at(9, 20, text="#14=S Propose une pompe prêtée"),
            _at(12, 30, _OTHER),
            _at(13, 0, _OTHER),
        ),
    ),
    ScriptedPart(
        _of(4, 10),
        (_at(0, 5, _OTHER), _at(0, 35, _OTHER), _at(1, 20, text="- #17=I Suivi : pas de date annoncée")),
    ),
    ScriptedPart(
        _of(5, 30),
        (_at(0, 5, _OTHER), _at(0, 50, _OTHER), _at(2, 0, text="#11=S Vocabulaire technique juste")),
    ),
)
"""The simulation is begun again once; the last objection is left without an answer."""

SECOND_TIME: Sequence[ScriptedPart] = (
    ScriptedPart(
        _of(7, 30),
        (
            _at(1, 50, text="+ #1=TS Contexte chiffré : débit, panne, saison"),
            _at(5, 10, text="+ #5=S Marge plancher et contreparties annoncées"),
        ),
    ),
    ScriptedPart(
        _of(18, 20),
        (
            _at(0, 5, _OTHER),
            _at(0, 18, _STEP),
            _at(0, 40, _OTHER, _STEP),
            _at(2, 20, _OTHER, _STEP),
            _at(3, 5, _OTHER),
            _at(3, 20, "Alt+A"),
            _at(3, 30, _OTHER),
            _at(4, 15, _TURNED),
            _at(4, 40, text="+ #13=S Transforme le délai en pose en deux fois"),
            _at(4, 50, _OTHER),
            _at(5, 50, _OTHER, _STEP),
            _at(6, 30, _OTHER),
            _at(6, 40, "Alt+B"),
            _at(6, 55, _OTHER),
            _at(7, 40, _ANSWERED),
            _at(8, 0, _OTHER),
            _at(8, 40, _OTHER, _STEP),
            _at(9, 0, _OTHER),
            _at(9, 5, "Alt+C"),
            _at(9, 20, _OTHER),
            _at(10, 0, _TURNED),
            _at(10, 50, _OTHER),
            _at(11, 10, "Alt+D"),
            _at(11, 30, _OTHER),
            _at(12, 5, _ANSWERED),
            _at(12, 30, text="+ #14=TS Échange la remise contre trois ans d’entretien"),
            _at(12, 40, _OTHER),
            _at(13, 50, _OTHER),
            _at(14, 50, _OTHER),
            _at(15, 40, _OTHER, _STEP),
            _at(16, 0, text="- #15=S Conclut, sans relire les conditions", picture="second-essai-joue"),
            _at(16, 40, _OTHER),
            _at(17, 30, _OTHER, _STEP),
        ),
    ),
    ScriptedPart(
        _of(4, 20),
        (
            _at(0, 5, _OTHER),
            _at(0, 50, _OTHER),
            _at(1, 0, text="#17=S Rappel fixé au lundi, visite en avril"),
            _at(1, 50, _OTHER),
            _at(2, 20, _OTHER),
            _at(3, 30, _OTHER),
        ),
    ),
    ScriptedPart(
        _of(6),
        (
            _at(0, 30, _OTHER),
            _at(2, 0, _OTHER),
            _at(2, 30, text="#11=S Compare avec une pompe immergée"),
            _at(3, 0, _OTHER),
            _at(4, 30, _OTHER),
        ),
    ),
)

SHORT: Sequence[ScriptedPart] = (
    ScriptedPart(
        _of(9),
        (
            _at(0, 5, _OTHER),
            _at(0, 30, _STEP, _OTHER),
            _at(2, 0, _OTHER),
            _at(3, 0, "Alt+A"),
            _at(3, 40, _ANSWERED),
            _at(4, 10, text="+ #8=S Met à l’aise, laisse parler"),
            _at(6, 10, _OTHER, _NEXT_OBJECTION),
            _at(6, 20, _OTHER),
            _at(7, 10, _EVADED),
        ),
    ),
)
"""Of the second student: the simulation alone."""

OWN_FIRST, OWN_SECOND = "33342233343322334", "33342333343333334"
"""The levels that the student gives, criterion after criterion, from 1 to 4."""
OBSERVERS: Mapping[str, str] = {"Ousmane": "33232232333223332", "Jules": "32332222323222323"}
"""The second one wrote on paper."""
TEACHER_FIRST, TEACHER_SECOND = "32233232233232233", "33343334343333434"
"""For the criteria that no remark rated."""
