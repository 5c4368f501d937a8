package dev.ondol.fleet.desk;

import dev.ondol.facility.workload.Placement;
import dev.ondol.fleet.choice.SiteAnswer;

/// Hears what the desk does. Called on any thread.
public interface FleetMeter {
    /// A site was asked what a job would take there.
    ///
    /// @param nanos wall time until its answer, or until it was given up
    void asked(String site, SiteAnswer.Outcome outcome, long nanos);

    /// A site has carried a request out.
    void placed(String site, Placement.State state);

    /// A site that was chosen has not answered.
    void undecided(String site);
}
