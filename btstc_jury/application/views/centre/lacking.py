"""What lacks at the centre, as a list on paper: for whoever telephones, or goes from room to room."""

from __future__ import annotations

from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.board import BoardView, OralLine
from btstc_jury.application.views.centre.paper import CentreListView, CentreRow, CentreSection, ListLayout
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.moments import Instant

_FOOTNOTE = "Document réservé au centre d’examen."


def lacking_list(view: BoardView, centre: Centre, now: Instant) -> CentreListView:
    """A section for each of what lacks, in the order of the board; who lacks two things is in both."""
    return CentreListView(
        heading="Collecte",
        whose="Ce qui manque",
        centre=centre.name,
        session=f"Session {centre.year}",
        diploma="",
        layout=ListLayout.LACKING,
        day="",
        details=(f"État au {formats.short_moment(formats.local(now))}.",),
        counts=f"{view.received} {view.heading}",
        sections=tuple(
            CentreSection(f"{each.count} {each.words}", tuple(map(_row, each.orals))) for each in view.missing
        ),
        footnote=_FOOTNOTE,
    )


def _row(line: OralLine) -> CentreRow:
    why = line.words or line.box.facts.label
    return CentreRow((line.commission or "—", line.hour or "—", line.number, line.name, line.exam, why))
