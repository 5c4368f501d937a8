package dev.ondol.facility.plan;

import dev.ondol.facility.message.WrongField;

/// What an operator wants a plan to save. Only their ratio counts. At 1 for each, a kWh weighs as much as the CO2 and as the money of
/// a kWh at the day's mean, and as 1.8 litres of water.
///
/// @param energy energy behind the meter, 0 or more
/// @param carbon CO2 of the grid at each hour, 0 or more
/// @param money  price of each hour, 0 or more
/// @param water  make-up water, 0 or more
public record Weights(double energy, double carbon, double money, double water) {
    /// Energy alone: what Ondol does where nobody chooses.
    public static final Weights ENERGY = new Weights(1, 0, 0, 0);
    private static final double MOST = 1_000;

    public Weights {
        check(energy, "energy");
        check(carbon, "carbon");
        check(money, "money");
        check(water, "water");
        if (energy + carbon + money + water <= 0) {
            throw new IllegalArgumentException("One of the weights (energy, carbon, money, water) must be above 0.");
        }
    }

    private static void check(double weight, String name) {
        if (!(weight >= 0 && weight <= MOST)) {
            throw new WrongField(name, "The weight of %s (%s) must be 0 to %.0f.".formatted(name, weight, MOST));
        }
    }

    /// The same ratio with a sum of 1.
    public Weights normal() {
        double sum = energy + carbon + money + water;
        return new Weights(energy / sum, carbon / sum, money / sum, water / sum);
    }
}
