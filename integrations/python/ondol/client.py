"""The placement API over HTTP."""

from __future__ import annotations

import http.client
import json
import random
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Union

from .requests import PlacementRequest

Json = Dict[str, Any]


class OndolError(Exception):
    """Whatever went wrong with a call."""


class RequestRefused(OndolError):
    """The server understood the call and refused it: repeating it will not help.

    `problem` is the body of the answer (RFC 9457): `code` is for programs, `detail` for people, `field` names what is wrong.
    """

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__("%d %s: %s" % (status, problem.get("code", ""), problem.get("detail", "")))
        self.status = status
        self.problem = problem

    @property
    def code(self) -> str:
        return str(self.problem.get("code", ""))

    @property
    def field(self) -> Optional[str]:
        return self.problem.get("field")


class OndolUnavailable(OndolError):
    """No answer after all tries. A call that was sent may have been carried out."""


class OndolClient:
    """One Ondol. Safe to use from several threads.

    :param base: address without a path, for example ``http://127.0.0.1:8081``
    :param timeout_s: seconds for each try
    :param tries: how often a call is tried in all where no answer comes or the server is busy
    :param pause_s: seconds before the second try; it doubles from try to try
    """

    def __init__(self, base: str = "http://127.0.0.1:8081", timeout_s: float = 10.0, tries: int = 4,
                 pause_s: float = 0.2, headers: Optional[Mapping[str, str]] = None,
                 sleep: Callable[[float], None] = time.sleep) -> None:
        if tries < 1:
            raise ValueError("tries (%d) must be at least 1." % tries)
        self._base = base.rstrip("/")
        self._timeout_s = timeout_s
        self._tries = tries
        self._pause_s = pause_s
        self._headers = dict(headers or {})
        self._sleep = sleep

    # --- Placements -------------------------------------------------------------------------------------------------

    def place(self, request: Union[PlacementRequest, Json], idempotency_key: Optional[str] = None) -> Json:
        """Asks for a place. All tries carry the same Idempotency-Key, so a lost answer never places twice.

        :return: the placement: ``state`` is PLACED, DEFERRED or REJECTED
        :raises RequestRefused: if the request is not valid
        """
        body = request.body() if isinstance(request, PlacementRequest) else request
        key = idempotency_key or "py-" + uuid.uuid4().hex
        return self._json("POST", "/api/v1/placements", body, {"Idempotency-Key": key})

    def placement(self, placement_id: str) -> Json:
        """The newest state of a placement."""
        return self._json("GET", "/api/v1/placements/" + _part(placement_id))

    def cancel(self, placement_id: str) -> Json:
        """Takes a placement back; its nodes are free again."""
        return self._json("DELETE", "/api/v1/placements/" + _part(placement_id))

    def event(self, placement_id: str, kind: str, at_ms: int) -> Json:
        """Reports BOUND, STARTED, FINISHED, FAILED, CANCELLED or EVICTED; a report that is repeated changes nothing.

        :param at_ms: plant time in milliseconds
        """
        return self._json("POST", "/api/v1/placements/%s/events" % _part(placement_id), {"type": kind, "at": at_ms})

    # --- Jobs -------------------------------------------------------------------------------------------------------

    def reconcile(self, at_ms: int, running: Iterable[Json]) -> None:
        """The full list of running jobs: what is not in it and ran has ended."""
        self._json("PUT", "/api/v1/jobs", {"t": at_ms, "jobs": list(running)})

    def progress(self, steps_per_second: Mapping[str, float]) -> None:
        """How fast running jobs work now, by job, in any unit of the job's own."""
        self._json("POST", "/api/v1/jobs/progress",
                   {"jobs": [{"jobId": job, "stepsPerSecond": pace} for job, pace in steps_per_second.items()]})

    def cost(self, job_id: str) -> Json:
        """What a job has taken so far."""
        return self._json("GET", "/api/v1/jobs/%s/cost" % _part(job_id))

    # --- Plan -------------------------------------------------------------------------------------------------------

    def plan(self) -> Json:
        """The newest plan and the promised starts: ``{"plan": ..., "starts": [...]}``."""
        return self._json("GET", "/api/v1/plan")

    def starts(self) -> List[Json]:
        """Placements that have nodes and have not started."""
        return list(self.plan()["starts"])

    def plan_explanation(self) -> Json:
        """Why the newest plan is as it is."""
        return self._json("GET", "/api/v1/plan/explanation")

    def plant_time_ms(self) -> int:
        """The plant's clock in milliseconds; 0 before it is known."""
        return int(self._json("GET", "/health")["plant"])

    # --- The wire ---------------------------------------------------------------------------------------------------

    def _json(self, method: str, path: str, body: Optional[Json] = None,
              headers: Optional[Mapping[str, str]] = None) -> Any:
        data = None if body is None else json.dumps(body, allow_nan=False).encode("utf-8")
        request = urllib.request.Request(self._base + path, data=data, method=method)
        for name, value in {**self._headers, **(headers or {}), "Accept": "application/json"}.items():
            request.add_header(name, value)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        reason: Optional[Exception] = None
        wish_s = 0.0
        for attempt in range(self._tries):
            if attempt > 0:
                # spread out, so that many clients do not come back at once
                self._sleep(max(wish_s, self._pause_s * 2 ** (attempt - 1) * random.uniform(0.5, 1.0)))
            wish_s = 0.0
            try:
                with urllib.request.urlopen(request, timeout=self._timeout_s) as answer:
                    content = answer.read()
                return json.loads(content) if content else None
            except urllib.error.HTTPError as error:
                with error:
                    content = error.read()
                if error.code < 500 and error.code != 429:
                    raise RequestRefused(error.code, _problem(content)) from None
                wish_s = _wish_s(error.headers.get("Retry-After"))
                reason = OndolError("%d from %s %s" % (error.code, method, path))
            except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
                reason = error
        raise OndolUnavailable("%s %s: no answer after %d tries: %s" % (method, path, self._tries, reason)) from reason


def _wish_s(retry_after: Optional[str]) -> float:
    """How long a server that has too much to do asks to be left alone; 5 s at most."""
    return min(5.0, float(retry_after)) if retry_after is not None and retry_after.isdigit() else 0.0


def _part(text: str) -> str:
    return urllib.parse.quote(text, safe="")


def _problem(content: bytes) -> Json:
    try:
        problem = json.loads(content)
    except ValueError:
        problem = None
    return problem if isinstance(problem, dict) else {"detail": content.decode("utf-8", "replace")[:200]}
