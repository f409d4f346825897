"""`tools/systemd/tsuzuri`, a server's command: who called it, and with what session, reaches the service's user."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ID = "#!/bin/sh\ncase $1 in -u) echo {number} ;; -un) echo {name} ;; esac\n"
TELLS = '#!/bin/sh\necho {program} "$@"\nenv | grep ^TSUZURI_ | sort\n'


@pytest.mark.parametrize(
    ("number", "name", "wanted"),
    [
        (1000, "kimura", "sudo -u tsuzuri --preserve-env=TSUZURI_OPERATOR,TSUZURI_SESSION,TSUZURI_LANG"),
        (0, "root", "runuser -u tsuzuri --"),
    ],
)
def test_the_caller_and_the_session_go_along(number: int, name: str, wanted: str, tmp_path: Path) -> None:
    programs = {"id": ID.format(number=number, name=name)}
    programs |= {one: TELLS.format(program=one) for one in ("sudo", "runuser")}
    for program, text in programs.items():
        (tmp_path / program).write_text(text, encoding="utf-8")
        (tmp_path / program).chmod(0o755)
    server = ROOT / "tools/systemd/tsuzuri"
    given = {"PATH": f"{tmp_path}:/usr/bin:/bin", "TSUZURI_SESSION": "a-session"}
    said = subprocess.run([server, "status", "a b"], env=given, capture_output=True, text=True, check=True)
    called, *settings = said.stdout.splitlines()
    assert called == f"{wanted} {server} status a b"
    assert settings == [f"TSUZURI_OPERATOR={name}", "TSUZURI_SESSION=a-session"]
