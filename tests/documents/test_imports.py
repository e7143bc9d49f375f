"""The window paints before ReportLab is imported."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import sys
import btstc_jury.documents
import btstc_jury.application.views.grid
import btstc_jury.application.views.paper
heavy = {"reportlab", "pypdfium2", "font_roboto"} & set(sys.modules)
assert not heavy, heavy
import btstc_jury.documents.preview
assert "reportlab" not in sys.modules
"""


def test_the_package_and_the_preview_import_no_page_layout() -> None:
    subprocess.run([sys.executable, "-c", _PROGRAM], check=True)
