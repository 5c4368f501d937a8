/// Why a plan is as it is: what each decision brings and how sure that is, which rule keeps it from more, what would have been
/// chosen otherwise, and what other weights would change. Nothing is decided here; it is reckoned after the plan has gone out.
@NullMarked
package dev.ondol.optimizer.explain;

import org.jspecify.annotations.NullMarked;
