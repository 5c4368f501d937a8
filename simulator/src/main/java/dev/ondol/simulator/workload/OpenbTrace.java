package dev.ondol.simulator.workload;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.workload.JobClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// A recorded trace in the form of the openb traces of a production GPU cluster (Weng et al., USENIX ATC 2023): pods
/// with times in seconds since its beginning. How pods become jobs of this site:
///
/// * Pods without GPU are left out: the site's CPU racks draw a steady load. A share of a GPU counts as one GPU.
/// * Quality of service LS (latency-sensitive) is inference decode, BE (best effort) is batch, all else is training.
/// * A pod that names GPU models goes to the site's model of the same tier: G3 (A100) to the fastest, V100 to the
///   second, P100, G2, A10 and T4 to the third or last. A pod that names none goes to the models in proportion to their
///   number.
/// * It runs from scheduled (or created, where it never was) to deleted, at least one minute.
/// * Where the node list `openb_node_list_gpu_node.csv` lies beside the pod list, each pod is repeated so that the GPUs
///   asked for keep their proportion to all GPUs: 8,576 / 6,212 times on average.
public final class OpenbTrace implements JobTrace {
    private static final String NODE_LIST = "openb_node_list_gpu_node.csv";
    private static final Map<String, Integer> TIER = Map.of("G3", 0, "V100M32", 1, "V100M16", 1, "P100", 2, "G2", 2,
            "A10", 2, "T4", 2);

    private final String name;
    private final List<GpuPool> bySpeed;
    private final long startMillis;
    private final List<Job> jobs = new ArrayList<>();
    private double owedCopies;
    private long unspecified;

    private OpenbTrace(String name, Site site, long startMillis) {
        this.name = name;
        this.startMillis = startMillis;
        bySpeed = new ArrayList<>(GpuPool.of(site));
        bySpeed.sort(Comparator.comparingDouble(pool -> -ReferenceWork.weight(pool.model())));
    }

    /// Reads a pod list and, where it lies beside it, the node list.
    ///
    /// @throws UnusableTrace with the file, the line and the remedy
    static OpenbTrace read(Path pods, Site site, long startMillis) throws UnusableTrace {
        String name = pods.getFileName().toString();
        if (site.gpus() == 0) {
            throw new UnusableTrace(name, "", "the site %s has no GPUs.".formatted(site.id()));
        }
        OpenbTrace trace = new OpenbTrace(name, site, startMillis);
        Path nodes = pods.resolveSibling(NODE_LIST);
        double copies = Files.isRegularFile(nodes) ? (double) site.gpus() / gpus(nodes) : 1;
        for (CSVRecord row : rows(pods, "name", "num_gpu", "qos", "creation_time", "deletion_time", "scheduled_time")) {
            trace.pod(row, copies);
        }
        trace.jobs.sort(Comparator.comparingLong(Job::arrival).thenComparing(Job::id));
        return trace;
    }

    @Override
    public List<Job> arrivals(long fromInclusive, long toExclusive) {
        int from = firstFrom(fromInclusive);
        return List.copyOf(jobs.subList(from, Math.max(from, firstFrom(toExclusive))));
    }

    /// All GPUs of a node list.
    private static int gpus(Path nodes) throws UnusableTrace {
        int sum = 0;
        for (CSVRecord row : rows(nodes, "sn", "gpu", "model")) {
            sum += (int) number(nodes.getFileName().toString(), row, "gpu");
        }
        if (sum == 0) {
            throw new UnusableTrace(nodes.getFileName().toString(), "", "it lists no GPUs; get the whole file.");
        }
        return sum;
    }

    private void pod(CSVRecord row, double copies) throws UnusableTrace {
        int gpus = (int) number(name, row, "num_gpu");
        if (gpus == 0) {
            return;
        }
        double created = number(name, row, "creation_time");
        double began = row.get("scheduled_time").isBlank() ? created : number(name, row, "scheduled_time");
        double ended = number(name, row, "deletion_time");
        GpuPool pool = pool(row.isMapped("gpu_spec") ? row.get("gpu_spec") : "");
        JobClass jobClass = switch (row.get("qos")) {
            case "LS" -> JobClass.DECODE;
            case "BE" -> JobClass.BATCH;
            default -> JobClass.TRAINING;
        };
        int perReplica = Math.min(gpus, pool.nodeGpus());
        int replicas = (gpus + perReplica - 1) / perReplica;
        long durationMs = Math.max(60_000L, Math.round((ended - began) * 1000));
        owedCopies += copies;
        for (int copy = 0; owedCopies >= 1; copy++, owedCopies--) {
            jobs.add(new Job(row.get("name") + (copy == 0 ? "" : "-copy-" + copy), jobClass, pool.model(), replicas,
                    perReplica, startMillis + Math.round(created * 1000), durationMs,
                    ReferenceWork.weight(pool.model())));
        }
    }

    private GpuPool pool(String spec) {
        if (!spec.isBlank()) {
            int tier = 2;
            for (String model : spec.split("\\|")) {
                tier = Math.min(tier, TIER.getOrDefault(model, 2));
            }
            return bySpeed.get(Math.min(tier, bySpeed.size() - 1));
        }
        // A golden-ratio sequence spreads evenly over any number of pods.
        double at = ++unspecified * 0.6180339887498949 % 1 * bySpeed.stream().mapToInt(GpuPool::gpus).sum();
        for (GpuPool pool : bySpeed) {
            at -= pool.gpus();
            if (at < 0) {
                return pool;
            }
        }
        return bySpeed.getLast();
    }

    private int firstFrom(long millis) {
        int low = 0;
        int high = jobs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (jobs.get(middle).arrival() < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double number(String file, CSVRecord row, String column) throws UnusableTrace {
        String text = row.get(column);
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value < 1e12) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new UnusableTrace(file, "line " + (row.getRecordNumber() + 1),
                    "%s (%s) must be a number; mend the line.".formatted(column, text), e);
        }
        throw new UnusableTrace(file, "line " + (row.getRecordNumber() + 1),
                "%s (%s) must be 0 or more; mend the line.".formatted(column, text));
    }

    private static List<CSVRecord> rows(Path file, String... columns) throws UnusableTrace {
        String name = file.getFileName().toString();
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                org.apache.commons.csv.CSVParser parser = format.parse(in)) {
            for (String column : columns) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw new UnusableTrace(name, "line 1",
                            "it has no column %s; lists with arrival times have it, openb_pod_list_default.csv for example."
                                    .formatted(column));
                }
            }
            List<CSVRecord> rows = parser.getRecords();
            for (CSVRecord row : rows) {
                if (!row.isConsistent()) {
                    throw new UnusableTrace(name, "line " + (row.getRecordNumber() + 1),
                            "%d values for %d columns; is the file cut off?".formatted(row.size(),
                                    parser.getHeaderMap().size()));
                }
            }
            return rows;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new UnusableTrace(name, "", "it is no readable CSV file: %s".formatted(e.getMessage()), e);
        }
    }
}
