package dev.ondol.facility.site;

/// Checks of compact constructors, in one form of words.
final class Checks {
    private Checks() {}

    static double positive(double value, String name) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("%s (%s) must be positive.".formatted(name, value));
        }
        return value;
    }

    static double between(double low, double value, double high, String name) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException("%s (%s) must be %s to %s.".formatted(name, value, low, high));
        }
        return value;
    }

    static int atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException("%s (%d) must be at least %d.".formatted(name, value, least));
        }
        return value;
    }

    static String name(String value, String name) {
        if (!Names.isLegal(value)) {
            throw new IllegalArgumentException("%s (%s) must match [a-z0-9-]+.".formatted(name, value));
        }
        return value;
    }
}
