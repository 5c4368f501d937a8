package dev.ondol.app.role;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which TCP addresses processes listen on, as Linux tells in /proc.
final class ListeningSockets {
    private static final String LISTEN = "0A";
    private static final int WORD = 8;

    private ListeningSockets() {}

    static List<InetAddress> of(Stream<ProcessHandle> processes) throws IOException {
        Set<String> inodes = new HashSet<>();
        for (ProcessHandle process : processes.toList()) {
            inodes.addAll(sockets(process));
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[3].equals(LISTEN) && inodes.contains("socket:[" + fields[9] + "]")) {
                    addresses.add(address(fields[1].split(":")[0]));
                }
            }
        }
        return addresses;
    }

    /// Of one port, whoever has it: servers that run as a user of their own do not show their sockets.
    static List<InetAddress> of(int port) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[3].equals(LISTEN) && fields[1].endsWith(":%04X".formatted(port))) {
                    addresses.add(address(fields[1].split(":")[0]));
                }
            }
        }
        return addresses;
    }

    private static Set<String> sockets(ProcessHandle process) throws IOException {
        Set<String> found = new HashSet<>();
        Path open = Path.of("/proc", Long.toString(process.pid()), "fd");
        if (!Files.isReadable(open)) {
            return found; // it has ended
        }
        try (Stream<Path> files = Files.list(open)) {
            for (Path file : files.toList()) {
                try {
                    found.add(Files.readSymbolicLink(file).toString());
                } catch (IOException e) {
                    found.remove(file.toString()); // closed meanwhile
                }
            }
        }
        return found;
    }

    /// Words of four bytes, each in the order of this machine, the least one first.
    private static InetAddress address(String hex) throws IOException {
        byte[] bytes = new byte[hex.length() / 2];
        for (int word = 0; word < hex.length(); word += WORD) {
            byte[] reversed = HexFormat.of().parseHex(hex.substring(word, word + WORD));
            for (int i = 0; i < reversed.length; i++) {
                bytes[word / 2 + i] = reversed[reversed.length - 1 - i];
            }
        }
        return InetAddress.getByAddress(bytes);
    }
}
