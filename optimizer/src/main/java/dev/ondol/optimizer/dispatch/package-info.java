/// When battery and heat pump run over the coming day: forecasts of load and sun, and the cheapest course among all on a grid of
/// charge. Prices come from the market, not from here; jobs and cooling are planned elsewhere.
@NullMarked
package dev.ondol.optimizer.dispatch;

import org.jspecify.annotations.NullMarked;
