"""The live oral: time, criteria and notes on one screen."""
