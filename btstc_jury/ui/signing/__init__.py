"""Signing the settled grid, beside its pages."""
