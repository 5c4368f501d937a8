package dev.ondol.facility.pod;

/// Names that Ondol shares with a Kubernetes cluster; docs/kubernetes.md explains each.
public final class PodNames {
    /// The extended resource that makes a Pod ours.
    public static final String GPU = "nvidia.com/gpu";
    /// Scheduling gate of a job that waits for Ondol's word.
    public static final String GATE = "ondol.dev/deferred";
    /// Label of a node: its id in the site, where Kubernetes calls it otherwise.
    public static final String NODE = "ondol.dev/node";
    /// `training`, `prefill`, `decode` or `batch`.
    public static final String WORKLOAD = "ondol.dev/workload";
    /// Name of the gang, within the namespace, to which the Pod belongs.
    public static final String GANG = "ondol.dev/gang";
    /// Pods of the gang, 1 to 10,000.
    public static final String GANG_SIZE = "ondol.dev/gang-size";
    /// `pack`, `spread` or `strict-pack`.
    public static final String GANG_STRATEGY = "ondol.dev/gang-strategy";
    /// Acceptable GPU models of the site, separated by commas.
    public static final String GPU_MODELS = "ondol.dev/gpu-models";
    /// Expected run time, ISO 8601, for example `PT2H30M`.
    public static final String DURATION = "ondol.dev/duration";
    /// Not before this instant, ISO 8601.
    public static final String EARLIEST_START = "ondol.dev/earliest-start";
    /// To have ended by this instant, ISO 8601.
    public static final String DEADLINE = "ondol.dev/deadline";
    /// Who pays; the namespace where it is absent.
    public static final String TENANT = "ondol.dev/tenant";
    /// `true` where the Pod may be stopped and started again.
    public static final String PREEMPTIBLE = "ondol.dev/preemptible";
    /// Written by the watcher: when the job is to start, ISO 8601.
    public static final String START_AT = "ondol.dev/start-at";
    /// Written by the watcher: why the job still waits.
    public static final String WAITS_FOR = "ondol.dev/waits-for";

    private PodNames() {}
}
