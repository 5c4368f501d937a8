package dev.ondol.simulator.plant;

import dev.ondol.facility.site.Site;
import dev.ondol.simulator.heat.HeatBody;
import dev.ondol.simulator.weather.WeatherSample;

/// What makes cold water for a site and gets rid of its heat. One implementation for each way of doing so; which one a site
/// has follows from its chillers.
public sealed interface CentralPlant extends HeatBody permits ChillerPlant, RoomUnits {
    /// The plant that a site's equipment makes up.
    static CentralPlant of(Site site) {
        if (site.cooling().chillers().isEmpty()) {
            return new RoomUnits(site);
        }
        return switch (site.cooling().chillers().get().type()) {
            case WATER_COOLED -> new WaterCooledPlant(site.cooling());
            case AIR_COOLED_FREE_COOLING -> new FreeCoolingPlant(site.cooling());
        };
    }

    /// One step.
    ///
    /// @param seconds       1 to 60
    /// @param heatW         heat of all loads into the chilled water, W
    /// @param wantedLS      flow through their valves, L/s
    /// @param chilledSetC   wanted chilled-water supply, Celsius
    /// @param condenserSetC wanted condenser water, Celsius; only water-cooled plants heed it
    void step(double seconds, WeatherSample outdoors, double heatW, double wantedLS, double chilledSetC,
            double condenserSetC);

    /// Sets the change-over of a water-side economizer by hand, or leaves it to the plant again; plants without one do not
    /// heed it.
    ///
    /// @param byHand true: people decide
    /// @param open   with byHand: whether water passes through the plates
    default void changeOver(boolean byHand, boolean open) {
        // most plants have nothing to change over
    }

    /// Chilled-water flow that this heat of rooms without valves of their own needs, L/s.
    double roomLS(double roomHeatW);

    /// Chilled-water supply, Celsius; NaN where there is none.
    double chilledSupplyC();

    /// Electrical power of all compressors, with the condenser fans of air-cooled ones, W.
    double chillerW();

    /// Electrical power of units that cool the electrical rooms without chilled water, W.
    double roomUnitW();

    /// Electrical power of the chilled-water pumps, W.
    double chilledPumpW();

    /// Electrical power of the condenser-water pumps, W.
    double condenserPumpW();

    /// Electrical power of the fans of towers, W.
    double towerFanW();

    /// Make-up water of the last step, kg (litres).
    double makeUpKg();

    /// True while outdoor air takes heat without a compressor.
    boolean economizing();

    /// True while chillers run outside of the temperatures that their curves were measured at.
    boolean beyondCurves();

    /// Starts of compressors since the beginning.
    int chillerStarts();
}
