package dev.ondol.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.Fault.Kind;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final LocalDateTime BEGIN = LocalDateTime.of(2022, 1, 1, 0, 0);

    @Test
    void a_schedule_is_read_from_yaml() throws InvalidConfiguration {
        FaultPlan plan = FaultPlan.read("faults.yaml",
                """
                        faults:
                          - kind: UNIT_TRIP
                            equipment: chiller-02
                            from: 2022-07-01T12:00
                            minutes: 90
                          - {kind: SENSOR_BIAS, point: hall-h3/supply-air-temperature, from: "2022-07-02T00:00", minutes: 60, value: -1.5}
                        """);
        assertThat(plan.faults()).extracting(Fault::kind).containsExactly(Kind.UNIT_TRIP, Kind.SENSOR_BIAS);
        assertThat(plan.faults().get(1).severity()).isEqualTo(-1.5);
    }

    @Test
    void every_mistake_is_named_with_its_line() {
        assertThatThrownBy(() -> FaultPlan.read("faults.yaml", """
                faults:
                  - {kind: EXPLOSION, from: 2022-07-01T12:00, minutes: 90}
                  - {kind: UNIT_TRIP, from: 2022-07-01T12:00, minutes: 90}
                  - {kind: FOULING, equipment: tower, from: 2022-07-01T12:00, minutes: 90, value: 95}
                  - {kind: LEAK, equipment: chilled-water, from: noon, minutes: 90, value: 1}
                  - {kind: UTILITY_DIP, from: 2022-07-01T12:00, minutes: 0, colour: red}
                """)).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("line 2")
                .hasMessageContaining("UNIT_TRIP")
                .hasMessageContaining("line 3: faults[1]: UNIT_TRIP must have equipment")
                .hasMessageContaining("line 4: faults[2]: The value (95.0) of FOULING must be 0.0 to 90.0")
                .hasMessageContaining("line 5: faults[3]: The begin (noon) must look like")
                .hasMessageContaining("line 6: faults[4].colour: Unknown key");
    }

    @Test
    void chance_is_the_same_for_a_seed_and_brings_every_kind_within_a_year() throws UnusableWeather {
        for (String id : SiteReader.builtIn()) {
            Facility facility = facility(id);
            FaultPlan plan = RandomFaults.of(facility, BEGIN, 365, 11);
            assertThat(RandomFaults.of(facility, BEGIN, 365, 11)).isEqualTo(plan);
            assertThat(RandomFaults.of(facility, BEGIN, 365, 12)).isNotEqualTo(plan);
            assertThat(plan.faults().stream().map(Fault::kind).collect(Collectors.toSet()))
                    .as(id).isEqualTo(Set.of(Kind.values()));
            assertThat(new FaultsInForce(plan, facility, 1).inForce()).isEmpty(); // all of them fit
        }
    }

    @Test
    void a_month_in_which_things_break_loses_no_heat() throws UnusableWeather {
        Facility facility = facility("kr-hn1");
        LocalDateTime begin = LocalDateTime.ofInstant(Instant.ofEpochMilli(facility.time()),
                facility.site().location().zone());
        FaultsInForce faults = new FaultsInForce(RandomFaults.of(facility, begin, 30, 4), facility, 4);
        int broken = 0;
        for (int i = 0; i < 30 * 24 * 60; i++) {
            faults.advance();
            facility.step(60);
            broken += faults.inForce().isEmpty() ? 0 : 1;
        }
        assertThat(broken).isGreaterThan(10_000);
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-6);
        assertThat(facility.energy().facilityKwh()).isFinite();
    }

    private static Facility facility(String id) throws UnusableWeather {
        Site site = SiteReader.builtIn(id).orElseThrow();
        Weather weather = WeatherFiles.open("seoul", site.location(), 1);
        return new Facility(site, new GoodPracticeControl(), weather, weather.firstMillis(), 1);
    }
}
