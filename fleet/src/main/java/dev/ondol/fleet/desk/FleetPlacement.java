package dev.ondol.fleet.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ondol.facility.workload.Placement;
import dev.ondol.fleet.choice.SiteAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A site's answer about a job as the fleet passes it on.
///
/// @param placement as the site gave it; its placementId leads with the site's name
/// @param site      that has the job; empty where none takes it
/// @param sites     what each site said when this one was chosen, the best first; absent where nobody was asked anew
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FleetPlacement(@JsonUnwrapped Placement placement, String site, @Nullable List<SiteAnswer> sites) {
    static FleetPlacement of(FleetId id, Placement there, @Nullable List<SiteAnswer> sites) {
        return new FleetPlacement(named(there, id.text()), id.site(), sites);
    }

    /// Something that was booked nowhere.
    static FleetPlacement unbooked(Placement told, String id, String site, List<SiteAnswer> sites) {
        return new FleetPlacement(named(told, id), site, sites);
    }

    private static Placement named(Placement of, String id) {
        return new Placement(id, of.jobId(), of.state(), of.assignments(), of.startAt(), of.leaseExpires(), of
                .generation(), of.powerProfile(), of.energy(), of.reasons());
    }
}
