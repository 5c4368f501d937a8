package dev.ondol.historian.discovery;

/// How much is held of what nobody has accepted yet. Where a limit is passed by a tenth, the oldest readings are let go down
/// to it, and counted.
///
/// @param samplesOfPoint newest readings of one name
/// @param samples        of all names of a site
/// @param names          listed of a site, dismissed ones included; readings of further names are only counted
public record HoldLimits(int samplesOfPoint, int samples, int names) {
    public static final HoldLimits USUAL = new HoldLimits(1_000, 100_000, 10_000);

    public HoldLimits {
        if (samplesOfPoint < 1 || samples < 1 || names < 1) {
            throw new IllegalArgumentException("The limits (%d, %d, %d) of what is held must be positive."
                    .formatted(samplesOfPoint, samples, names));
        }
    }

    static int withSlack(int limit) {
        return limit + limit / 10;
    }
}
