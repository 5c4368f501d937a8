"""A job from its request to its end, as a context."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any, Callable, Dict, List, Optional, Type

from .client import OndolClient, OndolError
from .requests import PlacementRequest


class PlacedJob:
    """Asks for a place, waits until the job may start, reports its start, and its end when the context is left.

    ::

        with PlacedJob(client, request, patience_s=3600) as job:
            launch_on(job.nodes)

    Left by an exception it reports FAILED, otherwise FINISHED. A job that is rejected, or not placed within the patience, raises
    OndolError and is cancelled.
    """

    def __init__(self, client: OndolClient, request: PlacementRequest, patience_s: float = 0.0, poll_s: float = 5.0,
                 sleep: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._request = request
        self._patience_s = patience_s
        self._poll_s = poll_s
        self._sleep = sleep
        self.placement: Dict[str, Any] = {}

    @property
    def nodes(self) -> List[str]:
        """A node for each replica, in order."""
        return [share["node"] for share in self.placement["assignments"] for _ in range(share["replicas"])]

    def __enter__(self) -> "PlacedJob":
        self.placement = self._client.place(self._request, "py-job-" + self._request.job_id)
        waited_s = 0.0
        while not self._may_start():
            if self.placement["state"] in ("REJECTED", "RELEASED"):
                raise OndolError("Job %s is %s: %s" % (self._request.job_id, self.placement["state"], self._why()))
            if waited_s >= self._patience_s:
                self._client.cancel(self.placement["placementId"])
                raise OndolError("Job %s has no place yet: %s" % (self._request.job_id, self._why()))
            self._sleep(self._poll_s)
            waited_s += self._poll_s
            self.placement = self._client.placement(self.placement["placementId"])
        self._report("STARTED")
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self._report("FINISHED" if kind is None else "FAILED")

    def _may_start(self) -> bool:
        if self.placement["state"] != "PLACED":
            return False
        now = self._client.plant_time_ms()
        return now == 0 or self.placement.get("startAt", 0) <= now

    def _report(self, kind: str) -> None:
        at_ms = self._client.plant_time_ms() or self.placement.get("startAt", 0)
        self._client.event(self.placement["placementId"], kind, at_ms)

    def _why(self) -> str:
        return "; ".join(reason["constraint"] for reason in self.placement.get("reasons", []))
