package dev.ondol.historian.fleet;

import java.util.Optional;
import java.util.UUID;

/// Which site of a fleet a job was given to.
///
/// @param id          under which the site is asked; asked again, it gives the same answer
/// @param jobId       the scheduler's name of the job
/// @param clientKey   under which the scheduler asked; empty where it gave none
/// @param request     what it asked, as JSON
/// @param site        that was chosen
/// @param sites       what each site answered when it was chosen, as JSON
/// @param placementId the site's name of its answer; empty until it has answered
/// @param ended       whether the job needs no place any more
public record FleetDecision(UUID id, String jobId, Optional<String> clientKey, String request, String site,
        String sites, Optional<String> placementId, boolean ended) {}
