"""The computer: clock, folders, atomic files, printing, single instance."""
