"""Anything at all as a candidates' list: read, or refused in words.

``python -m tests.exchange.list_fuzz 100000`` tries as many.
"""

from __future__ import annotations

import random
import sys
from collections import Counter

from btstc_jury.application.centre.columns import ListField
from btstc_jury.application.centre.reading import ReadList, read_list
from btstc_jury.application.centre.rows import UnusableList, mapping_for
from btstc_jury.domain.centre.comparing import Verdict, compare
from btstc_jury.exchange.candidate_lists import read_bytes
from btstc_jury.exchange.list_sheets import read_list_sheets
from tests.exchange import lists

_PIECES = (
    *("Nom", "Prénom", "N°", "Né(e) le", "CANDIDAT", "TT", "Heure", ";", ",", "\t", "|", "\n", "\r\n", '"'),
    *("31/02/2005", "01/01/2004", " -", "=A1", "0012", "Zoé", "DUPONT", "\x00", "\ufeff", "\u202e", "é", "'"),
    *("14 candidats", "Établissement : X", "1/3", "8h30", "x" * 210, "", " ", "œ", "(1234567890A)", "\udc80"),
    *("sep=;\n", "Session : 2027"),
)
_CODECS = ("utf-8", "utf-16", "cp1252", "utf-8-sig", "iso-8859-15", "utf-16-le")


def one(draw: random.Random) -> str:
    """What became of one list: « refused », « unread », « faults » or « read »."""
    content = _spoiled(draw) if draw.random() < 0.5 else _made(draw)
    try:
        raw, heading = read_bytes("liste", content, read_list_sheets)
    except UnusableList as refused:
        return "refused" if str(refused).endswith("Rien n’a été écrit.") else f"other words: {refused}"
    if heading is None:
        return "unread"
    mapping = mapping_for(raw, heading)
    if all(mapping.place(each) is None for each in (ListField.LAST_NAME, ListField.FULL_NAME)):
        return "unread"
    return _judged(read_list(raw, heading, mapping))


def _judged(found: ReadList) -> str:
    if len(found.people) != len(found.lines) or not all(each.last_name for each in found.people):
        return "a person without a line or a name"
    if any(each.line <= found.heading_line or not each.expected for each in found.faults):
        return "a fault without a place"
    if found.faults:
        return "faults"
    again = [*compare(found.people, found.people)]
    alone = all(each.verdict is Verdict.SAME or each.clash is not None for each in again)
    return "read" if alone else "not the same when it comes again"


GOOD = frozenset({"refused", "unread", "faults", "read"})


def _made(draw: random.Random) -> bytes:
    text = "".join(draw.choice(_PIECES) for _ in range(draw.randrange(1, 60)))
    if draw.random() < 0.5:
        text = f"N°;Nom;Prénom;Né(e) le;Heure;TT\n{text}"
    codec = draw.choice(_CODECS)
    return text.encode(codec, "surrogatepass" if codec == "utf-8" else "replace")


def _spoiled(draw: random.Random) -> bytes:
    """A sound list with a few bytes changed, removed or moved."""
    content = bytearray(
        lists.national(separator=draw.choice(";,\t|")).encode(draw.choice(_CODECS), "replace")
    )
    for _ in range(draw.randrange(1, 8)):
        place = draw.randrange(len(content))
        match draw.randrange(3):
            case 0:
                content[place] = draw.randrange(256)
            case 1:
                del content[place : place + draw.randrange(1, 40)]
            case _:
                content[place:place] = content[draw.randrange(len(content)) :][: draw.randrange(60)]
        if not content:
            break
    return bytes(content)


def main(count: int) -> int:
    draw, tally = random.Random(14), Counter[str]()
    for _ in range(count):
        tally[one(draw)] += 1
    sys.stdout.write(f"{dict(tally)}\n")
    return 0 if tally.keys() <= GOOD else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
