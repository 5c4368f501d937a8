package dev.ondol.simulator.it;

/// What a node is doing. Jobs run on busy nodes and start on idle and deep-idle ones; a parked or waking node takes none.
public enum NodeState {
    /// Jobs hold GPUs of it.
    BUSY,
    /// Ready and without work.
    IDLE,
    /// Without work, with links and clocks down; takes work without delay.
    DEEP_IDLE,
    /// Suspended; only its management controller runs.
    PARKED,
    /// On its way from parked to idle, at idle power.
    WAKING
}
