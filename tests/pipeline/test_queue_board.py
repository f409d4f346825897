"""What rq-dashboard does for its list of workers: each is asked for its job without being told how jobs are written."""

import subprocess
import sys
from pathlib import Path

import pytest

SETTINGS = Path(__file__).parents[2] / "tools/queue_board.py"
ASKS = """
import sys
from rq.job import Job
from rq.serializers import JSONSerializer
exec(open(sys.argv[1]).read() if sys.argv[1] else "")
written = JSONSerializer.dumps(("pipeline.tasks.run_stage", None, ("read", "c1-00001"), {}))
job = Job("read-c1-00001", connection=object())
job.data = written
print(job.get_call_string())
"""


@pytest.mark.parametrize(("settings", "wanted"), [("", ""), (SETTINGS, "pipeline.tasks.run_stage('read', 'c1-00001')")])
def test_a_busy_worker_can_be_listed(settings: str | Path, wanted: str) -> None:
    said = subprocess.run([sys.executable, "-c", ASKS, str(settings)], capture_output=True, text=True, check=False)
    assert (said.returncode == 0) is bool(wanted), said.stderr
    assert said.stdout.strip() == wanted
