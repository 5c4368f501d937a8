package dev.ondol.optimizer.identify;

import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.model.Coefficients;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.model.PlantModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;

/// Learns the coefficients of a plant from what was observed of it: fitted every six hours in the first two days,
/// then once a day, and after two surprises in a row. One thread.
public final class Identification {
    private static final long SPACING_MS = Duration.ofMinutes(15).toMillis();
    private static final long WINDOW_MS = Duration.ofDays(14).toMillis();
    private static final long FIRST_FITS_MS = Duration.ofHours(6).toMillis();
    private static final long LATER_FITS_MS = Duration.ofDays(1).toMillis();
    private static final long AFTER_SURPRISES_MS = Duration.ofHours(1).toMillis();
    private static final int FIRST_DAYS = 2 * 96;
    /// An error of cooling power beyond this share of what was measured is a surprise.
    private static final double SURPRISE = 0.15;
    private static final int FEWEST = 24;
    /// An observation with a part that lies so many medians off is left out of the second pass.
    private static final double OUTLIER = 6;

    private final PlantModel model;
    private final boolean roomUnits;
    private final Estimate scratch;
    private final double[] parts = new double[Metered.values().length];
    private final Deque<Observation> window = new ArrayDeque<>();
    private Coefficients expected = Coefficients.nameplate();
    private double spread = PowerFit.SPREAD_OF_NAMEPLATES;
    private Coefficients coefficients = expected;
    private Agreement ahead = new Agreement();
    private long lastFit = Long.MIN_VALUE;
    private int surprises;
    private Optional<ModelCard> card = Optional.empty();

    /// @param model a model of its own
    public Identification(PlantModel model) {
        this.model = model;
        Site site = model.site();
        roomUnits = site.halls().stream().anyMatch(hall -> hall.crac().isPresent());
        scratch = new Estimate(model.halls());
    }

    /// Goes on from what was learned before; new fits stay near it until the data say otherwise.
    public void goOn(ModelCard before) {
        expected = before.coefficients();
        spread = PowerFit.SPREAD_OF_FITS;
        coefficients = expected;
        card = Optional.of(before);
    }

    /// What is known of the plant; the nameplate before the first fit.
    public Coefficients coefficients() {
        return coefficients;
    }

    /// The newest fit.
    public Optional<ModelCard> card() {
        return card;
    }

    /// Whether an observation at this time would be taken: they are kept a quarter of an hour apart.
    public boolean wants(long time) {
        return window.isEmpty() || time - window.getLast().time() >= SPACING_MS;
    }

    /// Takes an observation and fits anew where that is due.
    ///
    /// @return true where the coefficients have changed
    public boolean observe(Observation seen) {
        if (!wants(seen.time())) {
            return false;
        }
        while (!window.isEmpty() && seen.time() - window.getFirst().time() > WINDOW_MS) {
            window.removeFirst();
        }
        double foretoldW = coolingW(seen, coefficients);
        if (card.isPresent()) {
            ahead.add(seen.time(), seen.measuredCoolingW(), foretoldW);
        }
        surprises = Math.abs(foretoldW - seen.measuredCoolingW()) > SURPRISE * seen.measuredCoolingW()
                ? surprises + 1
                : 0;
        window.addLast(seen);
        if (lastFit == Long.MIN_VALUE) {
            lastFit = seen.time();
        }
        long usual = window.size() < FIRST_DAYS ? FIRST_FITS_MS : LATER_FITS_MS;
        long every = surprises > 1 ? AFTER_SURPRISES_MS : usual;
        return window.size() >= FEWEST && seen.time() - lastFit >= every && fit(seen.time());
    }

    private boolean fit(long now) {
        lastFit = now;
        surprises = 0;
        List<Observation> all = List.copyOf(window);
        try {
            PowerFit first = new PowerFit(model, roomUnits, all, expected, spread);
            PowerFit.Result rough = first.run(coefficients);
            List<Observation> kept = withoutOutliers(first, rough.coefficients(), all);
            PowerFit.Result fine = kept.size() == all.size()
                    ? rough
                    : new PowerFit(model, roomUnits, kept, expected, spread).run(rough.coefficients());
            card = Optional.of(describe(now, fine, kept, all.size() - kept.size()));
            coefficients = fine.coefficients();
            ahead = new Agreement();
            return true;
        } catch (MathRuntimeException e) {
            return false; // what was known stays, and the next fit has other data
        }
    }

    private static List<Observation> withoutOutliers(PowerFit fit, Coefficients found, List<Observation> all) {
        double[] misfits = all.stream().mapToDouble(seen -> fit.misfit(seen, found)).toArray();
        double median = Arrays.stream(misfits).sorted().skip(misfits.length / 2).findFirst().orElse(0);
        List<Observation> kept = new ArrayList<>();
        for (int i = 0; i < misfits.length; i++) {
            if (misfits[i] <= OUTLIER * median) {
                kept.add(all.get(i));
            }
        }
        return kept.size() >= FEWEST ? kept : all;
    }

    private ModelCard describe(long now, PowerFit.Result result, List<Observation> kept, int outliers) {
        Agreement fitted = new Agreement();
        Agreement stated = new Agreement();
        double[] errors = new double[kept.size()];
        for (int i = 0; i < errors.length; i++) {
            Observation seen = kept.get(i);
            double foretold = coolingW(seen, result.coefficients());
            errors[i] = foretold - seen.measuredCoolingW();
            fitted.add(seen.time(), seen.measuredCoolingW(), foretold);
            stated.add(seen.time(), seen.measuredCoolingW(), coolingW(seen, Coefficients.nameplate()));
        }
        double wider = Math.sqrt((1 + likeness(errors)) / (1 - likeness(errors)));
        List<ModelCard.Factor> factors = new ArrayList<>();
        double[] found = result.coefficients().toArray();
        for (int i = 0; i < found.length; i++) {
            factors.add(
                    new ModelCard.Factor(Coefficients.NAMES.get(i), found[i], wider * result.standardErrors().get(i)));
        }
        return new ModelCard(now, kept.getFirst().time(), kept.getLast().time(), kept.size(), outliers, factors,
                fitted.measures(), stated.measures(), ahead.measures());
    }

    private double coolingW(Observation seen, Coefficients with) {
        seen.predict(model, with, roomUnits, scratch, parts);
        return Metered.coolingW(parts);
    }

    /// Correlation of neighbouring errors, 0 to 0.98: with it n errors tell as much as n (1 - r) / (1 + r) independent ones.
    private static double likeness(double[] errors) {
        double own = 0;
        double next = 0;
        for (int i = 0; i < errors.length; i++) {
            own += errors[i] * errors[i];
            next += i > 0 ? errors[i] * errors[i - 1] : 0;
        }
        return own > 0 ? Math.clamp(next / own, 0, 0.98) : 0;
    }
}
