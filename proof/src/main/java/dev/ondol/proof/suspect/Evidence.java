package dev.ondol.proof.suspect;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.proof.replay.Consumer;
import dev.ondol.proof.replay.Consumers;
import dev.ondol.proof.replay.Simulated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What speaks for or against a fault: hourly residuals of points, each in units of what such a sensor and the model err by. Like
/// units count together as one. Meters of the whole are left out, because they add up what the others show; of chillers only
/// the sum counts, because which of them runs is chance.
final class Evidence {
    /// Beyond so many standard errors an hour counts no more than in proportion (Huber 1964): a start of a chiller an hour early is no
    /// fault.
    private static final double FAR = 4;

    /// @param point  number among the compared points, -1 for the sum of the chillers
    /// @param weight 1 / like units
    /// @param sigma  standard error of an hour, in the unit of the point
    record Channel(int point, PointId id, double weight, double sigma) {}

    private final Simulated sound;
    private final List<Channel> channels = new ArrayList<>();
    private final double[][] residuals;
    private final int from;

    /// @param sound    the plant as it should be
    /// @param from     first hour that is looked at
    /// @param trained  hours before which residuals are the sound plant's own; 0 where none are known
    Evidence(Simulated sound, int from, int trained) {
        this.sound = sound;
        this.from = from;
        List<PointId> points = sound.window().points();
        Map<String, Integer> alike = new HashMap<>();
        points.forEach(point -> alike.merge(kind(point), 1, Integer::sum));
        for (int p = 0; p < points.size(); p++) {
            if (speaks(points.get(p))) {
                double[] before = Arrays.copyOf(sound.residuals(p), trained);
                double own = deviation(before);
                channels.add(new Channel(p, points.get(p), 1.0 / alike.getOrDefault(kind(points.get(p)), 1),
                        Math.max(own, error(points.get(p), mean(sound.measured(p))))));
            }
        }
        chillers(sound).ifPresent(sum -> channels.add(new Channel(-1, PointId.of("chiller", Quantity.ACTIVE_POWER), 1,
                Math.max(5, 0.05 * mean(sum.measured())))));
        residuals = new double[channels.size()][];
        for (int c = 0; c < residuals.length; c++) {
            double[] raw = residual(c);
            double usual = trained > 0 ? mean(Arrays.copyOf(raw, trained)) : 0;
            double shift = Double.isNaN(usual) ? 0 : usual;
            double[] changed = new double[raw.length];
            Arrays.setAll(changed, hour -> hour < from ? Double.NaN : raw[hour] - shift);
            residuals[c] = changed;
        }
    }

    private static boolean speaks(PointId point) {
        return !point.equipment().startsWith("meter-") && !point.equipment().startsWith("chiller-")
                && !point.equipment().startsWith("ups-") && !point.equipment().equals("distribution");
    }

    private static String kind(PointId point) {
        return point.equipment().replaceAll("-\\d+$", "") + "/" + point.quantity();
    }

    private static double error(PointId point, double mean) {
        Quantity quantity = Quantity.find(point.quantity()).orElseThrow();
        return switch (quantity.unit()) {
            case "Cel" -> 0.3;
            case "%" -> 2;
            case "Pa" -> 0.5;
            case "kW" -> Math.max(quantity == Quantity.THERMAL_POWER ? 10 : 0.5, 0.02 * Math.abs(mean));
            default -> Math.max(1, 0.02 * Math.abs(mean));
        };
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        double square = Arrays.stream(values).filter(value -> !Double.isNaN(value))
                .map(value -> (value - mean) * (value - mean)).average().orElse(0);
        return Math.sqrt(square);
    }

    private static Optional<Consumer> chillers(Simulated simulated) {
        return Consumers.of(simulated).stream().filter(each -> each.name().equals("chillers")).findFirst();
    }

    private double[] residual(int c) {
        int point = channels.get(c).point;
        if (point >= 0) {
            return sound.residuals(point);
        }
        Consumer sum = chillers(sound).orElseThrow();
        double[] values = new double[sum.measured().length];
        Arrays.setAll(values, hour -> sum.measured()[hour] - sum.modelled()[hour]);
        return values;
    }

    int from() {
        return from;
    }

    List<Channel> channels() {
        return channels;
    }

    /// Hours that are looked at and count.
    int hours() {
        int count = 0;
        for (int hour = from; hour < sound.window().hours(); hour++) {
            count += sound.window().driven(hour) ? 1 : 0;
        }
        return Math.max(1, count);
    }

    /// By how much a broken plant explains an hour better than the sound one.
    ///
    /// @param broken what the fault changes
    /// @param share  of its effect, 1 for all of it
    double gain(Effect broken, double share) {
        double sum = 0;
        double[][] effects = broken.byChannel;
        for (int c = 0; c < residuals.length; c++) {
            Channel channel = channels.get(c);
            double[] effect = effects[c];
            double gained = 0;
            for (int hour = from; hour < effect.length; hour++) {
                double residual = residuals[c][hour];
                if (!Double.isNaN(residual) && !Double.isNaN(effect[hour])) {
                    gained += cost(residual / channel.sigma) - cost((residual - share * effect[hour]) / channel.sigma);
                }
            }
            sum += channel.weight * gained;
        }
        return sum / hours();
    }

    /// Takes the effect of a fault out of the residuals: what is left has to be explained by something else.
    void explained(Effect broken, double share) {
        double[][] effects = broken.byChannel;
        for (int c = 0; c < residuals.length; c++) {
            double[] residual = residuals[c];
            double[] effect = effects[c];
            Arrays.setAll(residual, hour -> Double.isNaN(effect[hour])
                    ? residual[hour]
                    : residual[hour] - share * effect[hour]);
        }
    }

    /// The same of a sensor that shows too much, if nobody acts on it.
    void explained(int c, double bias) {
        double[] residual = residuals[c];
        Arrays.setAll(residual, hour -> residual[hour] - bias);
    }

    /// What a fault changes in an hour of each channel.
    static final class Effect {
        private final double[][] byChannel;

        private Effect(double[][] byChannel) {
            this.byChannel = byChannel;
        }
    }

    /// What a broken plant shows other than the sound one.
    Effect effect(Simulated broken) {
        Optional<Consumer> soundSum = chillers(sound);
        Optional<Consumer> brokenSum = chillers(broken);
        double[][] effects = new double[channels.size()][];
        for (int c = 0; c < effects.length; c++) {
            int point = channels.get(c).point;
            double[] with = point >= 0 ? broken.modelled(point) : brokenSum.orElseThrow().modelled();
            double[] without = point >= 0 ? sound.modelled(point) : soundSum.orElseThrow().modelled();
            double[] effect = new double[with.length];
            Arrays.setAll(effect, hour -> with[hour] - without[hour]);
            effects[c] = effect;
        }
        return new Effect(effects);
    }

    /// By how much a sensor that shows too much explains an hour better, if nobody acts on it.
    double gain(int c, double bias) {
        double gained = 0;
        for (double residual : residuals[c]) {
            if (!Double.isNaN(residual)) {
                gained += cost(residual / channels.get(c).sigma) - cost((residual - bias) / channels.get(c).sigma);
            }
        }
        return gained / hours();
    }

    /// The median residual of a channel; NaN where there is none.
    double median(int c) {
        double[] known = Arrays.stream(residuals[c]).filter(value -> !Double.isNaN(value)).sorted().toArray();
        return known.length == 0 ? Double.NaN : known[known.length / 2];
    }

    private static double cost(double errors) {
        double far = Math.abs(errors);
        return far <= FAR ? far * far : FAR * (2 * far - FAR);
    }
}
