"""Verification of signed grids: bytes in, a report out. Strict: only what the program itself makes passes.

Cheap checks come first: a PDF whose digests don't fit is never parsed.
"""
