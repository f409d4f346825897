"""An opened paper: its format, how many pages, and the pixels of any one of them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""H×W grey or H×W×3 BGR."""


@dataclass(frozen=True, slots=True, eq=False)
class RawPage:
    """One side as scanned: `image` is H×W grey or H×W×3 BGR, contiguous. `dpi` as the file says, unproven; or None."""

    image: Pixels
    dpi: int | None

    def __post_init__(self) -> None:
        shape = self.image.shape
        if self.image.dtype != np.uint8 or not (len(shape) == 2 or (len(shape) == 3 and shape[2] == 3)):
            raise ValueError(f"a page is H×W or H×W×3 uint8, found {shape} {self.image.dtype}")


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """A paper opened by `ingest.unpack.open_scan`; use it as a context manager. `read` and `close` are the format's."""

    format: str
    page_count: int
    read: Callable[[int], RawPage]
    close: Callable[[], None]

    def page(self, page_no: int) -> RawPage:
        """Decodes one page, from 1. Raises PaperError for this page only; the others can still be read."""
        if not 1 <= page_no <= self.page_count:
            raise ValueError(f"page_no must lie in 1..{self.page_count}, found {page_no}")
        return self.read(page_no)

    def __enter__(self) -> "Scan":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
