/// What Ondol saves, and how sure that is: paired runs of all policies on the same weather, jobs and failures, with intervals,
/// gates and a report. [Validation] is the door. Physics, planning and verification belong to their own modules.
@NullMarked
package dev.ondol.proof;

import org.jspecify.annotations.NullMarked;
