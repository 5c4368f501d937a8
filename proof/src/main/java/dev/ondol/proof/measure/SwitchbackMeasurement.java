package dev.ondol.proof.measure;

import dev.ondol.facility.site.Site;
import dev.ondol.proof.measure.AdjustedBaseline.NotYet;
import dev.ondol.proof.measure.MeasuredSaving.CusumDay;
import dev.ondol.proof.measure.MeasuredSaving.Model;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.Recording;
import dev.ondol.proof.replay.UnusableRecording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Evaluates a switchback of a site.
public final class SwitchbackMeasurement {
    private static final double SURE = 0.95;
    private static final double G14 = 0.68;

    private final Site site;
    private final Switchback schedule;

    public SwitchbackMeasurement(Site site, Switchback schedule) {
        this.site = site;
        this.schedule = schedule;
    }

    /// @param driver what energy is held against
    /// @throws UnusableRecording if what must be measured was not, or too little so far
    public MeasuredSaving of(Recording recording, Meter meter, DayMeters.Driver driver) throws UnusableRecording {
        DayMeters.Days days = new DayMeters(site, meter, driver, schedule, recording).days(schedule);
        List<Irregularity> told = new ArrayList<>(days.told());
        told.addAll(recording.irregularities());
        try {
            return of(site.id(), meter, days, told);
        } catch (NotYet e) {
            throw new UnusableRecording("No saving can be told yet. %s%s".formatted(e.getMessage(), days
                    .leftOut() == 0
                            ? ""
                            : " %d days of the schedule are left out because too little was measured.".formatted(days
                                    .leftOut())));
        }
    }

    /// The same of days that are known.
    static MeasuredSaving of(String site, Meter meter, DayMeters.Days measured, List<Irregularity> told) throws NotYet {
        List<MeasuredDay> days = measured.days();
        AdjustedBaseline model = new AdjustedBaseline(days);
        RunFit fit = model.fit();
        double half = fit.halfWidth(SURE);
        double saving = 1 - Math.exp(fit.last());
        double low = 1 - Math.exp(fit.last() + half);
        double high = 1 - Math.exp(fit.last() - half);
        double used = days.stream().filter(day -> day.arm() == Arm.ONDOL).mapToDouble(MeasuredDay::kwh).sum();
        int ondol = (int) days.stream().filter(day -> day.arm() == Arm.ONDOL).count();
        return new MeasuredSaving(site, meter.id(), meter.option(), measured.driver().name().toLowerCase(Locale.ROOT)
                .replace('_', '-'), days.getFirst().day().toString(), days.getLast().day().toString(), ondol,
                days
                        .size() - ondol,
                (int) days.stream().mapToInt(MeasuredDay::run).distinct().count(), measured
                        .leftOut(),
                100 * saving, 100 * low, 100 * high, low > 0 || high < 0, kwh(used, saving),
                kwh(used, low), kwh(used, high), model(model, days, saving, measured.counter()), cusum(model, days),
                List.copyOf(told));
    }

    /// What was saved where so much was used all the same.
    private static double kwh(double used, double saving) {
        return used * saving / (1 - saving);
    }

    private static Model model(AdjustedBaseline model, List<MeasuredDay> days, double saving, boolean counter) {
        List<MeasuredDay> baseline = days.stream().filter(day -> day.arm() == Arm.BASELINE).toList();
        double mean = baseline.stream().mapToDouble(MeasuredDay::energyKw).average().orElseThrow();
        double error = 0;
        double squares = 0;
        double variance = 0;
        for (MeasuredDay day : baseline) {
            double off = day.energyKw() - model.kw(day);
            error += off;
            squares += off * off;
            variance += (day.energyKw() - mean) * (day.energyKw() - mean);
        }
        double free = Math.max(1, baseline.size() - model.parameters());
        return new Model(100 * Math.sqrt(squares / free) / mean, 100 * error / (free * mean), 1 - squares / variance,
                model.parameters(), model.byWeather() ? Double.valueOf(model.changePointC()) : null, model.fit().rho(),
                model.fit().degreesOfFreedom(), saving == 0
                        ? null
                        : Double.valueOf(100 * model.fit().halfWidth(G14) * (1 - saving) / Math.abs(saving)),
                outside(model, days, baseline), counter ? "counter" : "power");
    }

    private static int outside(AdjustedBaseline model, List<MeasuredDay> days, List<MeasuredDay> baseline) {
        return (int) days.stream().filter(day -> model.byDriver() && outside(day, baseline, MeasuredDay::driver)
                || model.byWeather() && outside(day, baseline, MeasuredDay::wetBulbC)).count();
    }

    private static boolean outside(MeasuredDay day, List<MeasuredDay> baseline, ToDoubleFunction<MeasuredDay> of) {
        double value = of.applyAsDouble(day);
        return baseline.stream().mapToDouble(of).noneMatch(each -> each >= value)
                || baseline.stream().mapToDouble(of).noneMatch(each -> each <= value);
    }

    private static List<CusumDay> cusum(AdjustedBaseline model, List<MeasuredDay> days) {
        List<CusumDay> all = new ArrayList<>();
        double sum = 0;
        for (MeasuredDay day : days) {
            double adjusted = model.kw(day) * day.hours();
            sum += adjusted - day.kwh();
            all.add(new CusumDay(day.day().toString(), day.arm().id(), day.kwh(), adjusted, sum));
        }
        return all;
    }
}
