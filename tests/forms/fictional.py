"""Where the invented diploma's form is."""

from pathlib import Path

FICTIONAL = Path(__file__).parent / "fictif" / "mf-oral.toml"
