package dev.ondol.fleet.desk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Name of a placement in the fleet: the site, a dot, and the site's own name of it. Whoever has it knows where to ask, whatever else
/// is forgotten.
///
/// @param site name of the site
/// @param own  the site's name of the placement
record FleetId(String site, String own) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,63})\\.([A-Za-z0-9_-]{1,200})");

    static FleetId of(String text) throws Refused {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new Refused(Problem.unknown(text));
        }
        return new FleetId(form.group(1), form.group(2));
    }

    String text() {
        return site + "." + own;
    }
}
