package dev.ondol.proof.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.point.PointId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurveyTest {
    private static final PointId FAN = PointId.of("crah-h1-01/fan-speed");
    private static final PointId VALVE = PointId.of("crah-h1-01/valve-position");
    private static final PointId POWER = PointId.of("crah-h1-01/active-power");

    private double fan = 60;
    private double valve = Double.NaN;
    private final Survey survey = new Survey(List.of(POWER, VALVE, FAN), point -> point.equals(POWER)
            ? () -> 4.5
            : point.equals(FAN) ? () -> fan : () -> valve);

    @Test
    void aPointThatShowsNothingIsAbsentAndTheOthersKeepTheirOrder() {
        assertThat(survey.now(value -> value)).containsExactly(Map.entry(POWER, 4.5), Map.entry(FAN, 60.0));
        Map<PointId, Double> walked = new LinkedHashMap<>();
        survey.now(value -> value).forEach(walked::put);
        assertThat(walked).containsExactly(Map.entry(POWER, 4.5), Map.entry(FAN, 60.0));
    }

    @Test
    void itShowsWhatIsThereWhenItIsAskedAndWhatWasReadStays() {
        Map<PointId, Double> before = survey.now(Math::rint);
        fan = 71.6;
        valve = 0.2;
        assertThat(survey.now(Math::rint)).containsExactly(Map.entry(POWER, 4.0), Map.entry(VALVE, 0.0), Map.entry(FAN,
                72.0));
        assertThat(before).containsExactly(Map.entry(POWER, 4.0), Map.entry(FAN, 60.0));
    }
}
