"""The table of all acts that have a key, and the screens on which they can be asked for."""

from __future__ import annotations

from enum import Flag, auto
from typing import NamedTuple


class Where(Flag):
    """The screen on which a key works, or several."""

    WINDOW = auto()
    DAY = auto()
    LIVE = auto()
    DELIBERATION = auto()
    GRID = auto()
    SESSIONS = auto()
    """Of a training file, as those that follow."""
    ATTEMPT = auto()
    REVIEW = auto()
    PROGRESS = auto()
    CASES = auto()
    CASE = auto()
    CANDIDATES = auto()
    """Of a centre file, as those that follow."""
    PLACING = auto()
    COLLECTION = auto()
    SLIPS = auto()
    HARMONY = auto()
    GUEST = auto()
    """A juror's own laptop: the oral for that juror alone."""


CENTRE = (Where.CANDIDATES, Where.PLACING, Where.COLLECTION, Where.SLIPS, Where.HARMONY)
"""The screens of a centre file."""
REHEARSAL = (Where.SESSIONS, Where.ATTEMPT, Where.REVIEW, Where.PROGRESS, Where.CASES, Where.CASE)
"""The screens of a training file."""

_TALK = Where.LIVE | Where.DELIBERATION
_DAY_TOO = _TALK | Where.DAY
_PLAYED = Where.LIVE | Where.ATTEMPT | Where.GUEST
_RATED = _TALK | Where.ATTEMPT | Where.GUEST
_REHEARSED = Where.ATTEMPT | Where.REVIEW
_CENTRE = Where.CANDIDATES | Where.PLACING | Where.COLLECTION | Where.SLIPS | Where.HARMONY
_UNDONE = _DAY_TOO | _REHEARSED | Where.CASES | Where.CASE | _CENTRE | Where.GUEST
_SEANCE = Where.ATTEMPT | Where.REVIEW | Where.PROGRESS | Where.CASES | Where.CASE


class Act(NamedTuple):
    """``name``: as the settings keep it, never to be changed; ``words``: for the sheet of keys; ``also``:
    further keys that the act has until the user gives it another; ``text``: for menus and buttons, where they
    don't say the same.
    """

    name: str
    words: str
    keys: str
    where: Where
    also: tuple[str, ...] = ()
    text: str = ""

    @property
    def told(self) -> str:
        """In menus and on buttons, with its mnemonic."""
        return self.text or f"{self.words[:1].upper()}{self.words[1:]}"

    def meets(self, other: Act) -> bool:
        """Whether both can be asked for on one screen."""
        return bool(self.where & other.where) or Where.WINDOW in self.where | other.where


ACTS: tuple[Act, ...] = (
    Act(
        "oral.next",
        "commencer, phase suivante",
        "Ctrl+Return",
        _PLAYED,
        ("Ctrl+Enter",),
        text="Commencer l’interrogation",
    ),
    Act("oral.pause", "suspendre, reprendre", "Ctrl+P", _PLAYED, text="Suspendre…"),
    Act(
        "oral.granted",
        "pause accordée au candidat",
        "Ctrl+Shift+P",
        Where.LIVE | Where.GUEST,
        text="Pause accordée",
    ),
    Act("oral.time", "dire le temps restant", "F5", _PLAYED),
    Act("oral.end", "terminer l’interrogation", "Ctrl+Shift+Return", _PLAYED),
    Act("oral.interruption", "signaler une interruption", "Ctrl+B", Where.LIVE),
    Act("oral.undo", "annuler le dernier acte", "Ctrl+Z", _UNDONE, text="Annuler"),
    Act("oral.redo", "rétablir", "Ctrl+Shift+Z", _DAY_TOO | _REHEARSED | _CENTRE | Where.GUEST),
    Act("oral.history", "historique de l’interrogation", "Ctrl+H", _RATED),
    Act(
        "oral.fraud",
        "signaler une suspicion de fraude",
        "Ctrl+Shift+F",
        _TALK,
        text="Signaler une suspicion de fraude…",
    ),
    Act(
        "oral.departure",
        "consigner le départ d’un membre",
        "Ctrl+Shift+D",
        _TALK,
        text="Consigner le départ d’un membre…",
    ),
    Act(
        "oral.played",
        "consigner ce qui est joué",
        "Ctrl+Shift+J",
        _TALK,
        text="Consigner ce qui est joué…",
    ),
    Act("oral.transfer", "transférer la feuille", "Ctrl+Shift+T", _DAY_TOO, text="Transférer la feuille…"),
    Act("oral.list", "liste du jour", "Alt+Left", _TALK | Where.GRID | _SEANCE),
    Act(
        "notes.criteria",
        "aller aux critères, en revenir (ou Tab)",
        "F2",
        _RATED,
        text="Aller aux critères, en revenir",
    ),
    Act("notes.buttons", "aller aux boutons, en revenir", "Ctrl+F6", _PLAYED),
    Act("criteria.next", "critère suivant à voir", "F3", _RATED, text="Prochain à évaluer"),
    Act("criteria.filter", "pour cette phase, tous, à évaluer", "F6", _PLAYED, text="Changer de filtre"),
    Act(
        "criteria.competence",
        "choisir une compétence",
        "Shift+F6",
        _PLAYED,
        text="Choisir une compétence…",
    ),
    Act(
        "criteria.descriptors",
        "descripteurs du critère, les cacher",
        "F4",
        _RATED,
        text="Descripteurs du critère",
    ),
    Act("criteria.compact", "une ligne par critère", "F7", _PLAYED),
    Act("questions.ask", "poser la première question", "Ctrl+J", _PLAYED),
    Act(
        "questions.turn",
        "remarque en question, et retour",
        "Ctrl+K",
        _PLAYED,
        text="Faire de la remarque une question, et retour",
    ),
    Act("questions.queue", "aller aux questions", "F8", Where.LIVE),
    Act("opinions.mode", "avis commun ou séparés", "Alt+M", _TALK),
    Act("opinions.personal", "remarque personnelle ou partagée", "Alt+P", Where.LIVE),
    Act("opinions.give", "rendre mon avis", "Ctrl+R", Where.DELIBERATION | Where.REVIEW),
    Act("opinions.reveal", "révéler les avis", "Ctrl+Shift+R", Where.DELIBERATION),
    Act(
        "opinions.invite",
        "inviter un examinateur sur son portable",
        "Ctrl+Shift+L",
        _TALK,
        text="Inviter un examinateur sur son portable…",
    ),
    Act(
        "opinions.receive",
        "recevoir l’avis d’un portable",
        "Ctrl+Shift+I",
        _DAY_TOO,
        text="Recevoir un avis…",
    ),
    Act("opinions.seal", "sceller mon avis, le reprendre", "Ctrl+R", Where.GUEST, text="Sceller mon avis"),
    Act(
        "opinions.carry",
        "copier mon avis sur une clé",
        "Ctrl+Shift+S",
        Where.GUEST,
        text="Copier sur une clé…",
    ),
    Act(
        "verdict.calculated",
        "reprendre le total calculé comme note",
        "Ctrl+M",
        Where.DELIBERATION | Where.GUEST,
        text="Reprendre le total calculé",
    ),
    Act("verdict.settle", "valider la proposition", "Ctrl+Shift+A", Where.DELIBERATION),
    Act("grid.show", "voir la grille", "Ctrl+G", Where.DAY | Where.DELIBERATION),
    Act("grid.other", "aller à l’autre situation", "F4", Where.GRID, text="Aller à l’autre situation"),
    Act("grid.save", "enregistrer la grille en PDF", "Ctrl+S", Where.GRID, text="Enregistrer en PDF…"),
    Act("grid.print", "imprimer la grille", "Ctrl+P", Where.GRID, text="Imprimer…"),
    Act("grid.sign", "signer la grille", "Ctrl+Shift+S", Where.GRID, text="Signer…"),
    Act("day.add", "ajouter un candidat", "Ctrl+I", Where.DAY, text="Ajouter un candidat…"),
    Act("day.edit", "modifier le candidat", "F4", Where.DAY, text="Modifier…"),
    Act("day.absent", "consigner l’absence", "Ctrl+Shift+B", Where.DAY),
    Act(
        "sheets.print",
        "feuilles d’évaluation à remplir à la main",
        "Ctrl+Shift+E",
        Where.DAY,
        text="Feuilles d’évaluation…",
    ),
    Act(
        "sheets.enter",
        "saisir la feuille d’un membre",
        "Ctrl+Shift+E",
        Where.DELIBERATION,
        text="Saisir une feuille…",
    ),
    Act("day.find", "rechercher un nom, un numéro, un texte", "Ctrl+F", Where.DAY, text="Rechercher"),
    Act("day.sieve", "choisir les interrogations par état", "Ctrl+D", Where.DAY, text="Choisir un état"),
    Act(
        "preparation.toggle",
        "lancer ou terminer la préparation",
        "Ctrl+T",
        Where.DAY | Where.LIVE | Where.ATTEMPT,
        text="Lancer la préparation",
    ),
    Act(
        "attempt.new",
        "nouvel essai",
        "Ctrl+Return",
        Where.SESSIONS | Where.REVIEW | Where.CASES,
        ("Ctrl+Enter",),
        text="Nouvel essai…",
    ),
    Act("students.add", "ajouter des étudiants", "Ctrl+I", Where.SESSIONS, text="Ajouter des étudiants…"),
    Act("students.edit", "modifier l’étudiant", "F4", Where.SESSIONS, text="Modifier…"),
    Act("students.find", "rechercher un étudiant", "Ctrl+F", Where.SESSIONS, text="Rechercher"),
    Act(
        "observers.print",
        "feuilles d’observateurs à remplir à la main",
        "Ctrl+Shift+E",
        Where.SESSIONS | Where.REVIEW,
        text="Feuilles d’observateurs (PDF, imprimer)…",
    ),
    Act("cases.new", "nouveau cas", "Ctrl+I", Where.CASES, text="Nouveau cas…"),
    Act("cases.edit", "ouvrir le cas", "F4", Where.CASES, text="Ouvrir"),
    Act("cases.copy", "dupliquer le cas", "Ctrl+D", Where.CASES, text="Dupliquer"),
    Act("cases.harder", "même cas, plus difficile", "Ctrl+H", Where.CASES, text="Même cas, plus difficile…"),
    Act("cases.find", "rechercher un cas", "Ctrl+F", Where.CASES, text="Rechercher"),
    Act("cases.import", "importer des cas", "Ctrl+Shift+I", Where.CASES, text="Importer…"),
    Act("cases.export", "exporter le cas", "Ctrl+S", Where.CASES, text="Exporter…"),
    Act(
        "cases.bank",
        "banque d’objections et de modifications",
        "F7",
        Where.CASES | Where.CASE,
        text="Banque…",
    ),
    Act("case.read", "lire la fiche d’un fichier", "Ctrl+Shift+O", Where.CASE, text="Lire un fichier…"),
    Act("case.sheet", "fiche de préparation", "Ctrl+P", Where.CASE, text="Fiche de préparation (PDF)…"),
    Act("cases.show", "cas, les choisir et les écrire", "F6", Where.SESSIONS, text="Cas"),
    Act("review.rate", "niveaux du professeur", "F2", Where.REVIEW, text="Niveaux du professeur…"),
    Act("review.own", "auto-évaluation de l’étudiant", "F6", Where.REVIEW, text="Auto-évaluation…"),
    Act("review.observer", "avis d’un observateur", "F8", Where.REVIEW, text="Avis d’un observateur…"),
    Act("review.project", "projeter pour la classe", "F5", Where.REVIEW, text="Projeter"),
    Act(
        "review.sheet",
        "fiche de retour en PDF",
        "Ctrl+S",
        Where.REVIEW,
        text="Fiche de retour (PDF)…",
    ),
    Act(
        "review.remarks",
        "reprendre les remarques + et −",
        "Ctrl+Shift+R",
        Where.REVIEW,
        text="Reprendre les remarques + et −",
    ),
    Act("progress.student", "progrès de l’étudiant", "F7", Where.SESSIONS | Where.REVIEW, text="Progrès"),
    Act("progress.class", "la classe", "F8", Where.SESSIONS | Where.PROGRESS, text="Classe"),
    Act("progress.save", "enregistrer les progrès en PDF", "Ctrl+S", Where.PROGRESS, text="PDF…"),
    Act(
        "progress.table",
        "enregistrer les progrès pour un tableur",
        "Ctrl+Shift+S",
        Where.PROGRESS,
        text="Tableur (XLSX, CSV)…",
    ),
    Act("speech.change", "qui parle, étudiant ou acheteur", "F8", Where.ATTEMPT, text="L’autre parle"),
    Act("speech.silence", "silence", "Shift+F8", Where.ATTEMPT),
    Act(
        "speech.cut",
        "l’étudiant coupe l’acheteur",
        "Ctrl+Shift+I",
        Where.ATTEMPT,
        text="L’étudiant coupe l’acheteur",
    ),
    Act("objections.next", "lancer la prochaine objection", "Ctrl+Space", Where.ATTEMPT),
    Act("objections.add", "objection improvisée", "Ctrl+I", Where.ATTEMPT, text="Objection improvisée…"),
    Act("steps.next", "étape suivante de la simulation", "Ctrl+G", Where.ATTEMPT, text="Étape suivante"),
    Act("attempt.restart", "recommencer la phase", "Ctrl+Shift+R", Where.ATTEMPT),
    Act("centre.candidates", "candidats du centre", "Ctrl+1", _CENTRE, text="Candidats"),
    Act("centre.day", "journée du centre", "Ctrl+2", _CENTRE, text="Journée"),
    Act("centre.collection", "collecte", "Ctrl+3", _CENTRE, text="Collecte"),
    Act(
        "search.centre",
        "rechercher dans tout le centre",
        "Ctrl+Shift+F",
        _CENTRE,
        text="Rechercher dans tout le centre…",
    ),
    Act("centre.slips", "bordereaux", "Ctrl+4", _CENTRE, text="Bordereaux"),
    Act("centre.harmony", "harmonisation", "Ctrl+5", _CENTRE, text="Harmonisation"),
    Act(
        "harmony.save",
        "enregistrer l’harmonisation en PDF",
        "Ctrl+S",
        Where.HARMONY,
        text="Enregistrer en PDF…",
    ),
    Act(
        "people.import",
        "recevoir une liste de candidats",
        "Ctrl+Shift+I",
        Where.CANDIDATES,
        text="Recevoir une liste…",
    ),
    Act("people.add", "ajouter un candidat au centre", "Ctrl+I", Where.CANDIDATES, text="Ajouter…"),
    Act("people.edit", "corriger le candidat (ou Entrée)", "F4", Where.CANDIDATES, text="Corriger…"),
    Act(
        "people.wishes",
        "contraintes du candidat",
        "Ctrl+K",
        Where.CANDIDATES | Where.PLACING,
        text="Contraintes…",
    ),
    Act("people.find", "rechercher un candidat", "Ctrl+F", Where.CANDIDATES, text="Rechercher"),
    Act(
        "placing.auto",
        "placer automatiquement",
        "Ctrl+Return",
        Where.PLACING,
        ("Ctrl+Enter",),
        text="Placer automatiquement",
    ),
    Act(
        "placing.setup",
        "commissions, salles, règles",
        "F6",
        Where.PLACING,
        text="Commissions, salles, règles…",
    ),
    Act("placing.print", "imprimer les documents des journées", "Ctrl+P", Where.PLACING, text="Imprimer…"),
    Act("placing.summons", "convocation d’un candidat", "Ctrl+Shift+P", Where.PLACING, text="Convocation…"),
    Act("placing.upheaval", "absence, retard, salle perdue", "F7", Where.PLACING, text="Absence, retard…"),
    Act(
        "placing.open",
        "interrogation en détail, places libres",
        "F4",
        Where.PLACING,
        text="Détails, places libres…",
    ),
    Act("placing.next", "prochain problème", "F3", Where.PLACING, text="Prochain problème"),
    Act("placing.unplaced", "aller aux candidats non placés", "F8", Where.PLACING, text="Non placés"),
    Act("placing.fix", "fixer une interrogation à la main (ou P)", "Ctrl+D", Where.PLACING, text="Fixer"),
    Act("placing.remove", "retirer du planning (ou Suppr)", "Ctrl+R", Where.PLACING, text="Retirer"),
    Act("placing.begun", "interrogation commencée (ou C)", "Ctrl+B", Where.PLACING, text="Commencé"),
    Act("placing.absent", "candidat absent (ou A)", "Ctrl+Shift+B", Where.PLACING, text="Candidat absent"),
    Act("placing.before", "jour précédent", "Ctrl+PgUp", Where.PLACING),
    Act("placing.after", "jour suivant", "Ctrl+PgDown", Where.PLACING),
    Act(
        "collection.receive",
        "recevoir des fichiers revenus des commissions",
        "Ctrl+Shift+I",
        Where.COLLECTION,
        text="Recevoir des fichiers…",
    ),
    Act("collection.next", "prochaine interrogation à voir", "F3", Where.COLLECTION, text="Prochain manque"),
    Act("window.cover", "masquer l’écran, le rétablir", "F9", Where.WINDOW, text="&Masquer l’écran"),
    Act("window.lock", "verrouiller", "Ctrl+L", Where.WINDOW, text="&Verrouiller"),
    Act("window.candidate", "écran du candidat", "Ctrl+E", Where.WINDOW, text="&Écran du candidat…"),
    Act("window.return", "revenir à l’interrogation en cours", "Alt+Right", Where.WINDOW, text="Revenir"),
    Act("window.help", "aide sur cet écran", "F1", Where.WINDOW, text="&Aide sur cet écran"),
    Act("window.keys", "liste des raccourcis", "Ctrl+?", Where.WINDOW, ("Shift+F1",), text="&Raccourcis"),
    Act("window.settings", "réglages", "Ctrl+,", Where.WINDOW, text="&Réglages…"),
    Act("text.larger", "agrandir le texte", "Ctrl++", Where.WINDOW, ("Ctrl+=",), text="&Agrandir le texte"),
    Act("text.smaller", "réduire le texte", "Ctrl+-", Where.WINDOW, text="&Réduire le texte"),
    Act("text.usual", "taille normale", "Ctrl+0", Where.WINDOW, text="Taille &normale"),
    Act("file.new", "nouveau fichier", "Ctrl+N", Where.WINDOW, text="&Nouveau fichier d’examen…"),
    Act("file.open", "ouvrir", "Ctrl+O", Where.WINDOW, text="&Ouvrir…"),
    Act(
        "file.verify",
        "vérifier des grilles signées",
        "Ctrl+Shift+V",
        Where.WINDOW,
        text="&Vérifier des grilles…",
    ),
    Act(
        "file.forms",
        "écrire une forme d’épreuve",
        "Ctrl+Shift+N",
        Where.WINDOW,
        text="For&mes d’épreuve…",
    ),
    Act("file.cases", "cas d’entraînement", "Ctrl+Shift+C", Where.WINDOW, text="&Cas d’entraînement…"),
    Act("file.close", "fermer le fichier", "Ctrl+W", Where.WINDOW, text="&Fermer le fichier"),
    Act("file.quit", "quitter", "Ctrl+Q", Where.WINDOW, text="&Quitter"),
)
