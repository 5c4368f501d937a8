package dev.ondol.proof.run;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.market.MarketData;
import dev.ondol.facility.site.EnergyAssets.Battery;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.energy.AssetAccount;
import dev.ondol.simulator.facility.Facility;

/// Reads the truth of the energy assets minute by minute and reckons it with the market of each minute. A site's market is that
/// of its place; the forecasts of prices and CO2 that a dispatch goes by are the same data, so they have no error.
final class AssetMeter {
    private static final double MINUTES_AN_HOUR = 60;

    private final Facility facility;
    private final EnergyMarket market;
    private final double delivered;
    private AssetAccount before;
    private AssetAccount morning;
    private double co2Kg;
    private double energyCost;
    private double heatIncome;
    private double heatSparedKg;
    private double unpaidPumpKwh;
    private double heatLoss;
    private double demandKw;
    private final QuarterHour quarter = new QuarterHour();

    /// @param facility whose assets are in use
    AssetMeter(Facility facility) {
        this.facility = facility;
        Site site = facility.site();
        market = EnergyMarket.korea(site.location().zone());
        delivered = Math.sqrt(site.assets().flatMap(assets -> assets.battery()).map(Battery::roundTripEfficiency)
                .orElse(1.0));
        before = facility.assets().orElseThrow();
        morning = before;
    }

    /// After each minute.
    void minute() {
        long began = facility.time() - QuarterHour.MINUTE_MILLIS;
        AssetAccount now = facility.assets().orElseThrow();
        MarketData data = market.data();
        double importKwh = now.importKwh() - before.importKwh();
        double heatKwh = now.heatKwh() - before.heatKwh();
        double pumpKwh = now.heatPumpKwh() - before.heatPumpKwh();
        double price = market.pricePerKwh(began);
        double carbonKg = market.carbonKgPerKwh(began);
        co2Kg += importKwh * carbonKg;
        energyCost += importKwh * price;
        heatIncome += heatKwh * data.heatPerKwh();
        heatSparedKg += heatKwh * data.heatSparesKgPerKwh();
        double gain = heatKwh * (data.heatPerKwh() + data.carbonPerKg() * data.heatSparesKgPerKwh()) - pumpKwh * (price
                + data.carbonPerKg() * carbonKg);
        unpaidPumpKwh += gain < 0 ? pumpKwh : 0;
        heatLoss += Math.max(0, -gain);
        demand(began, importKwh);
        before = now;
    }

    private void demand(long began, double importKwh) {
        double kw = quarter.minute(began, importKwh * MINUTES_AN_HOUR);
        if (market.demandCounts(began)) {
            demandKw = Math.max(demandKw, kw);
        }
    }

    /// The day since the last call.
    AssetDay day() {
        AssetAccount now = facility.assets().orElseThrow();
        double exportKwh = now.exportKwh() - morning.exportKwh();
        AssetDay day = new AssetDay(now.importKwh() - morning.importKwh(), exportKwh, now.pvKwh() - morning.pvKwh(), now
                .heatPumpKwh() - morning.heatPumpKwh(), now.heatKwh() - morning.heatKwh(), now.batteryCycles()
                        - morning
                                .batteryCycles(),
                (now.storedKwh() - morning.storedKwh()) * delivered, co2Kg, energyCost, heatIncome, heatSparedKg,
                demandKw, unpaidPumpKwh, heatLoss);
        morning = now;
        co2Kg = 0;
        energyCost = 0;
        heatIncome = 0;
        heatSparedKg = 0;
        unpaidPumpKwh = 0;
        heatLoss = 0;
        demandKw = 0;
        return day;
    }
}
