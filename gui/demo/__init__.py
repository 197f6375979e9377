"""The demo study: made-up patients in the middle of a made-up study, and its own clock."""

from gui.demo.clock import DEMO_NOW, demo_clock
from gui.demo.story import make_demo

__all__ = ["DEMO_NOW", "demo_clock", "make_demo"]
