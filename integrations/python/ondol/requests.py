"""What a scheduler asks of Ondol. Names and units are those of the OpenAPI document; times are plant time in milliseconds since 1970 (UTC)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional


@dataclass(frozen=True)
class Gang:
    """How many replicas start together, and how they lie: PACK, SPREAD or STRICT_PACK (one rack)."""

    replicas: int = 1
    strategy: str = "PACK"


@dataclass(frozen=True)
class Replica:
    """What each replica needs of its node: whole GPUs, thousandths of a CPU, MiB of memory."""

    gpu: int
    gpu_models: List[str] = field(default_factory=list)
    cpu_milli: int = 0
    mem_mib: int = 0


@dataclass(frozen=True)
class Time:
    """When it may run. The duration is the expected run time at uncapped clock."""

    duration_ms: int
    earliest_start: int = 0
    deadline: Optional[int] = None
    preemptible: bool = False


@dataclass(frozen=True)
class PlacementRequest:
    """Where and when should this gang run?

    `more` is merged into the body as it is: keys of the API that this client has no name for.
    """

    job_id: str
    per_replica: Replica
    time: Time
    gang: Gang = field(default_factory=Gang)
    workload: str = "TRAINING"
    priority: int = 0
    tenant: str = ""
    more: Dict[str, Any] = field(default_factory=dict)

    def body(self) -> Dict[str, Any]:
        """The JSON form."""
        time: Dict[str, Any] = {"earliestStart": self.time.earliest_start, "durationMs": self.time.duration_ms,
                                "preemptible": self.time.preemptible}
        if self.time.deadline is not None:
            time["deadline"] = self.time.deadline
        body: Dict[str, Any] = {
            "jobId": self.job_id,
            "gang": {"replicas": self.gang.replicas, "strategy": self.gang.strategy},
            "perReplica": {"gpu": self.per_replica.gpu, "gpuModels": list(self.per_replica.gpu_models),
                           "cpuMilli": self.per_replica.cpu_milli, "memMiB": self.per_replica.mem_mib},
            "workload": self.workload, "priority": self.priority, "tenant": self.tenant, "time": time}
        body.update(self.more)
        return body
