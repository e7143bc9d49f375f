"""Problems of the environment: told to the user with what to do, never a bug of ours."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class ProblemKind(StrEnum):
    NOT_FOUND = "not_found"
    FOREIGN = "foreign"
    DAMAGED = "damaged"
    NEWER = "newer"
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    PERMISSION = "permission"
    BUSY = "busy"
    EXISTS = "exists"
    OLDER = "older"
    """Of an earlier format, and only read: opened to be written in, it would be brought up."""
    MIGRATION = "migration"
    INPUT_OUTPUT = "input_output"
    NAME_TOO_LONG = "name_too_long"
    LOCKED = "locked"
    """Encrypted, and no key was given."""
    WRONG_KEY = "wrong_key"
    """Encrypted with another key, or damaged where that can't be told apart."""
    MOVED = "moved"
    """Open, and another file or none bears its name now; what was acknowledged is where it went."""
    DELETED = "deleted"
    """Open, and without a name on the disk."""
    UNFINISHED = "unfinished"
    """A program died in the middle of an act: it must be opened once where it can be written. ``detail``:
    the file beside it that makes it whole."""
    APART = "apart"
    """The file beside it that makes it whole has kept the name that the file had. ``detail``: that name."""
    NO_CIPHER = "no_cipher"
    """This installation lacks the library of encrypted files."""
    UNREACHABLE = "unreachable"
    """No server answers, or the connection was lost. Of an act, it is found out at the next whether it was
    carried out."""
    DENIED = "denied"
    """The server refuses this user what was asked. ``detail``: which table."""
    OCCUPIED = "occupied"
    """Somebody else's act on the same centre takes too long to wait for."""
    LOGIN = "login"
    """The server refuses the user or his password."""
    NO_TLS = "no_tls"
    """The connection can't be encrypted, or the server isn't who it should be."""
    NO_BASE = "no_base"
    """The server has no base of that name."""
    NOT_SET_UP = "not_set_up"
    """The base holds no tables of centres."""
    ON_SERVER = "on_server"
    """Only of files: what a server holds is copied, encrypted and kept by the server."""
    NO_DRIVER = "no_driver"
    """This installation lacks the library that speaks with servers."""


OF_SYSTEM: Mapping[int, ProblemKind] = {
    errno.ENOENT: ProblemKind.NOT_FOUND,
    errno.ENOTDIR: ProblemKind.NOT_FOUND,
    errno.EACCES: ProblemKind.PERMISSION,
    errno.EPERM: ProblemKind.PERMISSION,
    errno.EROFS: ProblemKind.READ_ONLY,
    errno.ENOSPC: ProblemKind.DISK_FULL,
    errno.EDQUOT: ProblemKind.DISK_FULL,
    errno.EEXIST: ProblemKind.EXISTS,
    errno.ENAMETOOLONG: ProblemKind.NAME_TOO_LONG,
}
"""Of an ``OSError``, by its number."""

_CAUSES: Mapping[int, str] = {
    errno.ENOENT: "ce chemin n’existe pas",
    errno.ENOTDIR: "une partie du chemin n’est pas un dossier",
    errno.EISDIR: "c’est un dossier",
    errno.EACCES: "l’accès est refusé",
    errno.EPERM: "l’accès est refusé",
    errno.EROFS: "l’emplacement est en lecture seule",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota de disque est atteint",
    errno.EFBIG: "le fichier est trop grand",
    errno.EEXIST: "ce nom est déjà pris",
    errno.ENOTEMPTY: "le dossier n’est pas vide",
    errno.EIO: "le disque ne répond pas comme il devrait",
    errno.ENODEV: "l’appareil n’est plus là",
    errno.ENXIO: "l’appareil n’est plus là",
    errno.EBUSY: "un autre programme l’occupe",
    errno.ETXTBSY: "un autre programme l’occupe",
    errno.EAGAIN: "un autre programme l’occupe",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ELOOP: "des liens se renvoient l’un à l’autre",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.ENFILE: "trop de fichiers sont ouverts",
    errno.EINVAL: "le système refuse ce nom ou cette opération",
    errno.EXDEV: "ce n’est pas le même disque",
    errno.ENOMEM: "la mémoire manque",
}


NOT_ORDINARY = "ce n’est pas un fichier ordinaire"
"""A folder, a pipe, a device: nothing that could be read or replaced."""


def cause(error: OSError) -> str:
    """Why the system refused, in a few French words: its own are English, or the machine's."""
    number = error.errno or 0
    return _CAUSES.get(number, f"erreur {number} du système" if number else type(error).__name__)


class FileProblem(Exception):
    """Something about a file, or a server, that the program can't change by itself. Nothing was altered.

    ``path``: of a server, what ``Place.shown`` says of it.
    ``detail`` is technical and goes to the log and to a « Détails » line, never alone on screen.
    """

    def __init__(self, kind: ProblemKind, path: Path, detail: str = "") -> None:
        super().__init__(f"{kind}: {path.name}: {detail}" if detail else f"{kind}: {path.name}")
        self.kind = kind
        self.path = path
        self.detail = detail


class ServerProblem(FileProblem):
    """The same of a server's base, or of a centre in it."""


class ReadOnlyFile(Exception):
    """An act was asked of an exam file opened read-only; nothing was changed."""


class PrintProblem(Exception):
    """The print service refused a job; the message says in French what to do. No file was touched."""


class UnusableForm(Exception):
    """A form of this machine can't be used; the message says in French which, and what is wrong."""


class Message(NamedTuple):
    """``title``: one short sentence; ``body``: what was kept and what to do; ``detail``: technical.

    ``good``: something that went well, to be said and then forgotten. ``restorable``: a backup may help;
    ``rescuable``: a copy of what is open.
    """

    title: str
    body: str
    detail: str = ""
    good: bool = False
    restorable: bool = False
    rescuable: bool = False

    @property
    def sentence(self) -> str:
        """Title and body on one line."""
        return f"{self.title} {self.body}".strip()
