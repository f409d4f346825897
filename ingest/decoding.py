"""The gate between decoding libraries and the house: whatever they throw at broken bytes leaves as a PaperError.

Lets nothing pass untranslated but our own errors, and keeps Pillow from judging sizes: `Limits` does that.
"""

import errno
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import pikepdf.exceptions
from PIL import Image

from domain.errors import DamagedPaper, EngineError, OversizePaper, PaperError, UnsafePaper

# What Pillow, OpenCV and pikepdf were seen to throw at broken bytes; named one by one so that our own slips stay loud.
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    zlib.error,
    cv2.error,
    pikepdf.exceptions.PikepdfError,
)
_NOT_THE_PAPER = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.EROFS})
_GONE = frozenset({errno.ENOENT, errno.EACCES, errno.EPERM, errno.ESTALE})


@contextmanager
def decoding(paper: str) -> Iterator[None]:
    """Work on the bytes of `paper` inside. Raises DamagedPaper, OversizePaper, UnsafePaper; EngineError: disk full."""
    allowed_px, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (PaperError, EngineError):
        raise
    except MemoryError as error:
        raise OversizePaper(f"{paper}: does not fit into memory") from error
    except _BROKEN as error:
        raise _translated(error, paper) from error
    finally:
        Image.MAX_IMAGE_PIXELS = allowed_px


def _translated(error: Exception, paper: str) -> PaperError | EngineError:
    number = error.errno if isinstance(error, OSError) else None
    if number in _NOT_THE_PAPER:
        return EngineError(f"{paper}: no room to work ({error})")
    if number in _GONE:
        return UnsafePaper(f"{paper}: it went away while being read")
    said = " ".join(str(error).split())[:200]
    return DamagedPaper(f"{paper}: cannot be decoded ({type(error).__name__}: {said})")
