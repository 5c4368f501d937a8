package dev.ondol.facility.market;

/// An amount of money. Immutable.
///
/// @param amount   in the currency's unit
/// @param currency as the market names it, for example `won`
public record Money(double amount, String currency) {}
