package dev.ondol.simulator.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// How single training jobs answer to a GPU power cap: 65 measured configurations of network and batch size on V100, A40 and
/// RTX 6000 that draw at least 75 % of TDP uncapped (Zeus traces, You et al., NSDI 2023, Apache-2.0;
/// `training-cap-curves.csv`), and their mean as number 0.
///
/// The shape and the spread are the configurations'; at each cap they are scaled so that throughput and GPU energy per work
/// have the mean of the V100 configurations, the figures the power profiles publish. Piecewise linear between 50 and 100 %
/// of TDP. At 70 % some 55 % of the jobs keep 1/1.10 of their throughput, at 80 % some 97 %.
final class CapCurves {
    /// The curve of a job that behaves as the mean of all.
    static final int MEAN = 0;

    private static final String FILE = "training-cap-curves.csv";
    private static final double[] CAPS = {50, 60, 70, 80, 90, 100};
    private static final int POINTS = CAPS.length;
    private static final double[] MEAN_THROUGHPUT = {0.749, 0.856, 0.914, 0.953, 0.985, 1};
    private static final double[] MEAN_ENERGY_PER_WORK = {0.745, 0.764, 0.812, 0.877, 0.945, 1};
    private static final double[][] THROUGHPUT;
    private static final double[][] POWER;

    static {
        List<double[]> measured = read();
        THROUGHPUT = new double[measured.size() + 1][POINTS];
        POWER = new double[measured.size() + 1][POINTS];
        for (int point = 0; point < POINTS; point++) {
            double throughput = 0;
            double energy = 0;
            for (double[] row : measured) {
                throughput += row[point] / measured.size();
                energy += row[POINTS + point] / row[point] / measured.size();
            }
            THROUGHPUT[MEAN][point] = MEAN_THROUGHPUT[point];
            POWER[MEAN][point] = MEAN_THROUGHPUT[point] * MEAN_ENERGY_PER_WORK[point];
            for (int curve = 1; curve < THROUGHPUT.length; curve++) {
                double[] row = measured.get(curve - 1);
                THROUGHPUT[curve][point] = row[point] * MEAN_THROUGHPUT[point] / throughput;
                POWER[curve][point] = row[POINTS + point] / row[point] * MEAN_ENERGY_PER_WORK[point] / energy
                        * THROUGHPUT[curve][point];
            }
        }
        for (int curve = 1; curve < THROUGHPUT.length; curve++) {
            endAtOne(THROUGHPUT[curve]);
            endAtOne(POWER[curve]);
        }
    }

    private CapCurves() {}

    /// How many curves there are, the mean included.
    static int count() {
        return THROUGHPUT.length;
    }

    /// The curve that a job draws, 1 to `count() - 1`.
    static int ofJob(String jobId) {
        long hash = 0xCBF29CE484222325L; // FNV-1a, then mixed: ids of one day differ in their last digits only
        for (int i = 0; i < jobId.length(); i++) {
            hash = (hash ^ jobId.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return 1 + (int) Long.remainderUnsigned(hash ^ (hash >>> 31), THROUGHPUT.length - 1);
    }

    /// Throughput and GPU power relative to uncapped over the cap in percent of TDP.
    static ResponseCurve of(int curve) {
        return new ResponseCurve(CAPS, THROUGHPUT[curve], POWER[curve]);
    }

    /// Uncapped is 1 without rounding, and noise of a measurement must not make a tighter cap faster.
    private static void endAtOne(double[] values) {
        values[POINTS - 1] = 1;
        for (int point = POINTS - 2; point >= 0; point--) {
            values[point] = Math.min(values[point], values[point + 1]);
        }
    }

    /// Rows of throughput and power at the caps, 100 % added.
    private static List<double[]> read() {
        List<double[]> rows = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CapCurves.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            for (String line : in.lines().toList()) {
                if (line.startsWith("#") || line.startsWith("gpu,")) {
                    continue;
                }
                String[] fields = line.split(",", -1);
                double[] row = new double[2 * POINTS];
                for (int point = 0; point < POINTS - 1; point++) {
                    row[point] = Double.parseDouble(fields[3 + point]);
                    row[POINTS + point] = Double.parseDouble(fields[2 + POINTS + point]);
                }
                row[POINTS - 1] = 1;
                row[2 * POINTS - 1] = 1;
                rows.add(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
