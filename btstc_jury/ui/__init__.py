"""The screens: they paint view values and emit intents."""
