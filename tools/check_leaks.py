"""Fails when a tracked file names an index address or an absolute path of somebody's machine."""

import re
import subprocess
import sys
from pathlib import Path

# Written in pieces so that this file does not find itself.
ADDRESSES = ("py" + "pi.org", "python" + "hosted", "npm" + "js.org", "npm" + "js.com", "deb." + "debian.")
PLACES = re.compile(r"(?<![\w.])/(?:wo" + r"rk|fa" + r"rm|home/\w+)/")


def main() -> int:
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=False).stdout.decode()
    found = []
    for name in filter(None, listed.split("\0")):
        path = Path(name)
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if any(word in line for word in ADDRESSES) or PLACES.search(line):
                found.append(f"{name}:{number}: {line[:120]}")
    print("\n".join(found) or "leaks: none")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
