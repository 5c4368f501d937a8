package dev.ondol.controllers.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.alarm.Definitions;
import dev.ondol.controllers.alarm.Sign;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlantSignsTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final long NOON = 1_767_236_400_000L;
    private final PlantSigns signs = new PlantSigns(SITE, PointCatalog.of(SITE), Definitions.shipped());
    private long seq;

    private List<String> standingStill(double... percent) {
        Map<PointId, Double> speeds = new HashMap<>();
        for (int unit = 1; unit <= percent.length; unit++) {
            speeds.put(PointId.of("cdu-h1-0%d/pump-speed".formatted(unit)), percent[unit - 1]);
        }
        signs.accept("liquid-h1", new Frame("boot", ++seq, NOON, speeds, Map.of()));
        return signs.look(NOON).stream().filter(sign -> sign.definition().equals("unit-tripped") && sign.present()
                && sign.source().startsWith("cdu-h1")).map(Sign::source).sorted().toList();
    }

    @Test
    void aSpareCoolantUnitThatStandsStillIsNoAlarm() {
        assertThat(SITE.halls().getFirst().cdu().orElseThrow().redundant()).isEqualTo(1);
        assertThat(standingStill(90, 90, 90, 0)).isEmpty();
        assertThat(standingStill(0, 90, 90, 90)).isEmpty();
    }

    @Test
    void oneCoolantUnitFewerThanTheDutyIsAnAlarm() {
        assertThat(standingStill(90, 90, 0, 0)).containsExactly("cdu-h1-03", "cdu-h1-04");
    }

    @Test
    void aBankThatIsSwitchedOffAsAWholeIsNoTrip() {
        assertThat(standingStill(0, 0, 0, 0)).isEmpty();
    }
}
