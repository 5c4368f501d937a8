package dev.ondol.facility.site;

/// The form of all names: sites, sources, equipment and quantities match [a-z0-9-]+ and have 1 to 60 characters, so that
/// they can be levels of a topic.
public final class Names {
    private static final int LONGEST = 60;

    private Names() {}

    public static boolean isLegal(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }
}
