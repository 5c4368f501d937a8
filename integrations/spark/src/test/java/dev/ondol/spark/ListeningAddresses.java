package dev.ondol.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which TCP addresses a process listens on, in the form of Linux's /proc/net/tcp.
final class ListeningAddresses {
    /// 127.0.0.1 as such and within IPv6.
    static final Set<String> LOOPBACK = Set.of("0100007F", "0000000000000000FFFF00000100007F");
    private static final String LISTEN = "0A";

    private ListeningAddresses() {}

    static List<String> of(ProcessHandle process) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (Path file : open.toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString());
                } catch (IOException e) {
                    sockets.remove(file.toString()); // closed meanwhile
                }
            }
        }
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[3].equals(LISTEN) && sockets.contains("socket:[" + fields[9] + "]")) {
                    addresses.add(fields[1].split(":")[0]);
                }
            }
        }
        return addresses;
    }
}
