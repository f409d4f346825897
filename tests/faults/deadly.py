"""The program with a reader of files that kills its own process at a marked file, as a crash in native code would.

Run as a script, so that the spawned processes of the pool, which run this module again, die of it too.
"""

import os
import signal
from pathlib import Path

import pipeline.stages
from ingest.limits import Limits
from ingest.scan import Scan
from ingest.unpack import open_scan
from pipeline.cli import main

MARK = b"%deadly%"


def deadly(path: Path, limits: Limits) -> Scan:
    if path.read_bytes().endswith(MARK):
        os.kill(os.getpid(), signal.SIGKILL)
    return open_scan(path, limits)


pipeline.stages.open_scan = deadly

if __name__ == "__main__":
    main()
