/// Facility-years: what a sweep over sites, weather, seeds and policies consists of, what it keeps on disk, and what it found. How its
/// years are shared out among machines does not belong here.
@NullMarked
package dev.ondol.simulator.sweep;

import org.jspecify.annotations.NullMarked;
