package dev.ondol.proof.measure;

import dev.ondol.proof.measure.ScheduledDay.Use;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/// A schedule that changes between Ondol and the operation before it by chance, so that weather, load and whatever else drifts
/// fall on both alike. Blocks of two weeks: the first is cut into runs of days that alternate, the lot says who begins and how
/// the runs are cut, and the second week mirrors the first. So each weekday of a block is once each arm's.
///
/// @param days in order, none twice
public record Switchback(List<ScheduledDay> days) {
    private static final int WEEK = 7;
    private static final String HEAD = "day,arm,use";

    public Switchback {
        days = List.copyOf(days);
    }

    /// Draws a schedule.
    ///
    /// @param weeks   even, from 2 on
    /// @param run     least days between two switches, 1 to 7
    /// @param washout days that do not count after each switch, and at the start; fewer than run
    /// @param seed    of the lot
    /// @throws IllegalArgumentException if one of them is not so
    public static Switchback plan(LocalDate from, int weeks, int run, int washout, long seed) {
        if (weeks < 2 || weeks % 2 != 0 || weeks > 104) {
            throw new IllegalArgumentException(
                    "The weeks (%d) must be even and 2 to 104: a block has two.".formatted(weeks));
        }
        if (run < 1 || run > WEEK) {
            throw new IllegalArgumentException("The run (%d) must be 1 to 7 days.".formatted(run));
        }
        if (washout < 0 || washout >= run) {
            throw new IllegalArgumentException(
                    "The washout (%d days) must be shorter than a run (%d days), or nothing is left to measure."
                            .formatted(washout, run));
        }
        SplittableRandom lot = new SplittableRandom(seed);
        List<Arm> arms = new ArrayList<>();
        for (int block = 0; block < weeks / 2; block++) {
            List<Arm> week = week(lot, run);
            arms.addAll(week);
            week.forEach(arm -> arms.add(arm.other()));
        }
        List<ScheduledDay> days = new ArrayList<>();
        int since = 0;
        for (int i = 0; i < arms.size(); i++) {
            since = i > 0 && arms.get(i) == arms.get(i - 1) ? since + 1 : 0;
            days.add(new ScheduledDay(from.plusDays(i), arms.get(i), since < washout ? Use.WASHOUT : Use.MEASURE));
        }
        return new Switchback(days);
    }

    private static List<Arm> week(SplittableRandom lot, int run) {
        int runs = WEEK / run;
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            lengths.add(WEEK / runs + (i < WEEK % runs ? 1 : 0));
        }
        Collections.shuffle(lengths, lot);
        Arm arm = lot.nextBoolean() ? Arm.ONDOL : Arm.BASELINE;
        List<Arm> week = new ArrayList<>();
        for (int length : lengths) {
            week.addAll(Collections.nCopies(length, arm));
            arm = arm.other();
        }
        return week;
    }

    /// Reads a schedule as [#csv] writes it and people change it.
    public static Switchback read(List<String> lines) throws UnusableSchedule {
        List<ScheduledDay> days = new ArrayList<>();
        boolean headed = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("\uFEFF", "").strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (!headed) {
                if (!line.equals(HEAD)) {
                    throw new UnusableSchedule("Line %d (%s) must be %s. Make a schedule with: ./ondol mv plan"
                            .formatted(i + 1, line, HEAD));
                }
                headed = true;
                continue;
            }
            ScheduledDay day = day(line, i + 1);
            if (!days.isEmpty() && !day.day().isAfter(days.getLast().day())) {
                throw new UnusableSchedule("Line %d: %s must come after %s; put the days in order, each once."
                        .formatted(i + 1, day.day(), days.getLast().day()));
            }
            days.add(day);
        }
        if (days.isEmpty()) {
            throw new UnusableSchedule("It has no days. Make a schedule with: ./ondol mv plan");
        }
        return new Switchback(days);
    }

    private static ScheduledDay day(String line, int number) throws UnusableSchedule {
        String[] fields = line.split(",", -1);
        try {
            if (fields.length == 3) {
                return new ScheduledDay(LocalDate.parse(fields[0].strip()), Arm.find(fields[1].strip()).orElseThrow(),
                        Use.find(fields[2].strip()).orElseThrow());
            }
        } catch (DateTimeException | java.util.NoSuchElementException e) {
            // told below, with the line
        }
        throw new UnusableSchedule(
                "Line %d (%s) must look like 2026-12-01,ondol,measure: the arm ondol or baseline, the use measure, washout or excluded."
                        .formatted(number, line));
    }

    /// As a file, remarks first.
    ///
    /// @param remark what it was made from
    public String csv(String remark) {
        StringBuilder text = new StringBuilder("# ").append(remark).append('\n').append(HEAD).append('\n');
        days.forEach(day -> text.append(day.day()).append(',').append(day.arm().id()).append(',').append(day.use().id())
                .append('\n'));
        return text.toString();
    }

    public LocalDate first() {
        return days.getFirst().day();
    }

    public LocalDate last() {
        return days.getLast().day();
    }

    /// The run that each day belongs to, from 0: consecutive days of one arm.
    public List<Integer> runs() {
        List<Integer> runs = new ArrayList<>();
        int run = 0;
        for (int i = 0; i < days.size(); i++) {
            ScheduledDay day = days.get(i);
            run += i > 0 && (day.arm() != days.get(i - 1).arm()
                    || !day.day().equals(days.get(i - 1).day().plusDays(1))) ? 1 : 0;
            runs.add(run);
        }
        return runs;
    }
}
