"""Colours, type and spacing of the interface, in light and dark."""
