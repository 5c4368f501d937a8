package dev.ondol.historian.discovery;

import java.util.List;

/// A point that the site has, with the names that others use for it.
///
/// @param point         equipment/quantity
/// @param unit          UCUM code
/// @param low           lowest plausible reading
/// @param high          highest plausible reading
/// @param externalNames in order of the alphabet
public record NamedPoint(String point, String brickClass, String unit, String source, double low, double high,
        List<String> externalNames) {
    public NamedPoint {
        externalNames = List.copyOf(externalNames);
    }
}
