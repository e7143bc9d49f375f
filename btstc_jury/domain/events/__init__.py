"""What can have happened in an oral. Each event is one row of its journal, and declared once.

To add one: its class in the file of its idea here; its record in ``storage.records`` where it has fields;
and the screen that asks for it.
"""

from __future__ import annotations

from btstc_jury.domain.events.acts import *
from btstc_jury.domain.events.acts import Erased
from btstc_jury.domain.events.base import *
from btstc_jury.domain.events.base import Act, Aside, Event
from btstc_jury.domain.events.commission import *
from btstc_jury.domain.events.course import *
from btstc_jury.domain.events.jury import *
from btstc_jury.domain.events.laptops import *
from btstc_jury.domain.events.opinions import *
from btstc_jury.domain.events.people import *
from btstc_jury.domain.events.planning import *
from btstc_jury.domain.events.proposal import *
from btstc_jury.domain.events.rehearsal import *
from btstc_jury.domain.events.remarks import *
from btstc_jury.domain.events.rulings import *

KINDS: dict[str, type[Event]] = {
    declared.kind: declared
    for declared in globals().copy().values()
    if isinstance(declared, type)
    and issubclass(declared, Event)
    and declared not in {Act, Aside, Event, Erased}
}
"""Every kind that a journal may hold, by its name there."""
