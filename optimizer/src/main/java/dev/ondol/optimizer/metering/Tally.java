package dev.ondol.optimizer.metering;

import dev.ondol.optimizer.price.Tariff;

/// A sum of outlays that grows. Guarded by its owner.
final class Tally {
    private final long from;
    private long to;
    private double itKwh;
    private double coolingKwh;
    private double lossKwh;
    private double kgCO2;
    private double money;
    private double litres;

    Tally(long from) {
        this.from = from;
        to = from;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    /// Adds shares of what was counted until a time; each share is 0 to 1.
    ///
    /// @param it      of IT energy, and of losses
    /// @param cooling of cooling energy
    /// @param water   of make-up water
    void add(Counted counted, double it, double cooling, double water, long until) {
        double coolingPart = cooling * counted.coolingKwh();
        double lossPart = it * counted.lossKwh();
        double itPart = it * counted.itKwh();
        double kwh = itPart + coolingPart + lossPart;
        itKwh += itPart;
        coolingKwh += coolingPart;
        lossKwh += lossPart;
        kgCO2 += kwh * counted.kgPerKwh();
        money += kwh * counted.pricePerKwh();
        litres += water * counted.litres();
        to = until;
    }

    Outlay outlay(Tariff tariff) {
        return new Outlay(itKwh, coolingKwh, lossKwh, kgCO2, tariff.money(money), litres);
    }
}
