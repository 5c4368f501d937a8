package dev.ondol.dashboards.live;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rack inlets and rack powers in the order of [SiteView#halls()]; null where a value is stale or missing.
///
/// @param inletC  Celsius, to a tenth
/// @param powerKw kW, to a tenth
/// @param supplyC supply air of each hall in the order of [SiteView#halls()], Celsius, to a tenth
public record Thermal(List<@Nullable Double> inletC, List<@Nullable Double> powerKw,
        List<@Nullable Double> supplyC) {}
