package dev.ondol.proof.statistics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Shares a gain among those who made it together: each gets the mean, over all orders in which they could have come, of what it added
/// when it came (Shapley, A Value for n-Person Games, 1953). Exact: every coalition is asked for.
final class Shapley {
    private Shapley() {}

    /// @param players all who take part, at most 16
    /// @param worth   of each set of players, the empty one included
    /// @return the share of each; they add up to worth of all - worth of none
    static <P> Map<P, Double> values(List<P> players, ToDoubleFunction<Set<P>> worth) {
        int n = players.size();
        if (n > 16) {
            throw new IllegalArgumentException("The players (%d) must be at most 16.".formatted(n));
        }
        double[] worths = new double[1 << n];
        for (int coalition = 0; coalition < worths.length; coalition++) {
            worths[coalition] = worth.applyAsDouble(members(players, coalition));
        }
        Map<P, Double> values = new LinkedHashMap<>();
        for (int player = 0; player < n; player++) {
            double value = 0;
            for (int coalition = 0; coalition < worths.length; coalition++) {
                if ((coalition & (1 << player)) == 0) {
                    value += weight(Integer.bitCount(coalition), n) * (worths[coalition | (1 << player)]
                            - worths[coalition]);
                }
            }
            values.put(players.get(player), value);
        }
        return values;
    }

    private static <P> Set<P> members(List<P> players, int coalition) {
        List<P> members = new ArrayList<>();
        for (int player = 0; player < players.size(); player++) {
            if ((coalition & (1 << player)) != 0) {
                members.add(players.get(player));
            }
        }
        return new HashSet<>(members);
    }

    /// Of all orders of n players the share in which exactly these come before one.
    private static double weight(int before, int n) {
        double share = 1.0 / n;
        for (int i = 0; i < before; i++) {
            share *= (before - i) / (double) (n - 1 - i);
        }
        return share;
    }
}
