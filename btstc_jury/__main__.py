"""``python -m btstc_jury``."""

from __future__ import annotations

import sys

from btstc_jury.cli import main

if __name__ == "__main__":
    sys.exit(main())
