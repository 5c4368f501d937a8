package dev.ondol.simulator.energy;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.market.LoadLevel;
import dev.ondol.facility.site.EnergyAssets;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.Optional;

/// Photovoltaics, battery and heat pump of a site. Where nobody writes their set-points, simple rules without a forecast dispatch
/// them, as an engineer would program them: its own sun is used first; the battery charges on what is left of it and at the
/// tariff's light hours, and discharges at peak hours; the heat pump runs while there is heat and the district, by the outdoor
/// temperature, takes it. Written or not, the battery never discharges into the grid and takes the sun that would go there, as far
/// as it has room. All of them hang at the meter's side of the transformers, their own loss heats the outdoors. In a step the
/// facility asks for [#recover], then calls [#settle]. Not thread-safe.
public final class SiteAssets {
    private static final double J_PER_KWH = 3.6e6;

    private final Optional<PvArray> pv;
    private final Optional<BatteryStore> battery;
    private final Optional<DistrictHeatPump> heatPump;
    private final EnergyMarket market;
    private final double firstCharge;
    private final double firstWh;

    private double wantedBatteryW = Double.NaN;
    private double importLimitW = Double.POSITIVE_INFINITY;
    private double mostHeatShare = Double.NaN;
    private double importW;
    private double exportW;
    private double pvW;
    private double batteryW;
    private double facilityJ;
    private double importJ;
    private double exportJ;
    private double pvJ;
    private double heatPumpJ;
    private double heatJ;

    /// @param site    its assets may be absent: then nothing happens
    /// @param weather whose sun shines on the modules
    public SiteAssets(Site site, Weather weather) {
        EnergyAssets spec = site.assets()
                .orElse(new EnergyAssets(Optional.empty(), Optional.empty(), Optional.empty()));
        pv = spec.pv().map(array -> new PvArray(array, weather.sun()));
        battery = spec.battery().map(BatteryStore::new);
        heatPump = spec.heatPump().map(DistrictHeatPump::new);
        market = EnergyMarket.korea(site.location().zone());
        firstCharge = battery.isPresent() ? battery.get().charge() : Double.NaN;
        firstWh = battery.isPresent() ? battery.get().energyWh() : 0;
    }

    /// Lets the heat pump take heat from water that comes back from the loads.
    ///
    /// @param waterC   temperature of that water, Celsius
    /// @param flowWK   its capacity rate, W/K
    /// @param heatW    heat that the loads gave it, W; the heat pump takes at most this
    /// @param outdoorC dry-bulb, Celsius
    /// @return heat taken, W
    public double recover(double waterC, double flowWK, double heatW, double outdoorC) {
        if (heatPump.isEmpty()) {
            return 0;
        }
        DistrictHeatPump pump = heatPump.get();
        pump.run(waterC, Math.min(heatW, flowWK * DistrictHeatPump.SOURCE_DROP_K),
                pump.capacityW()
                        * Math.min(HeatDemand.share(outdoorC), Double.isNaN(mostHeatShare) ? 1 : mostHeatShare));
        return pump.takenW();
    }

    /// Electrical power of the heat pump, W.
    public double heatPumpW() {
        return heatPump.isPresent() ? heatPump.get().electricW() : 0;
    }

    /// Balances the meter for a step.
    ///
    /// @param millis    plant time at its beginning, milliseconds since 1970-01-01T00:00Z
    /// @param facilityW power of everything inside of the boundary, the heat pump included, W
    public void settle(double seconds, long millis, WeatherSample air, double facilityW) {
        pvW = pv.isPresent() ? pv.get().acW(millis, air) : 0;
        double surplusW = Math.max(0, pvW - facilityW);
        batteryW = 0;
        if (battery.isPresent()) {
            battery.get().rest(seconds);
            double wantedW = Double.isNaN(wantedBatteryW) ? rule(market.level(millis)) : wantedBatteryW;
            // above the import limit it helps, and it charges only up to the limit
            double excessW = facilityW - pvW - importLimitW;
            wantedW = Math.max(wantedW, excessW > 0 ? Math.max(excessW, battery.get().leastW()) : excessW);
            batteryW = follow(battery.get(), seconds, wantedW, surplusW, Math.max(0, facilityW - pvW));
        }
        double netW = facilityW - pvW - batteryW;
        importW = Math.max(0, netW);
        exportW = Math.max(0, -netW);
        facilityJ += facilityW * seconds;
        importJ += importW * seconds;
        exportJ += exportW * seconds;
        pvJ += pvW * seconds;
        heatPumpJ += heatPumpW() * seconds;
        heatJ += heatW() * seconds;
    }

    /// What the simple rule wants of the battery, W.
    private static double rule(LoadLevel level) {
        return switch (level) {
            case LIGHT -> -Double.MAX_VALUE;
            case MID -> 0;
            case PEAK -> Double.MAX_VALUE;
        };
    }

    /// Power of the battery, W; negative while it charges.
    private static double follow(BatteryStore battery, double seconds, double wantedW, double surplusW,
            double lackingW) {
        if (wantedW > 0 && lackingW > 0) {
            return battery.dischargeW(Math.min(wantedW, lackingW), seconds);
        }
        return -battery.chargeW(Math.max(surplusW, -wantedW), seconds);
    }

    /// Writes over the battery's simple rule.
    ///
    /// @param powerW wanted, W; negative: it charges; NaN: back to the rule
    public void wantBatteryW(double powerW) {
        wantedBatteryW = powerW;
    }

    /// The battery's set-point in force, W: what was written or else what the rule does now.
    public double wantedBatteryW() {
        return Double.isNaN(wantedBatteryW) ? batteryW : wantedBatteryW;
    }

    /// Tells the battery above which power from the grid it has to help, whatever else it does, as far as it has charge.
    ///
    /// @param limitW W; infinite: never, which is the rule
    public void limitImport(double limitW) {
        importLimitW = limitW;
    }

    /// The import limit in force, W.
    public double importLimitW() {
        return importLimitW;
    }

    /// Writes over the heat pump's simple rule.
    ///
    /// @param share load that it must not exceed / its capacity, 0 to 1; NaN: back to the rule
    public void limitHeatPump(double share) {
        mostHeatShare = share;
    }

    /// The heat pump's limit in force, 0 to 1: what was written or else 1, the rule's.
    public double heatPumpLimit() {
        return Double.isNaN(mostHeatShare) ? 1 : mostHeatShare;
    }

    /// Heat that the heat pump delivers, W.
    public double heatW() {
        return heatPump.isPresent() ? heatPump.get().deliveredW() : 0;
    }

    /// State of charge of the battery, 0 to 1; NaN without one.
    public double charge() {
        return battery.isPresent() ? battery.get().charge() : Double.NaN;
    }

    /// Power through the meter, W; negative outwards.
    public double meterW() {
        return importW - exportW;
    }

    /// Power of the photovoltaics, W.
    public double pvW() {
        return pvW;
    }

    /// Power of the battery, W; negative while it charges.
    public double batteryW() {
        return batteryW;
    }

    /// What was done since the start.
    public AssetAccount account() {
        double chargedWh = battery.isPresent() ? battery.get().chargedWh() : 0;
        double dischargedWh = battery.isPresent() ? battery.get().dischargedWh() : 0;
        return new AssetAccount(facilityJ / J_PER_KWH, importJ / J_PER_KWH, exportJ / J_PER_KWH, pvJ / J_PER_KWH,
                chargedWh / 1000, dischargedWh / 1000, battery.isPresent() ? battery.get().cycles() : 0, firstCharge,
                battery.isPresent() ? battery.get().charge() : Double.NaN,
                battery.isPresent() ? (battery.get().energyWh() - firstWh) / 1000 : 0, heatPumpJ / J_PER_KWH,
                heatJ / J_PER_KWH);
    }
}
