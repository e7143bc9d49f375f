"""The fictional exam session, and the scenario that conducts it through the real windows."""
