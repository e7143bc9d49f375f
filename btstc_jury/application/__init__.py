"""Use cases, the ports they need, and the views: what a screen or a page shows, as frozen values."""
