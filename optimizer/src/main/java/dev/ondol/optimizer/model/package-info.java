/// The plant as the optimizer sees it: a reduced-order, steady-state model from nameplate values, corrected by a few ratios
/// from telemetry ([Calibration]). Plain arithmetic; it shares no code with the simulator's physics and knows no solver.
@NullMarked
package dev.ondol.optimizer.model;

import org.jspecify.annotations.NullMarked;
