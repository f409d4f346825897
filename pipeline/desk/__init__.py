"""The desk: every decision a person takes, for any screen, command or test; the screens hold no rules of their own.

`Desk` is the whole of a case; pages, rows of the log, households, grids and the supervisor's figures have a file each.
"""

from pipeline.desk.cases import Desk, now

__all__ = ["Desk", "now"]
