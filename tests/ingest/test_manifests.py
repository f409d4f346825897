"""Lists of files: read in the forms that scanners and spreadsheets write, refused with the row that is wrong."""

from pathlib import Path

import pytest

from domain.errors import UnknownFormat
from domain.paper_box import AnnouncedFile
from ingest.manifests import read_manifest


def listed(folder: Path, data: bytes) -> tuple[AnnouncedFile, ...]:
    path = folder / "list"
    path.write_bytes(data)
    return read_manifest(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_spreadsheets_list_is_read(tmp_path: Path, encoding: str) -> None:
    found = listed(tmp_path, "番号,ケース番号,枚数\n1,A-001,23\n2,A-002,\n".encode(encoding))
    assert found == (AnnouncedFile(1, "A-001", 23), AnnouncedFile(2, "A-002"))


def test_a_scanners_json_with_hashes_is_read(tmp_path: Path) -> None:
    found = listed(tmp_path, b'{"files": [{"file": "a.pdf", "sha256": "%s", "sheets": 3}]}' % (b"AB" * 32))
    assert found == (AnnouncedFile(1, "a.pdf", 3, "a.pdf", "ab" * 32),)


@pytest.mark.parametrize("data", [b"[" * 50_000, b'{"files":' * 9_000, b'{"files": 5}', b'{"files": "x"}'])
def test_nesting_without_end_and_what_is_no_list_are_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        listed(tmp_path, data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff\xff\xff",
        b"{broken",
        b"number,label\n1,a\n1,b\n",
        b"number,label\n0,a\n",
        b"label,sheets\na,-3\n",
        b"label,sheets\na,many\n",
        b"label,sha256\na,123\n",
        b"label,sheets\n,3\n",
        b"[3]",
    ],
)
def test_a_list_that_cannot_be_meant_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        listed(tmp_path, data)
