/// What a run leaves behind for people: readings, summary and a self-contained page with charts. Nothing is computed about
/// the plant here.
@NullMarked
package dev.ondol.simulator.report;

import org.jspecify.annotations.NullMarked;
