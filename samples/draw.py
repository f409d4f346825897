"""Draws the sample papers: `python samples/draw.py`, or any number of random case files with `--random 100 --seed 5`.

Only fictional people; only fonts from Debian packages.
"""

import argparse
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from drawing import folders  # noqa: E402 - the package lies beside this file and is not installed


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="where to write (default: samples/papers, or build/random)")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> int:
    asked = arguments(given)
    out = asked.out or HERE / "papers"
    for paper in folders.PAPERS:
        start = time.perf_counter()
        path = folders.save(paper, out)
        size = sum(one.stat().st_size for one in ([path] if path.is_file() else path.glob("*.jpg")))
        print(f"{path}  {len(paper.pages)} pages  {size / 1e6:.2f} MB  {time.perf_counter() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
