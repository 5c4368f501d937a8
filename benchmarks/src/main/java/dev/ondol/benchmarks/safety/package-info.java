/// The safety properties P1 to P20 put to the test, for `ondol bench safety` and for the tests alike: random lives of plant, operator,
/// network and planner against the verifier, the controller and the gateway's command desk, each judged by a book that says the property
/// again in other words. A property counts tries and violations; it decides nothing and prints nothing.
@NullMarked
package dev.ondol.benchmarks.safety;

import org.jspecify.annotations.NullMarked;
