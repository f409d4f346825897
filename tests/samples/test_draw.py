"""The command."""

import json
from pathlib import Path

import draw
import pytest


def test_it_draws_the_asked_number_of_random_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--random", "2", "--seed", "4", "--out", str(tmp_path), "--ageing", "fax", "--layout", "left"]
    assert draw.main(given) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((tmp_path / "truth").iterdir())]
    assert [one["traits"]["layout"] for one in told] == ["left", "left"]
    for one in told:
        assert (tmp_path / one["source"]).exists()


def test_it_refuses_an_unknown_layout(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        draw.main(["--random", "1", "--layout", "spiral"])
    assert "spiral" in capsys.readouterr().err
