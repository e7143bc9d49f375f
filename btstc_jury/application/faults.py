"""What is wrong with a file, beyond the kind of the problem: a closed set, and the words for each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Fault(StrEnum):
    """Those of a broken journal have the names that ``domain.journal.Damage`` gives them."""

    SEQUENCE = "sequence"
    PAYLOAD = "payload"
    CHAIN = "chain"
    ROWS = "rows"
    NO_ROWS = "no_rows"
    HEAD = "head"
    TYPE = "type"
    NO_PAYLOAD = "no_payload"
    UNREADABLE_EVENT = "unreadable_event"
    NOT_BROUGHT_UP = "not_brought_up"
    NO_KIND = "no_kind"
    NOT_PLANNED = "not_planned"
    NOT_A_SESSION = "not_a_session"
    NO_FILE_LINE = "no_file_line"
    NO_JOURNAL = "no_journal"
    NO_LINE = "no_line"
    NO_ORAL = "no_oral"
    CHECKSUM = "checksum"
    NOT_A_DAY = "not_a_day"
    UNREADABLE_LINE = "unreadable_line"
    OTHER_LINE = "other_line"
    NO_FORM = "no_form"
    OTHER_CONTENT = "other_content"
    UNREADABLE_FORM = "unreadable_form"
    OTHER_DOCUMENT = "other_document"
    NO_FOLLOWER = "no_follower"
    NO_REVISION = "no_revision"
    UNTOLD_ATTACHMENT = "untold_attachment"
    OTHER_ATTACHMENT = "other_attachment"
    GAP = "gap"
    OTHER_FILE_LINE = "other_file_line"
    NO_OBJECT = "no_object"
    OTHER_OBJECT = "other_object"
    NOT_OURS = "not_ours"
    OTHER_TRIGGERS = "other_triggers"
    UNNAMED_KIND = "unnamed_kind"
    NO_SUCH_ROW = "no_such_row"
    OTHER_SCHEMA = "other_schema"
    ROWS_NOT_COPIED = "rows_not_copied"
    PAGES = "pages"
    PAGE = "page"
    TEXT = "text"
    SQLITE = "sqlite"
    SERVER = "server"
    SERVER_TABLE = "server_table"
    ON_SERVER = "on_server"
    NO_CENTRE = "no_centre"
    UNREADABLE_DATA = "unreadable_data"
    EMPTY = "empty"
    CUT_HEADER = "cut_header"
    CUT = "cut"
    CUT_PAGE = "cut_page"
    COMPANION = "companion"
    REVISION = "revision"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_PART = "unknown_part"
    UNKNOWN_VALUE = "unknown_value"
    NEWER_REVISION = "newer_revision"
    OLDER_REVISION = "older_revision"
    NOT_A_DATABASE = "not_a_database"
    OTHER_APPLICATION = "other_application"
    EXAM_FILE = "exam_file"
    CENTRE_FILE = "centre_file"
    CUT_ACT = "cut_act"
    OTHER_CENTRE = "other_centre"
    NOT_ORDINARY = "not_ordinary"
    NO_FOLDER = "no_folder"
    HELD = "held"
    READ_BY_OTHER = "read_by_other"
    NOT_READ_IN_TIME = "not_read_in_time"
    ITSELF = "itself"
    SAME_SECOND = "same_second"
    NOT_MIGRATED = "not_migrated"
    NO_PASSAGES = "no_passages"
    OTHER_PASSAGES = "other_passages"
    OTHER_WORDS = "other_words"


_WORDS: Mapping[Fault, str] = MappingProxyType({
    Fault.SEQUENCE: "des lignes manquent avant celle-ci, ou ont changé de place",
    Fault.PAYLOAD: "le contenu n’est plus celui dont l’empreinte a été prise",
    Fault.CHAIN: "l’empreinte ne suit plus celle de la ligne d’avant",
    Fault.ROWS: "le journal a {found} lignes, l’index en compte {expected}",
    Fault.NO_ROWS: "le journal n’a plus aucune ligne",
    Fault.HEAD: "la dernière ligne n’est pas celle que nomme l’index",
    Fault.TYPE: "une valeur n’est pas du type attendu",
    Fault.NO_PAYLOAD: "le contenu a disparu sans avoir été effacé par un acte",
    Fault.UNREADABLE_EVENT: "le contenu d’un acte «\u202f{kind}\u202f» est illisible",
    Fault.NOT_BROUGHT_UP: "un acte «\u202f{kind}\u202f» est d’un ancien format",
    Fault.NO_KIND: "«\u202f{kind}\u202f» n’est le nom d’aucun acte",
    Fault.NOT_PLANNED: "le journal ne commence pas par l’inscription du candidat",
    Fault.NOT_A_SESSION: "la dernière ligne ne décrit pas une session",
    Fault.NO_FILE_LINE: "le fichier ne dit plus ce qu’il est",
    Fault.NO_JOURNAL: "le fichier n’a plus son propre journal",
    Fault.NO_LINE: "l’index n’a pas de ligne pour ce journal",
    Fault.NO_ORAL: "l’index n’a pas de ligne pour l’interrogation {oral}",
    Fault.CHECKSUM: "la somme de contrôle ne correspond plus aux valeurs",
    Fault.NOT_A_DAY: "«\u202f{text}\u202f» n’est pas un jour",
    Fault.UNREADABLE_LINE: "une valeur de la ligne est illisible",
    Fault.OTHER_LINE: "la ligne ne dit pas ce que dit le journal\u202f: {names}",
    Fault.NO_FORM: "la forme {form} n’est pas dans le fichier",
    Fault.OTHER_CONTENT: "le contenu n’est plus celui dont l’empreinte a été prise (forme {form})",
    Fault.UNREADABLE_FORM: "le contenu est illisible (forme {form})",
    Fault.OTHER_DOCUMENT: "le document de la version {version} n’est plus celui dont l’empreinte a été prise",
    Fault.NO_FOLLOWER: "la révision {revision} de la version {version} ne continue pas la précédente",
    Fault.NO_REVISION: "la révision {revision} de la version {version} manque",
    Fault.UNTOLD_ATTACHMENT: "un document joint est gardé, dont le journal ne dit rien (n° {number})",
    Fault.OTHER_ATTACHMENT: "le document joint «\u202f{name}\u202f» n’est pas celui que dit le journal",
    Fault.GAP: "cette interrogation manque, alors que des suivantes y sont",
    Fault.OTHER_FILE_LINE: "elle ne dit pas ce que dit le journal de la session",
    Fault.NO_OBJECT: "«\u202f{name}\u202f» manque",
    Fault.OTHER_OBJECT: "«\u202f{name}\u202f» n’est pas fait comme par le programme",
    Fault.NOT_OURS: "«\u202f{name}\u202f» n’est pas du programme",
    Fault.OTHER_TRIGGERS: "les règles qui gardent le journal ne sont plus celles du programme",
    Fault.UNNAMED_KIND: "un acte n’est pas annoncé dans la liste de ceux que contient le fichier",
    Fault.NO_SUCH_ROW: "une ligne de «\u202f{table}\u202f» renvoie à une ligne absente de {other}",
    Fault.OTHER_SCHEMA: "la copie n’a pas les mêmes tables que le fichier",
    Fault.ROWS_NOT_COPIED: "la copie a {copied} lignes de «\u202f{table}\u202f», le fichier en a {there}",
    Fault.PAGES: "SQLite trouve des pages abîmées",
    Fault.PAGE: "SQLite trouve la page {page} abîmée",
    Fault.TEXT: "un texte n’est pas écrit en UTF-8",
    Fault.UNREADABLE_DATA: "les données ne se lisent pas",
    Fault.SQLITE: "réponse de SQLite\u202f: {code}",
    Fault.SERVER: "réponse du serveur\u202f: {code}",
    Fault.SERVER_TABLE: "le serveur refuse la table {table}",
    Fault.ON_SERVER: "les données sont sur un serveur, qui les garde, les sauvegarde et les protège",
    Fault.NO_CENTRE: "aucun centre de cette base n’a cette identité",
    Fault.EMPTY: "le fichier est vide",
    Fault.CUT_HEADER: "l’en-tête du fichier est coupé",
    Fault.CUT: "le fichier a {size} octets, il devrait en avoir {expected}",
    Fault.CUT_PAGE: "le fichier a {size} octets, ce qui ne fait pas des pages entières",
    Fault.COMPANION: "le fichier n’est entier ni avec «\u202f{name}\u202f» ni sans lui",
    Fault.REVISION: "le numéro de format du fichier est illisible",
    Fault.UNKNOWN_KIND: "un acte «\u202f{kind}\u202f» est inconnu de cette version",
    Fault.UNKNOWN_PART: "un acte «\u202f{kind}\u202f» contient une valeur inconnue de cette version",
    Fault.UNKNOWN_VALUE: "une valeur de la ligne est inconnue de cette version",
    Fault.NEWER_REVISION: "le format {revision} du fichier est inconnu de cette version",
    Fault.OLDER_REVISION: "le format {revision} du fichier est d’une version antérieure du programme",
    Fault.NOT_A_DATABASE: "ce n’est pas une base de données SQLite",
    Fault.OTHER_APPLICATION: "c’est la base de données d’un autre programme",
    Fault.EXAM_FILE: "c’est un fichier d’examen",
    Fault.CENTRE_FILE: "c’est un fichier de centre",
    Fault.CUT_ACT: "un acte n’y est pas jusqu’au bout",
    Fault.OTHER_CENTRE: "des lignes y sont celles d’un autre centre",
    Fault.NOT_ORDINARY: "ce n’est pas un fichier ordinaire",
    Fault.NO_FOLDER: "ce dossier n’existe pas",
    Fault.HELD: "il est déjà ouvert par ce programme, ici ou sur un autre poste",
    Fault.READ_BY_OTHER: "un autre programme est en train de le lire",
    Fault.NOT_READ_IN_TIME: "il n’a pas pu être lu à temps",
    Fault.ITSELF: "c’est la sauvegarde elle-même",
    Fault.SAME_SECOND: "il y a déjà trop de copies de cette seconde",
    Fault.NOT_MIGRATED: "la mise à jour a échoué ({error})",
    Fault.NO_PASSAGES: "la recherche n’a rien de cette interrogation",
    Fault.OTHER_PASSAGES: "les textes ne sont pas ceux du journal",
    Fault.OTHER_WORDS: "les mots ne sont pas ceux des textes",
})  # fmt: skip
"""Each within a sentence, without its full stop."""


def told(fault: Fault, place: str = "", **named: object) -> str:
    """In French. ``place``: where, before a colon; ``named``: what the words name."""
    words = _WORDS[fault].format(**named)
    return f"{place}\u202f: {words}" if place else words
