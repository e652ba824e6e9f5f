"""The window: Qt lives here and in app only."""

from asystent_desktop.ui.constants import hold_constants

hold_constants()
