package dev.ondol.proof.replay;

import dev.ondol.facility.point.PointId;

/// A stretch in which a point has no reading: after the first instant, before the second, plant milliseconds.
record Gap(PointId point, long from, long to) {
    boolean overlaps(long start, long end) {
        return from < end && to > start;
    }
}
