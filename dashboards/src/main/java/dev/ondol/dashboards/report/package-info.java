/// The monthly report for the energy manager: figures of the historian by day and month. No figure is estimated here, and
/// nothing is read here.
@NullMarked
package dev.ondol.dashboards.report;

import org.jspecify.annotations.NullMarked;
