package dev.ondol.simulator.fault;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Something that is broken for a while.
///
/// @param kind      what it is
/// @param equipment a unit (`chiller-02`, `crah-h3-07`, `chilled-pump-01`, `ups-a-07`), a bank of units (`crah-h3`, `tower`) or a loop (`chilled-water`), for
///                  faults of equipment
/// @param point     `equipment/quantity`, for faults of sensors
/// @param from      begin, site-local, `2022-07-01T12:00`
/// @param minutes   how long it lasts, above 0
/// @param value     how bad it is, see [Kind]
public record Fault(Kind kind, Optional<String> equipment, Optional<String> point, String from, double minutes,
        Optional<Double> value) {
    /// What can break, what it concerns and what its value means.
    public enum Kind {
        /// A unit stops: a chiller, tower cell, dry cooler, air handler, coolant unit, pump or module of a supply.
        UNIT_TRIP(Concerns.UNIT, "", 0, 0),
        /// A bank of units loses part of its heat transfer: percent lost.
        FOULING(Concerns.BANK, "percent of heat transfer lost", 0, 90),
        /// The water valves of a bank stay where they are: percent open.
        STUCK_VALVE(Concerns.BANK, "percent open", 0, 100),
        /// A closed loop loses water: L/s.
        LEAK(Concerns.LOOP, "L/s", 0, 100),
        /// The grid dips: compressors and the fans outdoors stop until they may restart. Supplies carry all else.
        UTILITY_DIP(Concerns.SITE, "", 0, 0),
        /// No reading leaves the site, and nothing reaches it: behind a gateway the plant falls back to its local rules.
        NETWORK_LOSS(Concerns.SITE, "", 0, 0),
        /// A sensor shows noise on top of the truth: standard deviation in the unit of the point.
        SENSOR_NOISE(Concerns.POINT, "standard deviation", 0, 1000),
        /// A sensor shows too much or too little: difference in the unit of the point.
        SENSOR_BIAS(Concerns.POINT, "difference", -1000, 1000),
        /// A sensor goes on showing its last value.
        SENSOR_FREEZE(Concerns.POINT, "", 0, 0),
        /// A sensor shows nothing; controllers keep its last value.
        SENSOR_DROPOUT(Concerns.POINT, "", 0, 0),
        /// A sensor shows what was: seconds ago.
        SENSOR_DELAY(Concerns.POINT, "seconds", 1, 3600);

        private final Concerns concerns;
        private final String meaning;
        private final double low;
        private final double high;

        Kind(Concerns concerns, String meaning, double low, double high) {
            this.concerns = concerns;
            this.meaning = meaning;
            this.low = low;
            this.high = high;
        }

        Concerns concerns() {
            return concerns;
        }
    }

    /// What a kind of fault concerns.
    enum Concerns {
        UNIT, BANK, LOOP, SITE, POINT
    }

    public Fault {
        boolean sensor = kind.concerns == Concerns.POINT;
        boolean equipped = kind.concerns != Concerns.SITE && !sensor;
        require(kind, "a point", sensor, point.isPresent());
        require(kind, "equipment", equipped, equipment.isPresent());
        require(kind, "a value (%s)".formatted(kind.meaning), !kind.meaning.isEmpty(), value.isPresent());
        if (value.isPresent() && !(value.get() >= kind.low && value.get() <= kind.high)) {
            throw new IllegalArgumentException("The value (%s) of %s must be %s to %s: %s.".formatted(value.get(), kind,
                    kind.low, kind.high, kind.meaning));
        }
        if (!(minutes > 0)) {
            throw new IllegalArgumentException("The minutes (%s) must be above 0.".formatted(minutes));
        }
        try {
            LocalDateTime.parse(from);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("The begin (%s) must look like 2022-07-01T12:00.".formatted(from), e);
        }
    }

    private static void require(Kind kind, String what, boolean needed, boolean there) {
        if (needed != there) {
            throw new IllegalArgumentException("%s must %s %s.".formatted(kind, needed ? "have" : "not have", what));
        }
    }

    /// Begin in plant time, milliseconds since 1970-01-01T00:00Z.
    long fromMillis(ZoneId zone) {
        return LocalDateTime.parse(from).atZone(zone).toInstant().toEpochMilli();
    }

    /// End in plant time, exclusive.
    long toMillis(ZoneId zone) {
        return fromMillis(zone) + Math.round(minutes * 60_000);
    }

    /// What it concerns, for people: a unit, a point, or the site.
    public String where() {
        return equipment.or(() -> point).orElse("site");
    }

    /// How bad it is; 0 where its kind has no value.
    double severity() {
        return value.orElse(0.0);
    }
}
