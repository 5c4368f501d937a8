package dev.ondol.historian.report;

/// What one measurement on the live site showed.
///
/// @param meter        facility or cooling
/// @param from         first day that counts, for example 2026-12-02
/// @param to           last day that counts
/// @param ondolDays    days under Ondol
/// @param baselineDays days under the operation before it
/// @param percent      saved, of the adjusted baseline
/// @param low          lower end of the 95 % interval
/// @param high         upper end
/// @param savedKwh     on the days under Ondol
/// @param significant  whether the interval leaves out 0
public record SavingRow(String meter, String from, String to, int ondolDays, int baselineDays, double percent,
        double low, double high, double savedKwh, boolean significant) {}
