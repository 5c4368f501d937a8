package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.controllers.verify.Trajectory.Memory;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything that the verifier looked at when it judged one proposal, so that it can judge it again years later: the
/// readings that it asked for and the trajectory of the set-point. What several proposals of a cycle share (the nodes that stay awake)
/// is not among it.
///
/// @param proposal   what was judged
/// @param now        plant time in milliseconds
/// @param readings   that were asked for; those that had none are left out
/// @param trajectory of the set-point; empty where it has none
/// @param verdict    code of the answer, `accepted` or that of a [Verdict.Reason]
public record Evidence(Proposal proposal, long now, Map<PointId, Reading> readings, Optional<Memory> trajectory,
        String verdict) {
    static final String ACCEPTED = "accepted";

    /// Judges a proposal and notes what it takes.
    public static Evidence of(Verifier verifier, Proposal proposal, Observations plant, long now) {
        Optional<Memory> memory = plant.trajectory(proposal.point()).map(Trajectory::memory);
        String[] code = new String[1];
        Map<PointId, Optional<Reading>> asked = plant.readings()
                .askedBy(() -> code[0] = code(verifier.verify(proposal, plant, now)));
        Map<PointId, Reading> known = new LinkedHashMap<>();
        asked.forEach((point, reading) -> reading.ifPresent(value -> known.put(point, value)));
        return new Evidence(proposal, now, known, memory, code[0]);
    }

    private static String code(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> ACCEPTED;
            case Verdict.Rejected rejected -> rejected.reason().code();
        };
    }

    /// Judges the same again, by the verifier of today.
    ///
    /// @return code of the answer
    public String replay(Site site, PointCatalog catalog) {
        Observations plant = new Observations(catalog);
        readings.forEach((point, reading) -> plant.readings().restore(point, reading));
        plant.trajectory(proposal.point()).ifPresent(fresh -> trajectory.ifPresent(fresh::restore));
        return code(new Verifier(site, catalog).verify(proposal, plant, now));
    }

    /// In the words of the audit log.
    public Map<String, Object> told() {
        Map<String, Object> points = new LinkedHashMap<>();
        readings.forEach((point, reading) -> points.put(point.toString(), List.of(reading.time(), reading.value())));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("point", proposal.point().toString());
        told.put("value", proposal.value());
        told.put("plannedAt", proposal.plannedAt());
        told.put("validUntil", proposal.validUntil());
        told.put("now", now);
        told.put("verdict", verdict);
        told.put("readings", points);
        trajectory.ifPresent(memory -> told.put("trajectory", told(memory)));
        return told;
    }

    private static Map<String, Object> told(Memory memory) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("moments", memory.moments());
        if (!Double.isNaN(memory.value())) {
            told.put("value", memory.value());
        }
        told.put("past", memory.past());
        told.put("issued", memory.issued());
        told.put("earlier", memory.earlier());
        told.put("courses", memory.courses());
        return told;
    }

    /// Reads back what [#told] has said.
    ///
    /// @throws IllegalArgumentException if it is something else
    public static Evidence read(Map<String, ?> told) {
        Proposal proposal = new Proposal(PointId.of(String.valueOf(told.get("point"))), real(told.get("value")),
                whole(told.get("plannedAt")), whole(told.get("validUntil")));
        Map<PointId, Reading> readings = new LinkedHashMap<>();
        map(told.get("readings")).forEach((point, pair) -> {
            List<?> timeAndValue = list(pair);
            readings.put(PointId.of(String.valueOf(point)), new Reading(whole(timeAndValue.get(0)), real(timeAndValue
                    .get(1))));
        });
        Optional<Memory> trajectory = told.get("trajectory") instanceof Map<?, ?> memory
                ? Optional.of(memory(memory))
                : Optional.empty();
        return new Evidence(proposal, whole(told.get("now")), readings, trajectory, String.valueOf(told.get(
                "verdict")));
    }

    private static Memory memory(Map<?, ?> told) {
        return new Memory(wholes(told.get("moments")), told.get("value") instanceof Number value
                ? value.doubleValue()
                : Double.NaN, reals(told.get("past")), reals(told.get("issued")), known(told.get("earlier")),
                known(told.get(
                        "courses")));
    }

    private static List<Long> wholes(@Nullable Object told) {
        List<Long> numbers = new ArrayList<>();
        list(told).forEach(number -> numbers.add(whole(number)));
        return numbers;
    }

    /// What older entries do not tell.
    private static List<Double> known(@Nullable Object told) {
        return told == null ? List.of() : reals(told);
    }

    private static List<Double> reals(@Nullable Object told) {
        List<Double> numbers = new ArrayList<>();
        list(told).forEach(number -> numbers.add(real(number)));
        return numbers;
    }

    private static List<?> list(@Nullable Object told) {
        if (told instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("The evidence (%s) must be a list.".formatted(told));
    }

    private static Map<?, ?> map(@Nullable Object told) {
        if (told instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("The evidence (%s) must be a map.".formatted(told));
    }

    private static long whole(@Nullable Object told) {
        if (told instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("The evidence (%s) must be a number.".formatted(told));
    }

    private static double real(@Nullable Object told) {
        if (told instanceof Number number) {
            return number.doubleValue();
        }
        if (told instanceof String text && text.matches("NaN|-?Infinity")) {
            return Double.parseDouble(text);
        }
        throw new IllegalArgumentException("The evidence (%s) must be a number.".formatted(told));
    }
}
