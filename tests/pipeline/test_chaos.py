"""A small chaos: a worker, Redis and PostgreSQL killed while pages pass through RQ, PostgreSQL and S3."""

import pytest

from tools.bulk.chaos import chaos
from tools.bulk.servers import servers


@pytest.mark.slow
@pytest.mark.servers
def test_every_page_once_in_an_end_state() -> None:
    with servers() as made:
        result = chaos(made, files=6, pages=20, every_s=4)
    assert result.holds, result
    assert sum(result.kills.values()) >= 1, result
