package dev.ondol.proof.replay;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Times of rows: ISO 8601 with an offset or `Z`, or without one as a clock on the wall of the site shows it. Many rows in turn
/// have the same time, so the last one is remembered by its letters.
final class RowTimes {
    static final long UNREADABLE = Long.MIN_VALUE;
    /// A wall clock never showed this: it was put forward over it.
    static final long NEVER = Long.MIN_VALUE + 1;

    private final ZoneId zone;
    private byte[] known = new byte[0];
    private long knownMillis = UNREADABLE;
    private long laterMillis;
    private boolean ambiguous;

    RowTimes(ZoneId zone) {
        this.zone = zone;
    }

    /// Plant milliseconds of the text; of two possible ones the earlier, see [#later].
    long millis(byte[] bytes, int from, int to) {
        if (!Arrays.equals(known, 0, known.length, bytes, from, to)) {
            known = Arrays.copyOfRange(bytes, from, to);
            ambiguous = false;
            knownMillis = to - from == 20 && bytes[to - 1] == 'Z' ? utc(bytes, from) : UNREADABLE;
            if (knownMillis == UNREADABLE) {
                knownMillis = parsed(new String(known, java.nio.charset.StandardCharsets.UTF_8).strip());
            }
        }
        return knownMillis;
    }

    /// Whether the text of [#millis] was shown twice: the clock was put back over it.
    boolean ambiguous() {
        return ambiguous;
    }

    /// The later of the two times that a clock showed it.
    long later() {
        return laterMillis;
    }

    /// `2022-07-01T12:00:00Z` without a library: the hot case.
    private static long utc(byte[] b, int i) {
        if (b[i + 4] != '-' || b[i + 7] != '-' || b[i + 10] != 'T' || b[i + 13] != ':' || b[i + 16] != ':') {
            return UNREADABLE;
        }
        int year = number(b, i, 4);
        int month = number(b, i + 5, 2);
        int day = number(b, i + 8, 2);
        int hour = number(b, i + 11, 2);
        int minute = number(b, i + 14, 2);
        int second = number(b, i + 17, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 || minute < 0
                || minute > 59 || second < 0 || second > 59) {
            return UNREADABLE;
        }
        try {
            return 1000 * LocalDateTime.of(year, month, day, hour, minute, second).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return UNREADABLE;
        }
    }

    private static int number(byte[] b, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            if (b[i] < '0' || b[i] > '9') {
                return -1;
            }
            value = 10 * value + b[i] - '0';
        }
        return value;
    }

    private long parsed(String text) {
        String iso = text.replace(' ', 'T');
        try {
            int sign = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
            return iso.endsWith("Z") || sign > 10
                    ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
                    : onTheWall(LocalDateTime.parse(iso));
        } catch (DateTimeException e) {
            return UNREADABLE;
        }
    }

    private long onTheWall(LocalDateTime local) {
        @Nullable
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return local.atZone(zone).toInstant().toEpochMilli();
        }
        if (change.isGap()) {
            return NEVER;
        }
        ambiguous = true;
        laterMillis = local.toInstant(change.getOffsetAfter()).toEpochMilli();
        return local.toInstant(change.getOffsetBefore()).toEpochMilli();
    }
}
