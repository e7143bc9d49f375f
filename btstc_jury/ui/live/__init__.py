"""The live oral: time, criteria and remarks on one screen."""
