package dev.ondol.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The processor time of a database server with its workers and connections, from now on. What a worker took that has ended meanwhile
/// is not in it; the connections of ingest stay.
final class ServerProcesses {
    private final ProcessHandle server;
    private final Map<Long, Duration> before;

    /// @param pid of the server, whose children the workers are
    ServerProcesses(long pid) {
        server = ProcessHandle.of(pid).orElseThrow();
        before = times();
    }

    private Map<Long, Duration> times() {
        Map<Long, Duration> times = new HashMap<>();
        times.put(server.pid(), cpu(server));
        server.descendants().forEach(process -> times.put(process.pid(), cpu(process)));
        return times;
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    Duration cpuSince() {
        return times().entrySet().stream().map(now -> now.getValue().minus(before.getOrDefault(now.getKey(),
                Duration.ZERO))).reduce(Duration.ZERO, Duration::plus);
    }
}
