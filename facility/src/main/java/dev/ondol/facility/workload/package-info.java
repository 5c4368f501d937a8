/// The language of schedulers: jobs, gangs, placement requests and answers, power profiles.
@NullMarked
package dev.ondol.facility.workload;

import org.jspecify.annotations.NullMarked;
