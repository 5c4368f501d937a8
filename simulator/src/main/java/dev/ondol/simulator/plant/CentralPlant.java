package dev.ondol.simulator.plant;

import dev.ondol.facility.site.Site;
import dev.ondol.simulator.condition.Condition;
import dev.ondol.simulator.heat.HeatBody;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.function.BiConsumer;

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

    /// Hands out the state of repair of its banks of units, by the name of each kind of unit.
    default void conditions(BiConsumer<String, Condition> each) {
        // room units are not watched one by one
    }

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

    /// True while outdoor air takes heat without a compressor.
    boolean economizing();

    // What a plant has not takes no power and no water.

    /// Electrical power of all compressors, with the condenser fans of air-cooled ones, W.
    default double chillerW() {
        return 0;
    }

    /// Electrical power of units that cool the electrical rooms without chilled water, W.
    default double roomUnitW() {
        return 0;
    }

    /// Electrical power of the chilled-water pumps, W.
    default double chilledPumpW() {
        return 0;
    }

    /// Electrical power of the condenser-water pumps, W.
    default double condenserPumpW() {
        return 0;
    }

    /// Electrical power of towers, their fans and the heaters of their basins, W.
    default double towerW() {
        return 0;
    }

    /// Make-up water of the last step, kg (litres).
    default double makeUpKg() {
        return 0;
    }

    /// True while chillers run outside of the temperatures that their curves were measured at.
    default boolean beyondCurves() {
        return false;
    }

    /// Starts of compressors since the beginning.
    default int chillerStarts() {
        return 0;
    }
}
