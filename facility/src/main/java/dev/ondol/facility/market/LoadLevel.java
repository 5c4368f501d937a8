package dev.ondol.facility.market;

/// What a tariff calls an hour.
public enum LoadLevel {
    LIGHT, MID, PEAK
}
