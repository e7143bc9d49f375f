"""What the user chooses for this machine."""
