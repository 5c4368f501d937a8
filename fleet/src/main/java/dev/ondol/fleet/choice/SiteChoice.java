package dev.ondol.fleet.choice;

import dev.ondol.facility.plan.Weights;
import dev.ondol.fleet.choice.SiteAnswer.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Puts sites in the order in which a job goes to them. With each weight at 1, a kWh weighs as much as the CO2 and as the money of a
/// kWh at the mean of the sites that can be compared, and as 1.8 litres of water, as plans weigh them. Sites with room go before
/// those where the job would wait; of these the one with the shortest queue comes first. Equals stay in the order of the sites.
public final class SiteChoice {
    /// As in plans (docs/explanations.md).
    private static final double LITRES_A_KWH = 1.8;

    private final Weights weights;

    /// @param weights what the fleet is to save
    public SiteChoice(Weights weights) {
        this.weights = weights.normal();
    }

    /// The same answers, the best first, each with why it stands there.
    ///
    /// @param answers in the order of the sites
    public List<SiteAnswer> ranked(List<SiteAnswer> answers) {
        List<SiteAnswer> held = answers.stream().map(this::comparable).toList();
        List<SiteAnswer> placed = held.stream().filter(answer -> answer.outcome() == Outcome.PLACED).toList();
        double meanKg = mean(placed, answer -> number(answer.kgCO2()) / number(answer.kwh()));
        double meanPrice = mean(placed, answer -> money(answer) / number(answer.kwh()));
        List<SiteAnswer> weighed = new ArrayList<>(held.stream().map(answer -> answer.outcome() == Outcome.PLACED
                ? answer.weighing(weighted(answer, meanKg, meanPrice), answer.why())
                : answer).toList());
        weighed.sort(Comparator.comparing(SiteAnswer::outcome).thenComparingDouble(SiteChoice::rank));
        return told(weighed);
    }

    private static double rank(SiteAnswer answer) {
        Double weighted = answer.weighted();
        Integer waiting = answer.waiting();
        return weighted != null ? weighted : waiting != null ? waiting : Double.MAX_VALUE;
    }

    private double weighted(SiteAnswer answer, double meanKg, double meanPrice) {
        double kwh = number(answer.kwh());
        return weights.energy() * kwh
                + share(weights.carbon(), answer.kgCO2(), meanKg, kwh)
                + share(weights.money(), answer.cost() == null ? null : Double.valueOf(money(answer)), meanPrice, kwh)
                + share(weights.water(), answer.litres(), LITRES_A_KWH, kwh);
    }

    /// Where a kWh costs nothing in the mean, it counts as one.
    private static double share(double weight, @Nullable Double amount, double ofOneKwh, double kwh) {
        return weight == 0 || amount == null ? 0 : weight * (ofOneKwh > 0 ? amount / ofOneKwh : kwh);
    }

    private SiteAnswer comparable(SiteAnswer answer) {
        if (answer.outcome() != Outcome.PLACED) {
            return answer;
        }
        if (answer.kwh() == null) {
            return answer.leftOut("It does not tell what the job takes.");
        }
        if (weights.carbon() > 0 && answer.kgCO2() == null) {
            return answer.leftOut("It does not tell the CO2 of the job.");
        }
        if (weights.money() > 0 && answer.cost() == null) {
            return answer.leftOut(answer.why().isEmpty() ? "It does not tell the price of the job." : answer.why());
        }
        return weights.water() > 0 && answer.litres() == null
                ? answer.leftOut("It does not tell the water of the job.")
                : answer;
    }

    private static List<SiteAnswer> told(List<SiteAnswer> ranked) {
        List<SiteAnswer> told = new ArrayList<>();
        SiteAnswer best = ranked.isEmpty() ? null : ranked.getFirst();
        for (SiteAnswer answer : ranked) {
            told.add(best == null || !answer.takes() ? answer : answer.weighing(answer.weighted(), why(answer, best)));
        }
        return List.copyOf(told);
    }

    private static String why(SiteAnswer answer, SiteAnswer best) {
        boolean chosen = answer.site().equals(best.site());
        Double weighted = answer.weighted();
        Double least = best.weighted();
        if (answer.outcome() == Outcome.DEFERRED) {
            String queue = answer.waiting() == null
                    ? "how many wait there is not known"
                    : "%d wait there".formatted(answer.waiting());
            return chosen
                    ? "No site has room now; %s.".formatted(queue)
                    : "The job would wait; %s.".formatted(queue);
        }
        if (weighted == null || least == null) {
            return answer.why();
        }
        return chosen
                ? String.format(Locale.ROOT, "It takes least: %.3g kWh, weighted.", weighted)
                : String.format(Locale.ROOT, "It takes %.1f %% more, weighted.", 100 * (weighted / least - 1));
    }

    private static double money(SiteAnswer answer) {
        return answer.cost() == null ? Double.NaN : answer.cost().amount();
    }

    private static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static double mean(List<SiteAnswer> of, ToDoubleFunction<SiteAnswer> ratio) {
        return of.stream().mapToDouble(ratio).filter(Double::isFinite).average().orElse(0);
    }
}
