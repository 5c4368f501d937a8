package dev.ondol.facility.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a name of a point says: its words, abbreviations written out, and its numbers in order. `BLD1/H2-CRAH07.SAT` says
/// hall, crah, supply, air, temperature and 1, 2, 7.
///
/// @param words   as our own names have them
/// @param numbers in order
record NameWords(Set<String> words, List<Integer> numbers) {
    private static final Pattern PART = Pattern.compile("(?i:kwh?)(?![A-Za-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\\d{1,6}");
    /// How building automation abbreviates; several words stand for what is several words with us.
    private static final Map<String, String> WRITTEN_OUT = Map.ofEntries(e("sat", "supply air temperature"),
            e("rat", "return air temperature"), e("dat", "supply air temperature"), e("iat", "inlet air temperature"),
            e("sa", "supply air"), e("ra", "return air"), e("t", "temperature"), e("temp", "temperature"),
            e("tmp", "temperature"), e("sup", "supply"), e("supp", "supply"), e("lvg", "supply"),
            e("leaving", "supply"), e("discharge", "supply"), e("ret", "return"), e("rtn", "return"),
            e("entering", "return"), e("ent", "return"), e("chws", "chilled water supply temperature"),
            e("chwr", "chilled water return temperature"), e("chw", "chilled water"), e("cws",
                    "condenser water supply temperature"),
            e("cwr", "condenser water return temperature"), e("cdw", "condenser water"), e("cw", "condenser water"),
            e("fws", "facility water supply temperature"), e("fwr", "facility water return temperature"),
            e("fw", "facility water"), e("tcs", "technology loop"), e("sp", "setpoint"), e("stpt", "setpoint"),
            e("setpt", "setpoint"), e("dp", "differential pressure"), e("diff", "differential"), e("press", "pressure"),
            e("pwr", "active power"), e("power", "active power"), e("kw", "active power"), e("kwh", "active energy"),
            e("energy", "active energy"), e("spd", "speed"), e("vfd", "speed"), e("vlv", "valve position"),
            e("valve", "valve position"), e("pos", "position"), e("cmd", ""),
            e("oat", "dry bulb temperature weather station"),
            e("oa", "weather station"), e("wx", "weather station"), e("outdoor", "weather station"),
            e("outside", "weather station"), e("ambient", "weather station"),
            e("wb", "wet bulb temperature"), e("wbt", "wet bulb temperature"), e("db", "dry bulb"), e("dbt",
                    "dry bulb temperature"),
            e("rh", "relative humidity"), e("hum", "humidity"), e("airflow", "air flow"), e("flw", "flow"),
            e("flo", "flow"), e("ahu", "crah"),
            e("ct", "tower"), e("ch", "chiller"), e("chlr", "chiller"), e("clg", "cooling"), e("pmp", "pump"),
            e("chwp", "chilled pump"), e("cwp", "condenser pump"), e("fwp", "facility pump"), e("pchwp",
                    "chilled pump"),
            e("hx", "economizer"), e("wse", "economizer"), e("dc", "dry cooler"), e("mtr", "meter"),
            e("main", "facility"),
            e("incomer", "facility"), e("site", "facility"), e("total", "facility"), e("rk", "rack"), e("hl", "hall"),
            e("h", "hall"), e("dh", "hall"), e("room", "hall"), e("sts", "run status"), e("stat", "run status"),
            e("run", "run status"), e("status", "run status"), e("ld", "load ratio"), e("load", "load ratio"),
            e("inlet", "inlet air"), e("intake", "inlet air"), e("makeup", "makeup water volume"),
            e("th", "thermal"), e("heat", "thermal power"), e("wind", "wind speed"), e("volume", "volume"));

    private static Map.Entry<String, String> e(String abbreviation, String words) {
        return Map.entry(abbreviation, words);
    }

    static NameWords of(String name) {
        Set<String> words = new HashSet<>();
        List<Integer> numbers = new ArrayList<>();
        Matcher parts = PART.matcher(name);
        while (parts.find()) {
            String part = parts.group().toLowerCase(Locale.ROOT);
            if (Character.isDigit(part.charAt(0))) {
                numbers.add(Integer.valueOf(part));
            } else {
                for (String word : WRITTEN_OUT.getOrDefault(part, part).split(" ", -1)) {
                    if (!word.isEmpty()) {
                        words.add(word);
                    }
                }
            }
        }
        return new NameWords(words, numbers);
    }

    /// Whether these numbers are the last ones of the other name.
    boolean endsNumbersOf(NameWords other) {
        int from = other.numbers.size() - numbers.size();
        return from >= 0 && other.numbers.subList(from, other.numbers.size()).equals(numbers);
    }
}
