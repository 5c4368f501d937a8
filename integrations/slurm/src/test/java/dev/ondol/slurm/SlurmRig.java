package dev.ondol.slurm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real Slurm on loopback: munged with a key of its own, slurmctld, and a slurmd for each node, all on free ports, with eight
/// faked GPUs a node. It touches nothing of an installed Slurm, and ends only what it has started.
final class SlurmRig implements AutoCloseable {
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/sbin/slurmctld"), Path.of("/usr/sbin/slurmd"), Path
            .of("/usr/sbin/munged"), Path.of("/usr/bin/squeue"));
    /// Any character device will do: nothing opens it.
    private static final Path GPU = Path.of("/dev/tty0");
    /// Ondol looks at jobs that wait once a minute.
    private static final int PATIENCE_S = 150;

    final Path folder;
    private final List<String> nodes;
    private final List<Process> started = new ArrayList<>();

    private SlurmRig(Path folder, List<String> nodes) {
        this.folder = folder;
        this.nodes = nodes;
    }

    /// Starts it, or says how to get it: a skipped test, but a failed one where CI is set.
    static SlurmRig start(Path folder, List<String> nodes) throws Exception {
        String missing = PROGRAMS.stream().allMatch(Files::isExecutable)
                ? Files.exists(GPU) && "root".equals(System.getProperty("user.name"))
                        ? ""
                        : "Slurm's daemons need root, and " + GPU + " as a faked GPU."
                : "Slurm is not installed. Get it with: apt-get install slurmctld slurmd slurm-client munge";
        if (!missing.isEmpty()) {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(missing);
            }
            Assumptions.abort(missing);
        }
        SlurmRig rig = new SlurmRig(folder.toAbsolutePath(), nodes);
        boolean whole = false;
        try {
            rig.write();
            rig.munge();
            rig.controller();
            for (String node : nodes) {
                rig.daemon("/usr/sbin/slurmd", "-D", "-N", node);
            }
            rig.awaitIdle();
            whole = true;
            return rig;
        } finally {
            if (!whole) {
                rig.close();
            }
        }
    }

    private void write() throws IOException {
        for (String each : List.of("etc", "state", "spool", "ondol", "jobs")) {
            Files.createDirectories(folder.resolve(each));
        }
        // munged insists on folders that nobody else can write
        Files.createDirectory(folder.resolve("munge"), PosixFilePermissions.asFileAttribute(PosixFilePermissions
                .fromString("rwx------")));
        byte[] key = new byte[64];
        new SecureRandom().nextBytes(key);
        Path keyFile = folder.resolve("munge/key");
        Files.write(keyFile, key);
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("r--------"));
        Files.copy(Path.of("job_submit.lua"), folder.resolve("etc/job_submit.lua"));
        Files.writeString(folder.resolve("etc/gres.conf"), "NodeName=%s Name=gpu Type=h200 File=/dev/tty[0-7]%n"
                .formatted(String.join(",", nodes)));
        String host = InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "");
        int[] ports = freePorts(nodes.size() + 1);
        StringBuilder text = new StringBuilder("""
                ClusterName=rig
                SlurmctldHost=%1$s(127.0.0.1)
                SlurmctldPort=%2$d
                SlurmUser=root
                AuthType=auth/munge
                AuthInfo=socket=%3$s/munge/socket
                CredType=cred/munge
                StateSaveLocation=%3$s/state
                SlurmdSpoolDir=%3$s/spool/%%n
                SlurmctldPidFile=%3$s/slurmctld.pid
                SlurmdPidFile=%3$s/slurmd-%%n.pid
                SlurmdParameters=config_overrides
                ProctrackType=proctrack/pgid
                TaskPlugin=task/none
                SwitchType=switch/none
                MpiDefault=none
                ReturnToService=2
                SchedulerType=sched/backfill
                SchedulerParameters=sched_interval=1,bf_interval=1
                SelectType=select/cons_tres
                SelectTypeParameters=CR_Core
                GresTypes=gpu
                JobSubmitPlugins=lua
                KillWait=2
                """.formatted(host, ports[0], folder));
        for (int i = 0; i < nodes.size(); i++) {
            text.append("NodeName=%s NodeHostname=%s NodeAddr=127.0.0.1 Port=%d CPUs=8 RealMemory=100 Gres=gpu:h200:8%n"
                    .formatted(nodes.get(i), host, ports[i + 1]));
        }
        String all = String.join(",", nodes);
        text.append("PartitionName=gpu Nodes=%s Default=YES MaxTime=1-0 State=UP%n".formatted(all));
        text.append("PartitionName=urgent Nodes=%s MaxTime=1-0 State=UP%n".formatted(all));
        Files.writeString(folder.resolve("etc/slurm.conf"), text);
    }

    private static int[] freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private void munge() throws Exception {
        Path munge = folder.resolve("munge");
        daemon("/usr/sbin/munged", "--foreground", "--force", "--key-file=" + munge.resolve("key"), "--socket=" + munge
                .resolve("socket"), "--pid-file=" + munge.resolve("pid"), "--seed-file=" + munge.resolve("seed"));
        await("munged listens", () -> Files.exists(munge.resolve("socket")));
    }

    /// Variables for Slurm's programs.
    Map<String, String> environment() {
        return Map.of("SLURM_CONF", folder.resolve("etc/slurm.conf").toString(), "ONDOL_SLURM_FOLDER", folder.resolve(
                "ondol").toString());
    }

    private void controller() throws IOException {
        daemon("/usr/sbin/slurmctld", "-D");
    }

    private void daemon(String... words) throws IOException {
        Path log = folder.resolve(Path.of(words[0]).getFileName() + "-" + started.size() + ".log");
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment());
        started.add(builder.start());
    }

    private void awaitIdle() throws Exception {
        await("all nodes are idle",
                () -> run("sinfo", "--noheader", "--partition=gpu", "--Node", "-o", "%T").lines().filter("idle"::equals)
                        .count() == nodes.size());
    }

    /// What a program of Slurm writes; it must succeed.
    String run(String... words) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words).directory(folder.resolve("jobs").toFile())
                    .redirectErrorStream(true);
            builder.environment().putAll(environment());
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("%s failed: %s".formatted(String.join(" ", words), said));
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Number of a job that runs `command` with these options.
    long submit(String command, String... options) {
        return Long.parseLong(run(Stream.of(Stream.of("sbatch", "--parsable", "--time=10"), Stream.of(options), Stream
                .of("--wrap", command)).flatMap(words -> words).toArray(String[]::new)));
    }

    /// One column of `squeue` for the job; empty once Slurm has forgotten it.
    String column(long job, String format) {
        return run("squeue", "--noheader", "--states=all", "-j", String.valueOf(job), "-o", format);
    }

    /// Runs the watchdog once.
    String watchdog(String... options) {
        return run(Stream.concat(Stream.of(Path.of("ondol-slurm-watchdog").toAbsolutePath().toString()), Stream.of(
                options)).toArray(String[]::new));
    }

    interface Question {
        boolean yes() throws Exception;
    }

    void await(String what, Question question) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (question.yes()) {
                    return;
                }
                last = null;
            } catch (IllegalStateException e) {
                last = e;
            }
            Thread.sleep(200);
        }
        throw new AssertionError(
                "Within %d s it did not come true that %s; see %s.".formatted(PATIENCE_S, what, folder), last);
    }

    @Override
    public void close() {
        try {
            if (!started.isEmpty()) {
                run("scancel", "--user=root");
                await("no job runs", () -> run("squeue", "--noheader").isEmpty());
            }
        } catch (Exception | AssertionError e) {
            // the daemons end all the same
        }
        for (Process process : started.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }
}
