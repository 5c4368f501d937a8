package dev.ondol.simulator.energy;

/// What a tariff calls an hour.
enum LoadLevel {
    LIGHT, MID, PEAK
}
