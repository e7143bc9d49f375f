"""The window of the tests of the interface."""

from tests.ui.conftest import *  # noqa: F403 - fixtures
