"""Settings for rq-dashboard (`RQ_DASHBOARD_SETTINGS`): it reads every job as JSON, as this queue writes them.

Version 0.9 takes `--json` for queues and jobs, but opens the job of a busy worker as pickle: its list of workers failed
while anything was read, and whoever can write to Redis could have run code in it.
"""

from rq import serializers

serializers.PickleSerializer = serializers.JSONSerializer  # type: ignore[misc, assignment]  # what "no choice" means
