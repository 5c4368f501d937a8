package dev.ondol.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The processor time of a database server with its workers and connections, from now on, by the kernel's own account (Linux): a child that
/// ends leaves its time to the server.
final class ServerProcesses {
    /// Of the times in `/proc`, a second.
    private static final long TICKS = 100;
    /// Fields of `/proc/PID/stat` after the name in brackets: user and system time of the process, and of its children that have ended.
    private static final int USER = 11;
    private static final int TIMES = 4;

    private final ProcessHandle server;
    private final long before;

    /// @param pid of the server, whose children the workers are
    ServerProcesses(long pid) throws IOException {
        server = ProcessHandle.of(pid).orElseThrow();
        before = ticks();
    }

    private long ticks() throws IOException {
        long ticks = ticks(server.pid());
        for (ProcessHandle child : server.descendants().toList()) {
            ticks += ticks(child.pid());
        }
        return ticks;
    }

    private static long ticks(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = USER; i < USER + TIMES; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks;
        } catch (IOException e) { // no such file before it is opened, no such process while it is read
            if (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                throw e;
            }
            return 0; // it has ended, and its parent has its time
        }
    }

    Duration cpuSince() throws IOException {
        return Duration.ofMillis((ticks() - before) * 1_000 / TICKS);
    }
}
