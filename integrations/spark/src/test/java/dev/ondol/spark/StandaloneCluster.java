package dev.ondol.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A master of Spark's own cluster manager and workers of one core each, all on loopback, each a process.
final class StandaloneCluster implements AutoCloseable {
    private static final Path SPARK = Path.of("target", "spark").toAbsolutePath();
    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final int port;
    private final List<Process> workers = new ArrayList<>();
    private final Process master;

    /// @param folder for logs and work
    StandaloneCluster(Path folder, int workers) throws IOException, InterruptedException {
        this.folder = folder;
        port = freePort();
        master = start("master", "org.apache.spark.deploy.master.Master", "--host", HOST, "--port", Integer.toString(
                port), "--webui-port", "0");
        try {
            await();
            for (int n = 0; n < workers; n++) {
                this.workers.add(start("worker" + n, "org.apache.spark.deploy.worker.Worker", "--host", HOST,
                        "--cores", "1", "--memory", "2g", "--webui-port", "0", "--work-dir", folder.resolve("work" + n)
                                .toString(),
                        url()));
            }
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    String url() {
        return "spark://%s:%d".formatted(HOST, port);
    }

    /// The executors that a worker has started.
    List<ProcessHandle> executors(int worker) {
        return workers.get(worker).children().filter(ProcessHandle::isAlive).toList();
    }

    private Process start(String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx256m", "@" + Path.of("jvm.options").toAbsolutePath(), "-cp",
                SPARK.resolve("jars")
                        .resolve("*").toString(),
                main));
        command.addAll(List.of(arguments));
        Files.createDirectories(folder);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(
                name + ".log").toFile());
        builder.environment().put("SPARK_HOME", SPARK.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /// Until the master takes connections.
    private void await() throws IOException, InterruptedException {
        while (true) {
            if (!master.isAlive()) {
                throw new IOException("The master has ended: " + Files.readString(folder.resolve("master.log")));
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> executors = workers.stream().flatMap(Process::descendants).toList();
        workers.forEach(Process::destroy);
        master.destroy();
        for (Process worker : workers) {
            end(worker);
        }
        end(master);
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    private static void end(Process process) {
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
