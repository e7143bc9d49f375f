"""What keeps the jury's screen from other eyes."""
