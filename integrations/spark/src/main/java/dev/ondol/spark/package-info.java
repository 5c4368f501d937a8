/// Sweeps of facility-years on Apache Spark: the process that `ondol sweep` starts. What a facility-year is, and what a sweep keeps, does not
/// belong here.
@NullMarked
package dev.ondol.spark;

import org.jspecify.annotations.NullMarked;
