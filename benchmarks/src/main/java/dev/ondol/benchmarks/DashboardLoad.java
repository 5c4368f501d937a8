package dev.ondol.benchmarks;

import org.jspecify.annotations.Nullable;

/// What the dashboard takes for many tabs.
///
/// @param clients      tabs, each on a WebSocket and reading all that it is sent
/// @param points       of the site, all of them new each second
/// @param corePercent  of one core, without what the tabs of this process themselves take
/// @param droppedTicks of the tabs that read; a further one that does not read loses its own
/// @param pageKb       of all that the first screen loads, zipped as it is sent, in units of 1,000 bytes
/// @param paintMs      median time to the first meaningful paint in Chromium with nothing cached, while the tabs are told; null
///                     where there is no Chromium
public record DashboardLoad(int clients, int points, double corePercent, long droppedTicks, double pageKb,
        @Nullable Double paintMs) {}
