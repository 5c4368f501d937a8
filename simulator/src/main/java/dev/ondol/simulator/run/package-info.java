/// Runs a site through weather and jobs under a policy, without messages, and says what it used: summary, readings and
/// report. Comparing runs with each other does not belong here.
@NullMarked
package dev.ondol.simulator.run;

import org.jspecify.annotations.NullMarked;
