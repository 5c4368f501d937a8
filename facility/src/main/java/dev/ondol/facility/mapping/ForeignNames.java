package dev.ondol.facility.mapping;

/// The form of names that others give their points: 1 to 200 characters of any script, no control characters, no halves of
/// characters.
public final class ForeignNames {
    private static final int LONGEST = 200;

    private ForeignNames() {}

    public static boolean isLegal(String name) {
        if (name.isBlank() || name.length() > LONGEST) {
            return false;
        }
        return name.codePoints()
                .noneMatch(
                        c -> Character.isISOControl(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
