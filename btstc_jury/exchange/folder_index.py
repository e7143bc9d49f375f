"""The index of a folder for the jury, as a page that any browser opens and prints: no script, nothing from
outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from btstc_jury.application.views.folder import FolderEntry, FolderView, Paper, complete_words

_STYLE = """
body{font:15px/1.45 system-ui,"Segoe UI",Roboto,sans-serif;color:#111;background:#fff;max-width:52rem;
margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.1rem;margin:1.6rem 0 .2rem;border-top:1px solid #777;
padding-top:.6rem}
ul{margin:.2rem 0;padding-left:1.2rem}.lacks{border-left:4px solid #000;padding-left:.6rem;font-weight:600}
.mark{border:2px solid #000;padding:.4rem .6rem;font-weight:700}
p{margin:.2rem 0}a{color:#00458b}
@media print{body{margin:0;max-width:none}h2,section{break-inside:avoid}a{color:#000}}
"""


def folder_html(view: FolderView) -> bytes:
    """Equal views give equal bytes."""
    body = "\n".join(_body(view))
    title = escape(view.title)
    page = (
        f'<!DOCTYPE html>\n<html lang="{view.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
    return page.encode()


def _body(view: FolderView) -> Iterator[str]:
    if view.watermark:
        yield f'<p class="mark">{escape(view.watermark)}</p>'
    yield f"<h1>{escape(view.title)}</h1>"
    yield f"<p>{escape(view.centre)}</p>"
    yield f"<p><strong>{escape(view.counts)}</strong></p>"
    yield f"<p>D’après {escape(view.sources)}</p>"
    yield _files(view.common)
    lacking = len(view.lacking) + len(view.lost)
    nothing = f"<p><strong>{escape(complete_words(view))}</strong></p>"
    yield nothing if view.complete else f'<p class="lacks">Il manque quelque chose à {_lines(lacking)}.</p>'
    yield from (f'<p class="lacks">{escape(each)}</p>' for each in view.lost)
    for entry in view.entries:
        yield "\n".join(_entry(entry))


def _lines(count: int) -> str:
    return f"{count} lignes" if count > 1 else "une ligne"


def _files(names: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{_link(name, name)}</li>" for name in names) + "</ul>"


def _entry(entry: FolderEntry) -> Iterator[str]:
    yield "<section>"
    yield f"<h2>{escape(entry.candidate)} · n°\u202f{escape(entry.number)}</h2>"
    yield f"<p>{escape(entry.exam)} — {escape(entry.status)}</p>"
    if entry.ruled:
        yield f"<p>{escape(entry.ruled)}</p>"
    yield "<ul>" + "".join(f"<li>{_paper(each)}</li>" for each in entry.papers) + "</ul>"
    yield from (f'<p class="lacks">Manque\u202f: {escape(each)}</p>' for each in entry.missing)
    if entry.open:
        yield f"<p>Note de l’épreuve pas encore à arrêter. {escape(entry.open)}</p>"
    yield "</section>"


def _paper(paper: Paper) -> str:
    if not paper.file:
        return f"{escape(paper.what)}\u202f: {escape(paper.lacks)}"
    return f"{_link(paper.file, paper.what)} <small>({escape(paper.file)})</small>"


def _link(file: str, words: str) -> str:
    return f'<a href="{quote(file)}">{escape(words)}</a>'
