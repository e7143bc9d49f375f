"""Separate opinions on screen: the choice of the mode, the turns, what is revealed, what is settled."""
