"""What the program says when something can't be done: what happened, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from btstc_jury.application import faults
from btstc_jury.application.centre.server import ServerRole
from btstc_jury.application.faults import Fault
from btstc_jury.application.ports import Holder
from btstc_jury.application.problems import FileProblem, Message, ProblemKind, ServerProblem
from btstc_jury.application.sessions import SUFFIX
from btstc_jury.application.views import formats
from btstc_jury.application.views.formats import NARROW
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.moments import Instant
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.wording import unseen

_REFUSALS = {
    Reason.EMPTY_NAME: "Indiquez le nom et le prénom.",
    Reason.EMPTY_NUMBER: "Indiquez le numéro du candidat.",
    Reason.EMPTY_CENTRE: "Indiquez le centre d’examen.",
    Reason.EMPTY_TEXT: "Cette remarque est vide\u202f: rien n’a été consigné.",
    Reason.EMPTY_REASON: "Indiquez le motif.",
    Reason.TEXT_TOO_LONG: "Ce texte dépasse {detail} caractères\u202f: raccourcissez-le.",
    Reason.UNSEEN_CHARACTER: (
        "Ce texte contient un caractère que personne ne verrait ({detail})\u202f: effacez-le, ou retapez ce"
        " qui vient d’être collé."
    ),
    Reason.NO_JUROR: "Indiquez au moins un membre de la commission.",
    Reason.TIME_NEEDED: "Indiquez la durée\u202f: la forme d’épreuve laisse la commission la fixer.",
    Reason.TOTAL_TOO_LONG: "Cette durée dépasse le total de l’épreuve, {detail}\u202f: rien n’est commencé.",
    Reason.NO_TIME_LEFT: (
        "La situation 1 aurait utilisé tout le temps de l’épreuve\u202f: vérifiez la durée indiquée. Rien"
        " n’est commencé."
    ),
    Reason.NO_PREPARATION: "Aucune préparation n’est en cours pour cette interrogation.",
    Reason.ALREADY_STARTED: "L’interrogation a déjà commencé.",
    Reason.NOT_OPENED: "Ouvrez d’abord l’interrogation\u202f: vérifiez la commission, puis commencez.",
    Reason.NOT_RUNNING: "L’interrogation n’est pas en cours.",
    Reason.NOT_PAUSED: "L’interrogation n’est pas suspendue.",
    Reason.LAST_PHASE: "C’est la dernière phase\u202f: il reste à terminer l’interrogation.",
    Reason.NOT_ENDED: "L’interrogation n’est pas terminée.",
    Reason.FORM_PINNED: (
        "La forme d’épreuve ne change plus dès qu’il y a préparation, ouverture, remarque ou invitation."
    ),
    Reason.FINALISED: "La proposition est validée\u202f: rouvrez-la, avec un motif, pour la modifier.",
    Reason.ALREADY_SIGNED: "Cette version porte déjà la signature de ce membre de la commission.",
    Reason.NO_REMARKS: "Il n’y a pas de remarque de travail à effacer.",
    Reason.REMARKS_IN_TRANSFER: (
        "Cette feuille a été reçue d’un autre candidat\u202f: ses remarques font partie de l’acte de"
        " transfert, avec les temps et les niveaux. Elles ne s’effacent qu’avec la purge de la session."
    ),
    Reason.NOT_DECIDED: (
        "La note n’est pas communicable avant la décision du jury\u202f: consignez d’abord la note arrêtée"
        " et sa date."
    ),
    Reason.RESULT_WITHHELD: (
        "Le résultat est retenu\u202f: rien n’est communiqué avant la décision de l’autorité compétente."
    ),
    Reason.RESERVE_OPEN: (
        "La note est sous réserve\u202f: rien n’est communiqué au candidat avant le résultat de la"
        " vérification."
    ),
    Reason.SIGNATURES_MISSING: (
        "Il manque des signatures\u202f: rien n’est communiqué avant que la grille de chaque interrogation de"
        " l’épreuve porte toutes celles qui sont dues."
    ),
    Reason.NOT_A_SITUATION: (
        "Cette interrogation est une épreuve entière\u202f: elle n’a pas d’autre situation."
    ),
    Reason.OWN_SITUATION: "C’est la situation {detail} elle-même\u202f: indiquez l’autre.",
    Reason.OTHER_SITUATION_MISSING: (
        "Le jury arrête la note de l’épreuve, jamais celle d’une seule situation. Ajoutez l’autre"
        " situation\u202f: son fichier d’examen, sa grille signée, ou ses renseignements."
    ),
    Reason.SITUATION_TWICE: (
        "Une situation figure deux fois pour ce candidat\u202f: retirez de la liste celle qui ne compte pas."
    ),
    Reason.SITUATION_OPEN: (
        "Une situation de l’épreuve n’est pas terminée, ou sa proposition n’est pas validée."
    ),
    Reason.NOTHING_PROPOSED: (
        "Aucune situation de l’épreuve n’a eu lieu\u202f: il n’y a pas de note à arrêter."
    ),
    Reason.NOT_FINALISED: "La proposition n’est pas validée.",
    Reason.UNKNOWN_CRITERION: "Le critère n°\u202f{detail} n’existe pas dans cette forme d’épreuve.",
    Reason.UNKNOWN_LEVEL: "Le niveau «\u202f{detail}\u202f» n’existe pas dans l’échelle de cette forme.",
    Reason.UNKNOWN_REMARK: "Cette remarque n’existe plus.",
    Reason.NOT_AN_ORDER: "L’ordre doit reprendre chaque question en attente, une seule fois.",
    Reason.UNKNOWN_PAUSE: "Cette suspension n’existe plus.",
    Reason.PART_HELD: "Cette partie a été tenue\u202f: elle n’appelle pas de motif.",
    Reason.UNKNOWN_GAP: "Cet arrêt n’existe plus.",
    Reason.LEVEL_WITHOUT_CRITERION: "Un niveau se rapporte à un critère\u202f: écrivez #13=S.",
    Reason.UNCLEAR_LEVEL: "«\u202f{detail}\u202f» n’est pas compris comme un niveau\u202f: écrivez #13=S.",
    Reason.SEVERAL_LINKS: "Une remarque se lie à un seul critère, avec un niveau\u202f: écrivez-en deux.",
    Reason.MARK_OFF_STEP: "La note {detail} ne suit pas le pas prévu par la forme d’épreuve.",
    Reason.MARK_OUT_OF_RANGE: "La note {detail} est hors de l’intervalle prévu.",
    Reason.MARK_IS_SUM: "La note est la somme des notes partielles\u202f: elle ne se saisit pas.",
    Reason.UNKNOWN_MARK: "La forme d’épreuve n’a pas de note partielle n°\u202f{detail}.",
    Reason.INCOMPLETE: "Il manque encore des éléments pour valider la proposition.",
    Reason.PRESIDENT_DECISION_NEEDED: (
        "Une place est vide\u202f: consignez la décision du président du jury et son motif, ou complétez."
    ),
    Reason.NO_REPLACEMENT: "Le professionnel absent n’est pas remplacé\u202f: les deux enseignants siègent.",
    Reason.ORAL_STOPPED: (
        "L’interrogation n’a pas lieu\u202f: absence, ou dossier qui ne permet pas d’interroger."
    ),
    Reason.DOCUMENT_NEEDED: "Indiquez le document qui justifie l’absence.",
    Reason.NO_RESERVE: "Il n’y a pas de réserve à annoncer au candidat.",
    Reason.NO_FRAUD: "Aucune suspicion de fraude n’est signalée\u202f: il n’y a rien à retirer.",
    Reason.NO_REPORT: "Il n’y a pas de rapport à remettre au président du jury.",
    Reason.UNKNOWN_JUROR: "Choisissez le membre de la commission dont c’est l’avis.",
    Reason.JUROR_GONE: "Ce membre est parti\u202f: son départ est consigné.",
    Reason.LAST_JUROR: "C’est le dernier membre présent\u202f: sans lui, il n’y a plus de commission.",
    Reason.CODE_CHOSEN: "Ce membre a déjà un code\u202f: un autre demande l’accord de la commission.",
    Reason.CODE_HIDES: (
        "Un avis de ce membre est encore masqué\u202f: son code ne change qu’une fois les avis révélés."
    ),
    Reason.NOT_SEPARATE: "La commission a choisi un avis commun pour cette interrogation.",
    Reason.OPINIONS_BEGUN: "Des avis sont déjà donnés\u202f: le choix ne change plus.",
    Reason.OPINION_GIVEN: "Cet avis est déjà rendu\u202f: reprenez-le pour le modifier.",
    Reason.OPINION_INCOMPLETE: "Il manque des niveaux ou la note pour rendre cet avis.",
    Reason.ALREADY_REVEALED: "Les avis sont révélés\u202f: ils ne changent plus.",
    Reason.NOT_REVEALED: "Les avis ne sont pas encore révélés\u202f: la commission décide ensuite.",
    Reason.ALLOWANCE_SPENT: "Le temps de pause accordé est épuisé.",
    Reason.NOTHING_RECORDED: "Rien n’est consigné sous ce candidat\u202f: il n’y a rien à transférer.",
    Reason.SHEET_TAKEN: "L’autre candidat a déjà des éléments consignés\u202f: transfert impossible.",
    Reason.OTHER_FORM: "L’autre candidat passe une autre forme d’épreuve\u202f: transfert impossible.",
    Reason.OTHER_RUNNING: "Une autre interrogation est en cours\u202f: suspendez-la ou terminez-la d’abord.",
    Reason.NOT_AN_ATTEMPT: "Cela n’existe que dans un essai d’entraînement.",
    Reason.AN_ATTEMPT: "Un essai d’entraînement se joue et se regarde\u202f: cela n’existe qu’à l’examen.",
    Reason.ATTEMPT_UNDER_WAY: (
        "Un essai de cet étudiant est en cours\u202f: terminez-le d’abord. Rien n’a été oublié."
    ),
    Reason.TRAINING_ONLY: (
        "Les essais vivent dans un fichier d’entraînement\u202f: ce fichier n’en est pas un, rien n’y a été"
        " écrit."
    ),
    Reason.NO_SUCH_PHASE: "Cette phase n’est pas de celles qui se jouent.",
    Reason.NO_CASE: "Cet essai se joue sans cas\u202f: choisissez-en un avant de commencer.",
    Reason.UNKNOWN_OBJECTION: "Le cas n’a pas d’objection n° {detail}.",
    Reason.NOT_THROWN: "L’objection {detail} n’a pas été lancée.",
    Reason.OF_A_COMMISSION: (
        "Ce fichier est l’avis d’un seul membre\u202f: cela se fait dans le fichier de la commission."
    ),
    Reason.OPINION_FILE_ONLY: "Cela n’existe que dans un fichier d’avis.",
    Reason.ALREADY_INVITED: "Cette invitation existe déjà\u202f: rien n’a été écrit.",
    Reason.SEALED: "Cet avis est scellé\u202f: retirez le scellé pour le modifier, puis scellez-le encore.",
    Reason.NOT_SEALED: (
        "Cet avis n’est pas scellé\u202f: son auteur le scelle sur son portable, puis il s’apporte. Rien"
        " n’a été repris."
    ),
    Reason.NO_MOMENTS: (
        "L’interrogation n’avait pas commencé quand l’invitation a été faite\u202f: commencez avec la"
        " commission."
    ),
    Reason.NOT_AN_OPINION: (
        "Ce fichier n’est pas un avis d’examinateur\u202f: rien n’a été repris. Choisissez celui qu’un membre"
        " a scellé sur son portable."
    ),
    Reason.OTHER_FILE_OPINION: (
        "Cet avis répond à l’invitation d’un autre fichier d’examen\u202f: rien n’a été repris."
    ),
    Reason.OTHER_ORAL_OPINION: (
        "Cet avis est celui d’une autre interrogation, {detail}\u202f: rien n’a été repris."
    ),
    Reason.OTHER_FORM_OPINION: (
        "Cet avis suit une autre forme d’épreuve que l’interrogation\u202f: rien n’a été repris."
    ),
    Reason.UNKNOWN_INVITATION: (
        "Cet avis ne répond à aucune invitation de cette interrogation\u202f: rien n’a été repris."
    ),
    Reason.FORGED_OPINION: (
        "Cet avis a été altéré ou abîmé depuis qu’il a été scellé\u202f: rien n’a été repris. Demandez à"
        " son auteur de le sceller à nouveau sur son portable."
    ),
    Reason.OLDER_OPINION: (
        "Une version plus récente de cet avis, la {detail}, est déjà là\u202f: rien n’a été changé."
    ),
    Reason.OPINION_DIFFERS: (
        "Un autre avis a été saisi ici pour ce membre\u202f: rien n’a été remplacé. C’est à lui de choisir"
        " lequel reste, celui d’ici ou celui de son portable."
    ),
    Reason.OPINION_CLOSED: (
        "Cet avis est venu de son portable\u202f: il reste fermé ici jusqu’à la révélation. Pour le changer,"
        " son auteur le reprend sur son portable et le rapporte, ou la commission annule sa réception."
    ),
    Reason.INVITED: (
        "Un membre est invité sur son portable\u202f: les avis restent séparés pour cette interrogation."
    ),
    Reason.NOTHING_TO_UNDO: "Il n’y a rien à annuler.",
    Reason.NOTHING_TO_REDO: "Il n’y a rien à rétablir.",
}


def refusal(refused: Refusal, assessed: Assessed = Assessed.CRITERIA) -> str:
    """One sentence for the place where the act was asked; ``assessed``: what the lines of the grid are."""
    return assessed.named(_REFUSALS[refused.reason].format(detail=refused.detail.replace(".", ",")))


def unfit(text: str, limit: int) -> str:
    """Why a text can't be kept, in a few words for its field, or ""."""
    if len(text) > limit:
        over = f"{len(text):,} / {limit:,} caractères".replace(",", NARROW)
        return f"Trop long\u202f: {over}."
    hidden = unseen(text)
    return f"Caractère invisible refusé ({hidden})\u202f: retapez ce texte." if hidden else ""


_PROBLEMS = {
    ProblemKind.NOT_FOUND: (
        "Le fichier «\u202f{name}\u202f» est introuvable.",
        "Rien n’a été modifié. Vérifiez son nom et son dossier, ou rebranchez la clé USB où il est.",
    ),
    ProblemKind.FOREIGN: (
        "«\u202f{name}\u202f» n’est pas un fichier d’examen.",
        "Il n’a pas été modifié. Choisissez un fichier .btsjury.",
    ),
    ProblemKind.DAMAGED: (
        "Le fichier «\u202f{name}\u202f» est endommagé.",
        "Il n’a pas été modifié. Gardez-le tel quel et reprenez la dernière copie de sauvegarde.",
    ),
    ProblemKind.NEWER: (
        "«\u202f{name}\u202f» vient d’une version plus récente du programme.",
        "Il n’a pas été modifié. Mettez le programme à jour pour l’ouvrir.",
    ),
    ProblemKind.DISK_FULL: (
        "Le disque est plein\u202f: {lost}.",
        "Tout ce qui précède est conservé. Libérez de la place, puis recommencez.",
    ),
    ProblemKind.READ_ONLY: (
        "L’emplacement de «\u202f{name}\u202f» est en lecture seule.",
        "Rien n’a été écrit. Choisissez un autre dossier ou demandez le droit d’y écrire.",
    ),
    ProblemKind.PERMISSION: (
        "L’accès à «\u202f{name}\u202f» est refusé.",
        "Rien n’a été modifié. Choisissez un autre dossier ou demandez le droit d’accès.",
    ),
    ProblemKind.BUSY: (
        "Un autre programme occupe le fichier «\u202f{name}\u202f».",
        "Le dernier acte n’est pas consigné, le reste l’est. Fermez l’autre programme et recommencez.",
    ),
    ProblemKind.EXISTS: (
        "Un fichier «\u202f{name}\u202f» existe déjà.",
        "Il n’a pas été remplacé. Choisissez un autre nom.",
    ),
    ProblemKind.OLDER: (
        "«\u202f{name}\u202f» est d’un format antérieur.",
        "Il n’a pas été modifié. Ouvrez-le une fois pour le mettre à jour, puis recommencez.",
    ),
    ProblemKind.MIGRATION: (
        "«\u202f{name}\u202f» n’a pas pu être mis au format de cette version.",
        "Le fichier d’origine est intact. Signalez ce problème en joignant le journal technique.",
    ),
    ProblemKind.INPUT_OUTPUT: (
        "«\u202f{name}\u202f» n’a pas pu être lu ou écrit.",
        "Ce qui était consigné est conservé. Vérifiez le disque ou la clé, puis recommencez.",
    ),
    ProblemKind.NAME_TOO_LONG: (
        "Le nom «\u202f{name}\u202f» est trop long pour ce disque.",
        "Rien n’a été écrit. Choisissez un nom plus court.",
    ),
    ProblemKind.LOCKED: (
        "«\u202f{name}\u202f» est chiffré\u202f: il faut sa phrase de passe.",
        "Rien n’a été modifié. Tapez la phrase de passe, ou la clé de secours imprimée.",
    ),
    ProblemKind.WRONG_KEY: (
        "Cette phrase de passe n’ouvre pas «\u202f{name}\u202f».",
        "Rien n’a été modifié. Vérifiez les majuscules et la langue du clavier, ou prenez la clé de secours.",
    ),
    ProblemKind.MOVED: (
        "«\u202f{name}\u202f» n’est plus à sa place\u202f: {lost}.",
        "Renommé ou déplacé, il contient tout le reste. Rendez-lui sa place, ou enregistrez-en une copie.",
    ),
    ProblemKind.DELETED: (
        "«\u202f{name}\u202f» a été supprimé\u202f: {lost}.",
        "Ce qui précède peut encore être sauvé. Enregistrez-en une copie avant de fermer.",
    ),
    ProblemKind.UNFINISHED: (
        "Un acte interrompu attend à côté de «\u202f{name}\u202f».",
        "Rien n’a été modifié. Ouvrez-le là où l’on peut écrire, avec le fichier voisin que nomme le détail.",
    ),
    ProblemKind.APART: (
        "Une partie de «\u202f{name}\u202f» est restée sous un autre nom.",
        "Rien n’a été modifié. Rendez-lui le nom que donne le détail, celui d’avant l’arrêt, puis ouvrez-le.",
    ),
    ProblemKind.NO_CIPHER: (
        "Ce poste ne peut ni lire ni chiffrer «\u202f{name}\u202f».",
        "Rien n’a été modifié. Installez le composant «\u202fsqlcipher3\u202f», ou prenez un autre poste.",
    ),
}
_OF_SERVER = {
    ProblemKind.UNREACHABLE: (
        "Le serveur «\u202f{name}\u202f» ne répond pas.",
        "Ce qui est tapé reste ici, le reste est sur le serveur. Vérifiez le réseau, puis recommencez.",
    ),
    ProblemKind.DENIED: (
        "Votre rôle sur «\u202f{name}\u202f» ne permet pas cela.",
        "Rien n’a été modifié. Demandez à qui administre le serveur le rôle collecte, ou décision.",
    ),
    ProblemKind.OCCUPIED: (
        "Un autre poste écrit dans ce centre de «\u202f{name}\u202f».",
        "Rien n’a été modifié, ce qui est tapé reste ici. Attendez un instant, puis recommencez.",
    ),
    ProblemKind.LOGIN: (
        "«\u202f{name}\u202f» refuse cet utilisateur ou ce mot de passe.",
        "Rien n’a été modifié. Vérifiez l’un et l’autre, ou demandez un accès à qui administre le serveur.",
    ),
    ProblemKind.NO_TLS: (
        "La liaison avec «\u202f{name}\u202f» ne peut pas être chiffrée comme il faut.",
        "Rien n’a été envoyé. Dites à qui l’administre que TLS y manque, ou son certificat.",
    ),
    ProblemKind.NO_BASE: (
        "La base «\u202f{name}\u202f» n’existe pas.",
        "Rien n’a été modifié. Vérifiez le nom de la base, à la fin de l’adresse.",
    ),
    ProblemKind.NOT_SET_UP: (
        "La base «\u202f{name}\u202f» n’est pas préparée pour les centres.",
        "Rien n’a été modifié. Qui administre la base la prépare une fois, puis recommencez.",
    ),
    ProblemKind.ON_SERVER: (
        "«\u202f{name}\u202f» est sur un serveur\u202f: cela ne se fait qu’avec un fichier.",
        "Rien n’a été modifié. Sauvegardes et chiffrement sont l’affaire de qui administre le serveur.",
    ),
    ProblemKind.NO_DRIVER: (
        "Ce poste ne peut pas joindre «\u202f{name}\u202f».",
        "Rien n’a été modifié. Installez le composant «\u202fpsycopg\u202f», ou prenez un autre poste.",
    ),
}
_PROBLEMS |= _OF_SERVER


_OF_OTHER_FILES = {
    ProblemKind.DISK_FULL: (
        "Le disque est plein\u202f: {what} n’est pas enregistré.",
        "Rien d’autre n’est perdu. Libérez de la place ou choisissez un autre dossier, puis recommencez.",
    ),
    ProblemKind.BUSY: (
        "Un autre programme occupe {what}\u202f: rien n’y est enregistré.",
        "Rien d’autre n’est perdu. Fermez l’autre programme et recommencez.",
    ),
    ProblemKind.INPUT_OUTPUT: (
        "{what} n’a pas pu être lu ou écrit.",
        "Rien d’autre n’est perdu. Vérifiez le disque ou la clé, puis recommencez.",
    ),
    ProblemKind.DAMAGED: ("{what} est endommagé.", "Il n’a pas été modifié."),
    ProblemKind.PERMISSION: (
        "L’accès à {what} est refusé.",
        "Rien n’a été écrit. Il est peut-être protégé\u202f: choisissez un autre nom ou un autre dossier.",
    ),
}
"""What isn't an exam file: no act waits for it."""
_KNOWN_FILES = {"settings.json": "le fichier des réglages"}


def problem(found: FileProblem, *, of_act: bool = True) -> Message:
    """``of_act``: it was met in recording an act, not in the signs of life between two."""
    title, body = _PROBLEMS[found.kind]
    damaged = found.kind is ProblemKind.DAMAGED
    if found.path.suffix != SUFFIX:
        title, body = _OF_OTHER_FILES.get(found.kind, (title, body))
    name = _KNOWN_FILES.get(found.path.name, f"«\u202f{_name(found.path)}\u202f»")
    act = "le dernier acte n’est pas consigné" if of_act else "plus rien ne s’y consigne"
    named = {"name": _name(found.path), "detail": found.detail, "what": name, "lost": act}
    body = _renamed(found, Fault.CENTRE_FILE, ".btscentre") or body
    return Message(
        title.format(**named),
        body.format(**named),
        found.detail,
        restorable=damaged,
        rescuable=found.kind in _LOST,
    )


def _name(path: Path) -> str:
    """« . » and « / » have none."""
    return path.name or str(path)


_LOST = frozenset({ProblemKind.MOVED, ProblemKind.DELETED})


def _renamed(found: FileProblem, what: Fault, suffix: str) -> str:
    """What to do with a file of the other kind under a name of this one; "" for any other."""
    if found.kind is not ProblemKind.FOREIGN or found.detail != faults.told(what):
        return ""
    if found.path.suffix == suffix:
        # It has that name: the other kind was asked for.
        return ""
    return f"Il n’a pas été modifié. Rendez-lui un nom qui finit par {suffix}, puis ouvrez-le."


_OF_CENTRE = {
    ProblemKind.FOREIGN: (
        "«\u202f{name}\u202f» n’est pas un fichier de centre.",
        "Il n’a pas été modifié. Choisissez un fichier .btscentre.",
    ),
    ProblemKind.BUSY: (
        "Le fichier de centre «\u202f{name}\u202f» est déjà ouvert ailleurs.",
        "Rien n’y est écrit d’ici. Fermez-le là-bas, puis recommencez.",
    ),
    ProblemKind.READ_ONLY: (
        "L’emplacement de «\u202f{name}\u202f» est en lecture seule.",
        "Rien n’a été écrit. Copiez-le dans un dossier où l’on peut écrire, et ouvrez la copie.",
    ),
    ProblemKind.DISK_FULL: (
        "Le disque est plein\u202f: rien n’a été écrit dans «\u202f{name}\u202f».",
        "Ce qui y était est conservé. Libérez de la place, puis recommencez.",
    ),
    ProblemKind.INPUT_OUTPUT: (
        "«\u202f{name}\u202f» n’a pas pu être lu ou écrit.",
        "Ce qui y était est conservé. Vérifiez le disque ou la clé, puis recommencez.",
    ),
    ProblemKind.DAMAGED: (
        "Le fichier de centre «\u202f{name}\u202f» est endommagé.",
        "Il n’a pas été modifié. Gardez-le tel quel et reprenez la dernière copie.",
    ),
}


_NO_ROLE = (
    "Le serveur a refusé, et rien n’a été modifié. Votre compte n’a pas ce rôle\u202f: demandez-le au service"
    " informatique."
)
OF_SERVER = frozenset(
    {
        *(ProblemKind.UNREACHABLE, ProblemKind.DENIED, ProblemKind.OCCUPIED, ProblemKind.LOGIN),
        *(ProblemKind.NO_TLS, ProblemKind.NO_BASE, ProblemKind.NOT_SET_UP, ProblemKind.NO_DRIVER),
    }
)
"""Met with a server alone."""


_AT_SERVER = {
    ProblemKind.NOT_FOUND: (
        "Ce centre n’est plus dans la base «\u202f{name}\u202f».",
        "Rien n’a été modifié. Choisissez-le de nouveau dans la liste des centres.",
    ),
    ProblemKind.EXISTS: (
        "Ce centre existe déjà pour cette session dans la base «\u202f{name}\u202f».",
        "Rien n’a été créé. Ouvrez celui qui y est, ou vérifiez l’UAI et la session.",
    ),
    ProblemKind.OLDER: (
        "La base «\u202f{name}\u202f» est d’un format antérieur.",
        "Rien n’a été modifié. Qui administre la base la met à jour, puis recommencez.",
    ),
    ProblemKind.NEWER: (
        "La base «\u202f{name}\u202f» est celle d’une version plus récente du programme.",
        "Rien n’a été modifié. Mettez le programme à jour sur ce poste.",
    ),
    ProblemKind.DAMAGED: (
        "Des données de la base «\u202f{name}\u202f» ne sont pas telles qu’elles ont été écrites.",
        "Rien n’a été modifié. Prévenez qui administre le serveur, et gardez ses sauvegardes.",
    ),
    ProblemKind.READ_ONLY: (
        "Le serveur de «\u202f{name}\u202f» n’accepte que la lecture en ce moment.",
        "Rien n’a été écrit. Voyez avec qui administre le serveur, puis recommencez.",
    ),
    ProblemKind.DISK_FULL: (
        "Le serveur de «\u202f{name}\u202f» n’a plus de place.",
        "Rien n’a été écrit, ce qui y était est conservé. Prévenez qui administre le serveur.",
    ),
    ProblemKind.INPUT_OUTPUT: (
        "Le serveur de «\u202f{name}\u202f» n’a pas pu écrire ou lire cela.",
        "Rien n’a été écrit, ce qui y était est conservé. Prévenez qui administre le serveur.",
    ),
}
"""Where a file would have other words."""


def problem_of_centre(found: FileProblem, needed: ServerRole | None = None) -> Message:
    """Of a centre file, whatever its name, or of a server. ``needed``: the role that what was asked takes."""
    if found.kind is ProblemKind.DENIED and needed is not None:
        title = f"Il faut le rôle «\u202f{needed}\u202f» sur «\u202f{found.path.name}\u202f»."
        return Message(title, _NO_ROLE, found.detail)
    title, body = _OF_CENTRE.get(found.kind, _PROBLEMS[found.kind])
    if isinstance(found, ServerProblem):
        title, body = _AT_SERVER.get(found.kind, (title, body))
    named = {"name": _name(found.path), "detail": found.detail, "lost": "la dernière écriture n’y est pas"}
    body = _renamed(found, Fault.EXAM_FILE, SUFFIX) or body
    return Message(title.format(**named), body.format(**named), found.detail, rescuable=found.kind in _LOST)


def problem_of_oral(found: FileProblem) -> Message:
    """Why an oral can't be shown."""
    if found.kind is not ProblemKind.DAMAGED:
        return problem(found)
    title = "Cette interrogation ne peut pas être ouverte\u202f: ce qui en est consigné est endommagé."
    body = (
        "Rien n’a été modifié. Les autres interrogations restent lisibles\u202f; une sauvegarde contient"
        " peut-être celle-ci entière."
    )
    return Message(title, body, found.detail, restorable=True)


_READ_ONLY = {
    "busy": "Lecture seule\u202f: ce fichier est déjà ouvert ailleurs.",
    "damaged": (
        "Lecture seule\u202f: ce fichier est endommagé. Les interrogations lisibles se consultent et"
        " s’impriment, les autres sont signalées dans la liste."
    ),
    "newer": (
        "Lecture seule\u202f: une version plus récente du programme a écrit dans ce fichier."
        " Mettez le programme à jour."
    ),
    "permission": "Lecture seule\u202f: vous n’avez pas le droit d’écrire dans ce dossier.",
}


def read_only(reason: str) -> str:
    """The line shown as long as a file is open read-only; "" when it can be written."""
    return _READ_ONLY.get(reason, "Lecture seule") if reason else ""


def beside(found: Iterable[Path]) -> tuple[str, ...]:
    """A sentence for each leftover beside an exam file; ``found``: the names given to them."""
    return tuple(
        "À côté se trouvait un reste d’un autre état ou d’un autre fichier\u202f: il n’a pas été repris, il"
        f" est gardé sous le nom «\u202f{each.name}\u202f»."
        for each in found
    )


def whole(found: Sequence[Path]) -> Message:
    """Told once a file is open that had such leftovers beside it."""
    return Message("Le fichier d’examen est entier.", " ".join(beside(found)))


def shown_only(reason: str, holder: Holder | None, now: Instant) -> str:
    """The strip over every screen of a file that can't be written; "" when it can. ``holder``: who has it
    open, where that is known.
    """
    if reason != "busy":
        return read_only(reason)
    who = "il est déjà ouvert ailleurs"
    if holder is not None:
        since = formats.local(holder.since)
        day = "" if since.date() == formats.local(now).date() else f" le {formats.short_day(since.date())}"
        who = f"{holder.user} l’a ouvert sur {holder.host}{day} à {formats.clock(since)}"
    return f"Lecture seule, ce fichier est seulement montré\u202f: {who}. Rien ne s’y consigne d’ici."
