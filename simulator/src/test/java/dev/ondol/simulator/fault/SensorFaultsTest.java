package dev.ondol.simulator.fault;

import static dev.ondol.simulator.fault.FaultRig.read;
import static dev.ondol.simulator.fault.FaultRig.sensor;
import static dev.ondol.simulator.fault.FaultRig.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.point.PointId;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.Fault.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Sensors that lie, and a network that is lost: the plant goes by what they show.
class SensorFaultsTest {
    private final FaultRig rig = new FaultRig();
    private final Facility sound = rig.sound;
    private final Facility broken = rig.broken;

    @Test
    void a_lost_network_leaves_no_reading_but_the_plant_runs_on() {
        rig.run(30, site(Kind.NETWORK_LOSS, 60));
        assertThat(broken.points()).allSatisfy(point -> assertThat(broken.reading(point)).isNaN());
        assertThat(broken.energy().facilityKwh()).isEqualTo(sound.energy().facilityKwh());
    }

    @Test
    void a_biased_sensor_shows_the_set_point_while_the_air_is_colder() {
        String point = "hall-h3/supply-air-temperature";
        rig.run(60, sensor(Kind.SENSOR_BIAS, point, 120, Optional.of(2.0)));
        assertThat(read(broken, point) - broken.truth(PointId.of(point))).isCloseTo(2, within(1e-9));
        double setpoint = broken.setpoint(PointId.of("hall-h3/supply-air-temperature-setpoint"));
        assertThat(read(broken, point)).isCloseTo(setpoint, within(0.3));
    }

    @Test
    void a_rack_sensor_that_shows_too_much_makes_its_hall_colder() {
        rig.run(120,
                sensor(Kind.SENSOR_BIAS, broken.it().rackName(60) + "/inlet-air-temperature", 200, Optional.of(5.0)));
        assertThat(read(broken, "hall-h3/supply-air-temperature"))
                .isLessThan(read(sound, "hall-h3/supply-air-temperature") - 0.5);
    }

    @Test
    void noise_has_the_deviation_asked_for_and_is_the_same_at_every_look() {
        String point = "weather-station/dry-bulb-temperature";
        FaultsInForce inForce = rig.run(1, sensor(Kind.SENSOR_NOISE, point, 5000, Optional.of(0.4)));
        double sum = 0;
        double squares = 0;
        int looks = 2000;
        for (int i = 0; i < looks; i++) {
            inForce.advance();
            broken.step(60);
            double error = read(broken, point) - broken.truth(PointId.of(point));
            assertThat(read(broken, point) - broken.truth(PointId.of(point))).isEqualTo(error);
            sum += error;
            squares += error * error;
        }
        assertThat(sum / looks).isCloseTo(0, within(0.04));
        assertThat(Math.sqrt(squares / looks)).isCloseTo(0.4, within(0.04));
    }

    @Test
    void frozen_missing_and_delayed_sensors_show_the_past_or_nothing() {
        String frozen = "it-h1/active-power";
        String missing = "meter-it/active-power";
        String delayed = "meter-facility/active-energy";
        FaultsInForce inForce = rig.run(1, sensor(Kind.SENSOR_FREEZE, frozen, 600, Optional.empty()),
                sensor(Kind.SENSOR_DROPOUT, missing, 600, Optional.empty()),
                sensor(Kind.SENSOR_DELAY, delayed, 600, Optional.of(300.0)));
        double first = read(broken, frozen);
        double[] truth = new double[60];
        for (int i = 0; i < truth.length; i++) {
            broken.it().powerCap(i, 50);
            inForce.advance();
            truth[i] = broken.truth(PointId.of(delayed)); // of the instant before the step
            broken.step(60);
        }
        assertThat(read(broken, frozen)).isEqualTo(first);
        assertThat(broken.truth(PointId.of(frozen))).isNotEqualTo(first);
        assertThat(read(broken, missing)).isNaN();
        inForce.advance();
        assertThat(read(broken, delayed)).isEqualTo(truth[truth.length - 5]);
    }
}
