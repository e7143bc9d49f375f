"""The screens of a centre file."""
