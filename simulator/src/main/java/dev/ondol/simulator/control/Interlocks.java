package dev.ondol.simulator.control;

import dev.ondol.facility.site.Envelope;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.liquid.TechnologyLoop;

/// What stands above optimizer and local control (priorities 1 and 2): equipment limits; full cooling of a hall whose inlet
/// passes 30 C, until it is below 27 C; water no colder than the room's dew point + 2 K in plants with dry coils; design flow of
/// coolant where it warms by a quarter more than at nameplate and design flow, until it warms by less than that.
public final class Interlocks {
    private static final double TRIP_C = 30;
    private static final double RELEASE_C = 27;
    private static final double DEW_MARGIN_K = 2;
    /// Rise of the coolant / its rise at nameplate and design flow.
    private static final double MOST_RISE = 1.25;
    /// The make-up air units dry the halls' air to the recommended envelope of ASHRAE TC 9.9.
    private static final double HIGHEST_ROOM_DEW_POINT_C = 15;
    private static final double LOWEST_ROOM_DEW_POINT_C = -9;
    /// Time constant of the halls' humidity: some 0.2 changes of air an hour.
    private static final double HUMIDITY_SECONDS = 18_000;
    /// Coils designed for colder water than this are built to condense.
    private static final double DRY_COIL_DESIGN_C = 12;

    private final Envelope envelope;
    private final boolean dryCoils;
    private final boolean[] tripped;
    private final double[] designRiseK;
    private final boolean[] flooded;
    private double roomDewPointC = Double.NaN;

    public Interlocks(Site site) {
        envelope = site.envelope();
        dryCoils = site.cooling().chillers().isEmpty()
                || site.cooling().chillers().get().leavingC() >= DRY_COIL_DESIGN_C;
        int halls = site.halls().size();
        tripped = new boolean[halls];
        flooded = new boolean[halls];
        designRiseK = new double[halls];
        for (int h = 0; h < halls; h++) {
            designRiseK[h] = TechnologyLoop.riseK(site.technologyHeatW(site.halls().get(h)), site.technologyFlowLS(site
                    .halls().get(h)));
        }
    }

    /// Puts the set-points in force.
    public void apply(Signals signals, Setpoints setpoints, double seconds) {
        double target = Math.clamp(signals.outdoorDewPointC, LOWEST_ROOM_DEW_POINT_C, HIGHEST_ROOM_DEW_POINT_C);
        roomDewPointC = Double.isNaN(roomDewPointC)
                ? target
                : target + (roomDewPointC - target) * Math.exp(-seconds / HUMIDITY_SECONDS);
        double dewLimitC = roomDewPointC + DEW_MARGIN_K;
        for (int h = 0; h < tripped.length; h++) {
            double inletC = signals.highestInletC[h];
            tripped[h] = inletC > TRIP_C || tripped[h] && inletC > RELEASE_C;
            limit(setpoints, setpoints.supplyAir(h), envelope.supplyAirC());
            limit(setpoints, setpoints.pressure(h), envelope.pressurePa());
            if (tripped[h]) {
                setpoints.inForce(setpoints.supplyAir(h), envelope.supplyAirC().min());
                setpoints.inForce(setpoints.pressure(h), envelope.pressurePa().max());
            }
            int loop = setpoints.technologyLoop(h);
            limit(setpoints, loop, envelope.technologyLoopC());
            setpoints.inForce(loop, Math.max(setpoints.inForce(loop), dewLimitC));
            coolant(h, signals.coolantRiseK[h], setpoints);
        }
        int chilled = setpoints.chilledWater();
        limit(setpoints, chilled, envelope.chilledWaterC());
        if (dryCoils) {
            setpoints.inForce(chilled, Math.max(setpoints.inForce(chilled), dewLimitC));
        }
        limit(setpoints, setpoints.condenserWater(), envelope.condenserWaterC());
    }

    private void coolant(int h, double riseK, Setpoints setpoints) {
        flooded[h] = riseK > MOST_RISE * designRiseK[h] || flooded[h] && riseK > designRiseK[h];
        int slot = setpoints.coolantFlow(h);
        setpoints.inForce(slot, flooded[h] ? 1 : Math.clamp(setpoints.wanted(slot), 0, 1));
    }

    /// True while the hall is on full cooling.
    public boolean tripped(int hall) {
        return tripped[hall];
    }

    /// Dew point of the halls' air, Celsius.
    public double roomDewPointC() {
        return roomDewPointC;
    }

    private static void limit(Setpoints setpoints, int slot, Envelope.Range range) {
        setpoints.inForce(slot, Math.clamp(setpoints.wanted(slot), range.min(), range.max()));
    }
}
