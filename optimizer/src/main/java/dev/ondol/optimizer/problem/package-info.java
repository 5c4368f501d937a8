/// The planning problem as Timefold sees it: queued jobs that want a node, a start and a power profile, set-point steps that
/// want a value, and the facts around them. Entities are mutable because the solver moves them; nothing outside may keep
/// one. No input or output and no server belongs here.
@NullMarked
package dev.ondol.optimizer.problem;

import org.jspecify.annotations.NullMarked;
