package dev.ondol.proof.replay;

/// A series as a plant follows it in time: on a straight line between two readings, or as steps where values are whole numbers.
/// Before the first reading and after the last it stays. For one run: it remembers where it is.
final class Track {
    private final Series series;
    private final boolean steps;
    private int at;

    Track(Series series, boolean steps) {
        this.series = series;
        this.steps = steps;
    }

    double at(long time) {
        if (series.time(at) > time) {
            at = Math.max(0, series.before(time));
        }
        while (at + 1 < series.size() && series.time(at + 1) <= time) {
            at++;
        }
        double value = series.value(at);
        if (steps || at + 1 == series.size() || series.time(at) >= time) {
            return value;
        }
        double share = (double) (time - series.time(at)) / (series.time(at + 1) - series.time(at));
        return value + share * (series.value(at + 1) - value);
    }
}
