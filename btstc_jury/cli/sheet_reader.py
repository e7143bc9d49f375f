"""The process in which workbooks that anybody may have made are read."""

from __future__ import annotations

from btstc_jury.exchange.sheet_reader import MEMORY, answered
from btstc_jury.system.worker import serve

if __name__ == "__main__":
    serve(answered, MEMORY)
