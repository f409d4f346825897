"""What decoders mutter: which complaint means lost writing, and that listening leaves standard error as it was."""

import os

import pytest

from ingest.complaints import Overheard, listening


@pytest.mark.parametrize(
    "said",
    [
        "Fax4Decode: Bad code word at line 17 of strip 0 (x 0).",
        "Corrupt JPEG data: premature end of data segment",
        "Corrupt JPEG data: bad Huffman code",
        "noise before\nCorrupt JPEG data: found marker 0xd3 instead of RST5\nFax4Decode: Bad code word",
    ],
)
def test_lost_writing_is_told(said: str) -> None:
    assert Overheard(said).ruin(height_px=1000)


@pytest.mark.parametrize("said", ["", "TIFFReadDirectory: Warning, unknown field 33000", "libpng warning: iCCP"])
def test_mere_grumbling_is_not(said: str) -> None:
    assert Overheard(said).ruin(height_px=1000) == ""


def test_a_few_bad_fax_lines_are_what_telephone_lines_do() -> None:
    few = "\n".join(f"Fax3Decode1D: Bad code word at line {line} of strip 0 (x 9)." for line in range(20))
    many = "\n".join(f"Fax3Decode1D: Bad code word at line {line} of strip 0 (x 9)." for line in range(80))
    assert Overheard(few).ruin(height_px=1000) == ""
    assert "80 bad fax lines" in Overheard(many).ruin(height_px=1000)


def test_bytes_left_over_matter_unless_they_are_padding() -> None:
    heard = Overheard("Corrupt JPEG data: 4 extraneous bytes before marker 0xd9")
    assert heard.ruin(height_px=10, encoded=b"\xff\xd8data" + b"\0\0\0\0" + b"\xff\xd9") == ""
    assert heard.ruin(height_px=10, encoded=b"\xff\xd8data" + b"ab\0\0" + b"\xff\xd9")


def test_native_words_are_heard_and_standard_error_comes_back(capfd: pytest.CaptureFixture[str]) -> None:
    with listening() as heard:
        os.write(2, b"from native code\n")
    os.write(2, b"afterwards\n")
    assert heard.said == "from native code\n"
    assert capfd.readouterr().err == "afterwards\n"


def test_standard_error_comes_back_after_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="inside"), listening():
        raise ValueError("inside")
    os.write(2, b"still there\n")
    assert capfd.readouterr().err == "still there\n"
