package dev.ondol.app.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a Java process holds, seen from outside.
///
/// @param oldMb      old generation after a collection that was asked for
/// @param residentMb memory that the machine gives it
/// @param files      open file handles, sockets among them
record Vitals(double oldMb, double residentMb, int threads, int files) {
    private static final double KB_PER_MB = 1024;

    static Vitals of(long pid) throws IOException, InterruptedException {
        Path process = Path.of("/proc", Long.toString(pid));
        tool("jcmd", Long.toString(pid), "GC.run");
        List<String> table = tool("jstat", "-gc", Long.toString(pid));
        List<String> names = List.of(table.get(0).strip().split("\\s+"));
        String old = table.get(1).strip().split("\\s+")[names.indexOf("OU")];
        List<String> status = Files.readAllLines(process.resolve("status"));
        try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
            return new Vitals(Double.parseDouble(old) / KB_PER_MB, number(status, "VmRSS:") / KB_PER_MB, (int) number(
                    status, "Threads:"), (int) handles.count());
        }
    }

    private static double number(List<String> status, String name) {
        return status.stream().filter(line -> line.startsWith(name)).mapToDouble(line -> Double.parseDouble(line.split(
                "\\s+")[1])).findFirst().orElseThrow();
    }

    private static List<String> tool(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin", name)
                .toString(), "-J-Xmx32m"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = process.inputReader().readAllLines();
        if (process.waitFor() != 0) {
            throw new IOException(name + " failed: " + said);
        }
        return said;
    }
}
