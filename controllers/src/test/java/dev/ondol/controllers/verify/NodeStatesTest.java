package dev.ondol.controllers.verify;

import static dev.ondol.controllers.verify.EdgeSite.CATALOG;
import static dev.ondol.controllers.verify.EdgeSite.SITE;
import static dev.ondol.controllers.verify.EdgeSite.frame;
import static dev.ondol.controllers.verify.EdgeSite.watched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Verdict.Accepted;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeStatesTest {
    private static final long NOW = 1_700_000_100_000L;
    private static final long VALID = NOW + 900_000;

    private final Verifier verifier = new Verifier(SITE, CATALOG);
    private final Observations plant = watched(NOW);

    @Test
    void aNodeIsParkedOnlyWhereItSaysThatItHasNoJob() {
        PointId allocated = PointId.of(EdgeSite.NODE, Quantity.GPUS_ALLOCATED);
        assertThat(verify(EdgeSite.REST, 0)).isEqualTo(new Accepted(0));
        assertThat(reason(EdgeSite.REST, 0.5)).isEqualTo(Reason.NO_SUCH_STATE);
        assertThat(reason(PointId.of("fabric/leaf-standby-setpoint"), 0.5)).isEqualTo(Reason.NO_SUCH_STATE);
        plant.accept(frame(NOW, Map.of(allocated, 1.0)));
        assertThat(reason(EdgeSite.REST, 0)).isEqualTo(Reason.NODE_BUSY);
        assertThat(verify(EdgeSite.REST, 1)).isEqualTo(new Accepted(1));
        plant.readings().clear();
        assertThat(reason(EdgeSite.REST, 0)).as("nothing is known").isEqualTo(Reason.NODE_BUSY);
        assertThat(verify(EdgeSite.REST, 2)).as("waking is always permitted").isEqualTo(new Accepted(2));
    }

    @Test
    void leafSwitchesRestOrDoNotAndThereIsNothingBetween() {
        Site liquid = SiteReader.builtIn("kr-hn1").orElseThrow();
        PointCatalog catalog = PointCatalog.of(liquid);
        PointId standby = PointId.of(PointCatalog.FABRIC, Quantity.LEAF_STANDBY_SETPOINT);
        Observations seen = new Observations(catalog);
        seen.accept(new Frame("b", 1, NOW, Map.of(standby, 0.0), Map.of()));
        Verifier of = new Verifier(liquid, catalog);
        assertThat(of.verifyTarget(new Proposal(standby, 1, NOW, VALID), seen, NOW)).isEqualTo(new Accepted(1));
        assertThat(of.verifyTarget(new Proposal(standby, 0.5, NOW, VALID), seen, NOW)).isInstanceOfSatisfying(
                Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(Reason.NO_SUCH_STATE));
    }

    @Test
    void aBusyNodeIsNamedWithWhatItHas() {
        plant.accept(new Frame("boot", 9_999_999, NOW, Map.of(EdgeSite.REST, 2.0, PointId.of(EdgeSite.NODE,
                Quantity.GPUS_ALLOCATED), 3.0), Map.of()));
        assertThat(((Rejected) verify(EdgeSite.REST, 0)).text()).contains("GPUs in use there are 3.0");
    }

    private Verdict verify(PointId point, double value) {
        return verifier.verify(new Proposal(point, value, NOW, VALID), plant, NOW);
    }

    private Reason reason(PointId point, double value) {
        return ((Rejected) verify(point, value)).reason();
    }
}
