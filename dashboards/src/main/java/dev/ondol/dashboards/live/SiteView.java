package dev.ondol.dashboards.live;

import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.List;

/// What of the site a browser must know once.
///
/// @param id       of the site
/// @param name     for people
/// @param timeZone IANA name
/// @param halls    with their racks, in the order of [Thermal]
/// @param limits   of rack inlets
/// @param pueCategory where the IT is metered (ISO/IEC 30134-2), 1 to 3
public record SiteView(String id, String name, String timeZone, List<HallView> halls, InletLimits limits,
        int pueCategory) {
    /// @param id     for example `h3`
    /// @param groups racks of one kind
    public record HallView(String id, List<GroupView> groups) {}

    /// @param name  prefix of the group
    /// @param racks names in order
    /// @param gpus  GPUs a rack; 0 for service racks
    public record GroupView(String name, List<String> racks, int gpus) {}

    /// Inlet air in Celsius for air-cooled equipment of class A1 (ASHRAE TC 9.9, Thermal Guidelines for Data Processing
    /// Environments, 5th edition, 2021).
    public record InletLimits(double recommendedLowC, double recommendedHighC, double allowableLowC,
            double allowableHighC) {
        static final InletLimits A1 = new InletLimits(18, 27, 15, 32);
    }

    public static SiteView of(Site site) {
        List<HallView> halls = new ArrayList<>();
        for (Hall hall : site.halls()) {
            halls.add(new HallView(hall.id(), hall.racks().stream().map(group -> group(site, group)).toList()));
        }
        return new SiteView(site.id(), site.name(), site.location().timeZone(), List.copyOf(halls), InletLimits.A1,
                site.pueCategory());
    }

    /// Names of all racks, in order.
    List<String> racks() {
        return halls.stream().flatMap(hall -> hall.groups().stream()).flatMap(group -> group.racks().stream()).toList();
    }

    private static GroupView group(Site site, RackGroup group) {
        List<String> racks = new ArrayList<>();
        for (int n = 1; n <= group.racks(); n++) {
            racks.add(group.rack(n));
        }
        int gpus = group.nodeType().map(type -> site.nodeType(type).gpus() * group.nodesPerRack()).orElse(0);
        return new GroupView(group.prefix(), List.copyOf(racks), gpus);
    }
}
