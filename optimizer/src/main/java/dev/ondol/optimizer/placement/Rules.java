package dev.ondol.optimizer.placement;

/// Names of the rules that bind an answer, the same as in the plan's score where both have them.
final class Rules {
    static final String NODE_CAPACITY = "Node capacity";
    static final String GPU_MODEL = "GPU model";
    static final String CANDIDATES = "Candidates";
    static final String NODE_STATE = "Node drained or reserved";
    static final String TENANT_QUOTA = "Tenant quota";
    static final String PLAN = "Chosen by the plan";
    static final String WHOLE_GANG = "Whole gang";
    static final String DEADLINE = "Deadline";
    static final String EARLIEST_START = "Earliest start";
    static final String COOLING_LIMIT = "Cooling limit";
    static final String FACILITY_ENERGY = "Facility energy";
    static final String RESERVED = "Reserved for a waiting job";
    static final String WAKING = "Waking nodes";
    static final String POWER_STEP = "Power step";
    static final String LEASE = "Lease expired";
    static final String EVICTION = "Eviction";
    static final String SCHEDULER = "Reported by the scheduler";

    private Rules() {}
}
