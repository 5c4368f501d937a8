package dev.ondol.facility.mapping;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Proposes what foreign names mean, by their unit, their Brick class and their words. A person decides: whatever is not plain is
/// marked. Nothing is learned and nothing is guessed from values.
public final class MappingWizard {
    /// What a proposal must be better than the next by, in weights of words.
    private static final double CLEAR = 1;
    private static final double MISSING = 0.6;
    private static final double CLASS = 6;
    private static final double NUMBERS = 4;

    private final List<Known> known = new ArrayList<>();
    private final Map<String, Double> weights = new HashMap<>();

    /// A point of ours with what its name says.
    private record Known(Point point, NameWords words) {}

    /// A name that others use.
    ///
    /// @param unit       as they write it
    /// @param brickClass as they tag it
    public record Foreign(String name, Optional<String> unit, Optional<String> brickClass) {}

    /// What a foreign name may mean.
    ///
    /// @param point  the best; empty where no point of the site fits
    /// @param second the next best
    /// @param plain  whether nothing speaks against it: the name says all that ours says, the next is clearly worse, no other
    ///               name claims the point
    public record Proposal(Foreign foreign, Optional<PointId> point, Optional<PointId> second, boolean plain) {}

    /// @param points of the site
    public MappingWizard(Collection<Point> points) {
        Map<String, Integer> counts = new HashMap<>();
        for (Point point : points) {
            NameWords words = NameWords.of(point.id().toString());
            known.add(new Known(point, words));
            words.words().forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        // a word that few points have says more
        counts.forEach((word, count) -> weights.put(word, Math.log(1 + (double) known.size() / count)));
    }

    /// A proposal for each name, in the same order.
    public List<Proposal> propose(List<Foreign> names) {
        List<Proposal> proposals = new ArrayList<>(names.stream().map(this::propose).toList());
        Map<PointId, Integer> claims = new HashMap<>();
        proposals.forEach(each -> each.point().ifPresent(point -> claims.merge(point, 1, Integer::sum)));
        proposals.replaceAll(each -> each.point().filter(point -> claims.getOrDefault(point, 0) > 1).isPresent()
                ? new Proposal(each.foreign(), each.point(), each.second(), false)
                : each);
        return proposals;
    }

    private record Scored(Known known, double score) {}

    private Proposal propose(Foreign foreign) {
        NameWords words = NameWords.of(foreign.name());
        Scored first = null;
        Scored second = null;
        for (Known each : known) {
            double score = fits(each.point(), foreign) ? score(each, words, foreign) : 0;
            if (score > 0 && (first == null || score > first.score())) {
                second = first;
                first = new Scored(each, score);
            } else if (score > 0 && (second == null || score > second.score())) {
                second = new Scored(each, score);
            }
        }
        if (first == null) {
            return new Proposal(foreign, Optional.empty(), Optional.empty(), false);
        }
        boolean clear = second == null || first.score() - second.score() >= CLEAR;
        return new Proposal(foreign, Optional.of(first.known().point().id()), second == null
                ? Optional.empty()
                : Optional.of(second.known().point().id()), clear && said(first.known(), words, foreign));
    }

    /// Whether the name says all that ours says; a Brick class stands for the words of the quantity.
    private static boolean said(Known known, NameWords words, Foreign foreign) {
        PointId id = known.point().id();
        return known.words().endsNumbersOf(words) && words.words().containsAll(NameWords.of(id.equipment()).words())
                && (brick(known, foreign) || words.words().containsAll(NameWords.of(id.quantity()).words()));
    }

    private static boolean fits(Point point, Foreign foreign) {
        return foreign.unit().isEmpty() || UnitConversion.between(foreign.unit().get(), point.quantity().unit())
                .isPresent();
    }

    private static boolean brick(Known known, Foreign foreign) {
        return foreign.brickClass().filter(known.point().quantity().brickClass()::equals).isPresent();
    }

    private double score(Known known, NameWords words, Foreign foreign) {
        double score = 0;
        for (String word : known.words().words()) {
            double weight = weights.getOrDefault(word, 0.0);
            score += words.words().contains(word) ? weight : -MISSING * weight;
        }
        for (String word : words.words()) {
            // a word of ours that this point does not have speaks against it; a word of theirs alone says nothing
            score -= !known.words().words().contains(word) ? MISSING * weights.getOrDefault(word, 0.0) : 0;
        }
        if (foreign.brickClass().isPresent()) {
            score += brick(known, foreign) ? CLASS : -CLASS;
        }
        return score + (known.words().endsNumbersOf(words)
                ? NUMBERS * Math.min(1, known.words().numbers().size())
                : -NUMBERS);
    }
}
