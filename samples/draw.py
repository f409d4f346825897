"""Draws papers of fictional people, with their truth beside them.

python samples/draw.py                                       the committed samples, into samples/papers/
python samples/draw.py --random 100 --seed 5 --out DIR       a hundred random case files, into DIR/papers and DIR/truth

File k of a seed depends on the seed, k and the restrictions alone. Fonts come from Debian packages only.
"""

import argparse
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from drawing import folders  # noqa: E402 - the package lies beside this file and is not installed
from drawing.ageing import AGEINGS  # noqa: E402
from drawing.fiction import casefile  # noqa: E402
from drawing.fiction.layouts import LAYOUTS  # noqa: E402
from drawing.fonts import MissingFont  # noqa: E402


def arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="where to write (samples/papers; with --random: build/random)")
    parser.add_argument("--random", type=int, metavar="N", help="draw N random case files instead")
    parser.add_argument("--seed", type=int, default=1, help="of the random case files")
    parser.add_argument("--first", type=int, default=0, metavar="K", help="number of the first random case file")
    parser.add_argument("--ageing", choices=tuple(AGEINGS), default="", help="only this ageing")
    parser.add_argument("--direction", choices=casefile.DIRECTIONS, default="", help="only this direction")
    parser.add_argument("--layout", choices=LAYOUTS, default="", help="only this layout of face sheets")
    return parser.parse_args(given)


def committed(out: Path) -> None:
    for paper in folders.PAPERS:
        start = time.perf_counter()
        path = folders.save(paper, out)
        size = sum(one.stat().st_size for one in ([path] if path.is_file() else path.glob("*.jpg")))
        print(f"{path}  {len(paper.pages)} pages  {size / 1e6:.2f} MB  {time.perf_counter() - start:.1f} s")


def invented(asked: argparse.Namespace) -> None:
    out = asked.out or Path("build/random")
    wish = casefile.Wish(asked.ageing, asked.direction, asked.layout)
    for number in range(asked.first, asked.first + asked.random):
        start = time.perf_counter()
        drawn = casefile.draw(asked.seed, number, wish=wish)
        path = casefile.save(drawn, out)
        print(
            f"{path}  {len(drawn.pages)} pages  {time.perf_counter() - start:.1f} s  {' '.join(drawn.traits.values())}"
        )


def main(given: list[str] | None = None) -> int:
    asked = arguments(given)
    try:
        if asked.random:
            invented(asked)
        else:
            committed(asked.out or HERE / "papers")
    except MissingFont as missing:
        print(missing, file=sys.stderr)
        return 69
    return 0


if __name__ == "__main__":
    sys.exit(main())
