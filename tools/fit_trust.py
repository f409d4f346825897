"""Fits the trust calibration to rows of readings whose truth is known.

Usage: python tools/fit_trust.py ROWS.jsonl [--out extract/trust/calibration.json]. A row is
`{"features": {...}, "right": true, "group": "S", "unopposed": true, "held_out": false}`; rows of one case file must
share one value of `held_out`; without `unopposed` nothing spoke against a row. Refuses to write a model when there are
too few rows.
"""

import argparse
import json
import sys
from pathlib import Path

from extract.trust.calibration import to_json, upper_error
from extract.trust.fitting import Row, fit

DEFAULT = Path("extract/trust/calibration.json")


def read(path: Path) -> tuple[list[Row], list[Row]]:
    """Rows to fit on and rows held out."""
    sides: tuple[list[Row], list[Row]] = ([], [])
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            features = {str(name): float(value) for name, value in row["features"].items()}
            made = Row(features, bool(row["right"]), row.get("group", "all"), bool(row.get("unopposed", True)))
            sides[bool(row.get("held_out"))].append(made)
    return sides


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("rows", type=Path)
    asked.add_argument("--out", type=Path, default=DEFAULT)
    given = asked.parse_args()
    try:
        model = fit(*read(given.rows))
    except ValueError as error:
        print(f"not fitted: {error}", file=sys.stderr)
        return 1
    given.out.write_text(to_json(model) + "\n", encoding="utf-8")
    for group, counts in model.counts:
        for one in counts:
            bound = upper_error(one.tried, one.wrong)
            print(f"{group:4} p >= {one.threshold:<7} tried {one.tried:6} wrong {one.wrong:4}  error <= {bound:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
