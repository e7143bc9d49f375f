"""The candidate's screen: phase and time, on another monitor or in a small window."""
