package dev.ondol.benchmarks;

/// What the dashboard takes for many tabs.
///
/// @param clients      tabs, each on a WebSocket and reading all that it is sent
/// @param points       of the site, all of them new each second
/// @param corePercent  of one core, without what the tabs of this process themselves take
/// @param droppedTicks of the tabs that read; a further one that does not read loses its own
public record DashboardLoad(int clients, int points, double corePercent, long droppedTicks) {}
