/// How fast the parts are. Here are the drivers behind `ondol bench`, which run what the product runs and count; beside them,
/// among the tests, micro-benchmarks on JMH. Judging whether a result is right does not belong here.
@NullMarked
package dev.ondol.benchmarks;

import org.jspecify.annotations.NullMarked;
