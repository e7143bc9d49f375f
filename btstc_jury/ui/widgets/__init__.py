"""Pieces that several screens use. They paint values and emit intents."""
