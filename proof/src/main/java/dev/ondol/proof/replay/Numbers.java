package dev.ondol.proof.replay;

import java.nio.charset.StandardCharsets;

/// Decimal numbers from bytes, as short ones of a recording are: exact where at most 15 digits and a power of ten up to 22 meet,
/// else left to the library.
final class Numbers {
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
            1e14,
            1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    private static final int EXACT_DIGITS = 15;

    private Numbers() {}

    /// NaN where it is none.
    static double read(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        i += negative ? 1 : 0;
        long digits = 0;
        int count = 0;
        int fraction = 0;
        boolean point = false;
        for (; i < to; i++) {
            byte b = bytes[i];
            if (b >= '0' && b <= '9') {
                digits = 10 * digits + b - '0';
                count++;
                fraction += point ? 1 : 0;
            } else if (b == '.' && !point) {
                point = true;
            } else {
                return slowly(bytes, from, to);
            }
        }
        if (count == 0 || count > EXACT_DIGITS) {
            return slowly(bytes, from, to);
        }
        double value = digits / POWERS[fraction];
        return negative ? -value : value;
    }

    private static double slowly(byte[] bytes, int from, int to) {
        try {
            return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.UTF_8).strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
