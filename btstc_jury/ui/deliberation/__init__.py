"""Deciding after the oral: the deliberation and the grid that comes of it."""
