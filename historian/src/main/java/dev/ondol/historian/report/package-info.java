/// Figures over a span of plant time for reports: what was used, how warm it was, what was done, what measurements say was saved.
@NullMarked
package dev.ondol.historian.report;

import org.jspecify.annotations.NullMarked;
