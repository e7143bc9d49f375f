"""What signing costs when nothing is signed, and that it stays on this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
_START = """
import sys
import btstc_jury.bootstrap
import btstc_jury.ui.shell.main_window
import btstc_jury.application.signing
import btstc_jury.documents.grid
import btstc_jury.documents.preview
late = {"aiohttp", "asn1crypto", "cryptography", "lxml", "pyhanko", "pyhanko_certvalidator"}
heavy = late & set(sys.modules)
assert not heavy, heavy
"""

_OFFLINE = """
import sys
def watch(event, arguments):
    assert event not in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}, event
sys.addaudithook(watch)
from tests.documents.signing.signers import signed_revisions
from tests.documents.views import sample_grid
assert len(signed_revisions(sample_grid())) == 4
"""


def test_starting_the_program_and_making_a_grid_import_nothing_of_it() -> None:
    subprocess.run([sys.executable, "-c", _START], check=True, cwd=_ROOT)


def test_signing_touches_no_network() -> None:
    subprocess.run([sys.executable, "-c", _OFFLINE], check=True, cwd=_ROOT)
