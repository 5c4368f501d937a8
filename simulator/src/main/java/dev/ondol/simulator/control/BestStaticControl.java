package dev.ondol.simulator.control;

import dev.ondol.facility.site.Site;

/// The best that constant set-points can do: whatever a search on earlier years has found. Fans hold the pressure, the
/// economizer changes over by itself.
public final class BestStaticControl implements LocalControl {
    private final FixedSetpoints fixed;
    private Constants constants = Constants.none();

    public BestStaticControl(FixedSetpoints fixed) {
        this.fixed = fixed;
    }

    @Override
    public String name() {
        return "best static";
    }

    @Override
    public void begin(Site site, Setpoints setpoints) {
        constants = Constants.begin(fixed, setpoints);
    }

    @Override
    public void decide(Signals signals, Setpoints setpoints, double seconds) {
        constants.approach(setpoints, seconds);
    }
}
