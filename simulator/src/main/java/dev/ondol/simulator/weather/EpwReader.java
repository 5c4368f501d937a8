package dev.ondol.simulator.weather;

import dev.ondol.facility.air.MoistAir;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;

/// Reads EnergyPlus weather (EPW) as a typical year: 8 lines of header, then one line an hour, hour 1 to 24 of local
/// standard time. Temperatures, humidity, wind and pressure hold at the end of the line's hour; radiation is the sum
/// over it, and split into direct and diffuse where the file has only the global one. Lines of February 29 are left out. The hours count as local hours of the site, so that noon stays noon when
/// a site tries another climate.
final class EpwReader {
    private static final int HEADER_LINES = 8;
    private static final int FIELDS = 22;
    /// A dew point at a relative humidity does not depend on the pressure.
    private static final double STANDARD_PA = 101_325;

    private final String file;

    private EpwReader(String file) {
        this.file = file;
    }

    static Weather read(String file, List<String> lines, ZoneOffset offset) throws UnusableWeather {
        return new EpwReader(file).read(lines, offset);
    }

    private Weather read(List<String> lines, ZoneOffset offset) throws UnusableWeather {
        if (lines.isEmpty() || !lines.getFirst().startsWith("LOCATION,")) {
            throw problem(1, "an EPW file begins with LOCATION; is it another format?");
        }
        String[] location = lines.getFirst().split(",", -1);
        double altitudeM = number(location, 9, 1, "elevation", -1_000, 9_000);
        Sun sun = sun(location, altitudeM, offset);
        HourlyColumns columns = new HourlyColumns(HourlyWeather.TYPICAL_HOURS);
        int year = 0;
        int hour = 0;
        for (int i = HEADER_LINES; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] fields = lines.get(i).split(",", -1);
            int line = i + 1;
            if (fields.length < FIELDS) {
                throw problem(line, "%d fields where EPW has 35; is the file cut off?".formatted(fields.length));
            }
            if (month(fields, line) == 2 && (int) number(fields, 2, line, "day", 1, 31) == 29) {
                continue;
            }
            if (hour == HourlyWeather.TYPICAL_HOURS) {
                throw problem(line, "more than 8760 hours; give one typical year with one record an hour.");
            }
            requireHour(fields, line, hour);
            year = year == 0 ? (int) number(fields, 0, line, "year", 1800, 2200) : year;
            hour(columns, fields, line, hour, altitudeM);
            hour++;
        }
        if (hour != HourlyWeather.TYPICAL_HOURS) {
            throw problem(lines.size(), "%d hours where a year has 8760; get the whole file.".formatted(hour));
        }
        return HourlyWeather.typicalYear(file, Year.isLeap(year) ? year - 1 : year, offset, sun, columns);
    }

    /// The sun of the file's place, turned so that the file's local hours are those of the site.
    private Sun sun(String[] location, double altitudeM, ZoneOffset offset) throws UnusableWeather {
        double latitude = number(location, 6, 1, "latitude", -90, 90);
        double longitude = number(location, 7, 1, "longitude", -180, 180);
        double zoneHours = number(location, 8, 1, "time zone", -12, 14);
        return new Sun(latitude, longitude - 15 * zoneHours + offset.getTotalSeconds() / 240.0, altitudeM);
    }

    /// One line; its values hold at the end of hour `hour` (counted from 0), that is at the beginning of the next.
    private void hour(HourlyColumns columns, String[] fields, int line, int hour, double altitudeM)
            throws UnusableWeather {
        int at = (hour + 1) % HourlyWeather.TYPICAL_HOURS;
        double dryBulbC = number(fields, 6, line, "dry-bulb temperature", -70, 70);
        columns.dryBulbC[at] = dryBulbC;
        boolean hasDewPoint = !missing(fields[7], 99);
        boolean hasHumidity = !missing(fields[8], 999);
        if (!hasDewPoint && !hasHumidity) {
            throw problem(line, "neither dew point nor relative humidity; fill the gap or take another file.");
        }
        double humidity = hasHumidity ? number(fields, 8, line, "relative humidity", 0, 110) / 100 : 0;
        double dewPointC = hasDewPoint
                ? number(fields, 7, line, "dew point", -90, 70)
                : MoistAir.dewPointOf(dryBulbC, Math.max(0.001, humidity), STANDARD_PA);
        columns.dewPointC[at] = dewPointC;
        columns.relativeHumidity[at] = Math.min(1,
                hasHumidity
                        ? humidity
                        : MoistAir.saturationPressure(dewPointC) / MoistAir.saturationPressure(dryBulbC));
        columns.pressurePa[at] = missing(fields[9], 999_998)
                ? MoistAir.standardPressure(altitudeM)
                : number(fields, 9, line, "pressure", 31_000, 120_000);
        columns.windMS[at] = number(fields, 21, line, "wind speed", 0, 99);
        columns.globalWM2[hour] = number(fields, 13, line, "global horizontal radiation", 0, 9_998);
        if (!missing(fields[14], 9_998) && !missing(fields[15], 9_998)) {
            columns.directWM2[hour] = number(fields, 14, line, "direct normal radiation", 0, 9_998);
            columns.diffuseWM2[hour] = number(fields, 15, line, "diffuse horizontal radiation", 0, 9_998);
        }
    }

    private void requireHour(String[] fields, int line, int hour) throws UnusableWeather {
        LocalDate date = LocalDate.ofYearDay(TypicalYear.YEAR, hour / 24 + 1);
        int day = (int) number(fields, 2, line, "day", 1, 31);
        int ofDay = (int) number(fields, 3, line, "hour", 1, 24);
        if (month(fields, line) != date.getMonthValue() || day != date.getDayOfMonth() || ofDay != hour % 24 + 1) {
            throw problem(line,
                    "month %s, day %s, hour %s where %d, %d, %d is next; an hour is missing or stands twice."
                            .formatted(fields[1], fields[2], fields[3], date.getMonthValue(), date.getDayOfMonth(),
                                    hour % 24 + 1));
        }
    }

    private int month(String[] fields, int line) throws UnusableWeather {
        return (int) number(fields, 1, line, "month", 1, 12);
    }

    private double number(String[] fields, int index, int line, String what, double low, double high)
            throws UnusableWeather {
        String text = index < fields.length ? fields[index].strip() : "";
        try {
            double value = Double.parseDouble(text);
            if (value >= low && value <= high) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new UnusableWeather(file, "line " + line,
                    "the %s (%s) must be a number; mend the line.".formatted(what, text), e);
        }
        throw problem(line,
                "the %s (%s) must be %s to %s; fill the gap or take another file.".formatted(what, text, low,
                        high));
    }

    /// EPW marks a missing value by a number above all real ones.
    private static boolean missing(String text, double above) {
        try {
            return Double.parseDouble(text.strip()) > above;
        } catch (NumberFormatException e) {
            return text.isBlank();
        }
    }

    private UnusableWeather problem(int line, String remedy) {
        return new UnusableWeather(file, "line " + line, remedy);
    }
}
