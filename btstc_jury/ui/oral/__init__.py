"""What serves an oral on every screen of it: its presenter, opinions, report, history, transfer, remarks."""
