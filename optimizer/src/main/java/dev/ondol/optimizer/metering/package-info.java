/// What each job has taken so far, by the site's meters: energy, CO2, money and water, shared so that nothing is lost or counted
/// twice. What a job is expected to take belongs to `placement`.
@NullMarked
package dev.ondol.optimizer.metering;

import org.jspecify.annotations.NullMarked;
