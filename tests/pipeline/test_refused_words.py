"""What wrong input is answered with: Japanese under --lang ja, English under --lang en."""

from pathlib import Path

import pytest

from pipeline.cli import main


def _told(line: list[str], lang: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*line, "--lang", lang])
    assert ended.value.code == 1
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "ja", "en"),
    [
        (["identity", "nope"], "STORE-000 そのケースはありません：nope", "the archive has no record of case nope"),
        (["case", "mark", "nope"], "STORE-000 そのケースはありません：nope", "the archive has no record of case nope"),
        (["search", "x", "--since", "blah"], "「blah」は日付として読めません", "is no date such as"),
        (["search", "あ" * 10_000], "10,000 文字あります", "10,000 characters to look for"),
        (["ingest", "/nowhere-at-all"], "そのファイルまたはフォルダーはありません", "there is no such file or folder"),
    ],
)
def test_a_refusal_speaks_the_wanted_language(
    line: list[str],
    ja: str,
    en: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "home"))
    assert ja in _told(line, "ja", capsys)
    assert en in _told(line, "en", capsys)
