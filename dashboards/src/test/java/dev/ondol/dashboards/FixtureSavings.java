package dev.ondol.dashboards;

import dev.ondol.historian.report.SavingRow;
import java.time.LocalDate;
import java.util.StringJoiner;

/// What `ondol mv` would keep of a measurement: weeks by turns, 10,000 kWh a day of the baseline and a tenth less under Ondol, one
/// day left out.
final class FixtureSavings {
    private static final int DAYS = 28;
    private static final int LEFT_OUT = 9;

    private FixtureSavings() {}

    static String evidence(SavingRow row) {
        StringJoiner days = new StringJoiner(",", "[", "]");
        double saved = 0;
        for (int i = 0; i < DAYS; i++) {
            if (i == LEFT_OUT) {
                continue;
            }
            boolean ondol = i / 7 % 2 == 1;
            double adjusted = 10_000 + 100 * (i % 5);
            double measured = adjusted * (ondol ? 0.9 : 1) + (i % 2 == 0 ? 40 : -40);
            saved += adjusted - measured;
            days.add(
                    "{\"day\":\"%s\",\"arm\":\"%s\",\"kwh\":%.1f,\"adjustedKwh\":%.1f,\"cumulativeKwh\":%.1f}"
                            .formatted(
                                    LocalDate.parse(row.from()).plusDays(i), ondol ? "ondol" : "baseline", measured,
                                    adjusted,
                                    saved));
        }
        return """
                {"site":"kr-demo","meter":"%s","option":"C","driver":"work","from":"%s","to":"%s","ondolDays":14,"baselineDays":13,
                "runs":4,"daysLeftOut":1,"savingPercent":%s,"low":%s,"high":%s,"significant":%s,"savedKwh":%s,"savedKwhLow":734000,
                "savedKwhHigh":890000,"model":{"cvRmse":2.31,"nmbe":0.04,"r2":0.947,"parameters":4,"changePointC":14.2,
                "autocorrelation":0.31,"degreesOfFreedom":6.4,"uncertainty68":4.9,"outsideDays":2,"energyFrom":"counter"},
                "cusum":%s,"irregularities":[{"kind":"GAP","point":"","points":1,"count":1,"text":"2026-12-11: 20 of 24 hours"}]}"""
                .formatted(row.meter(), row.from(), LocalDate.parse(row.from()).plusDays(DAYS - 1), row.percent(),
                        row.low(), row.high(), row.significant(),
                        row.savedKwh(), days);
    }
}
