/// What a good plan is. [PlanRules] states the rules readably as constraint streams; [PlanScore] computes the same score
/// incrementally and runs in production. A test holds them equal.
@NullMarked
package dev.ondol.optimizer.score;

import org.jspecify.annotations.NullMarked;
