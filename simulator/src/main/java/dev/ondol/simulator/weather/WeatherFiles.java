package dev.ondol.simulator.weather;

import dev.ondol.facility.site.Location;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// Opens the weather that a person names: a built-in city or a file.
public final class WeatherFiles {
    private static final int YEAR_HOURS = 8_760;
    private static final long HOUR_MILLIS = 3_600_000L;

    private WeatherFiles() {}

    /// Names of the cities with a built-in typical year.
    public static List<String> builtIn() {
        return List.copyOf(MonthlyNormals.shipped().keySet());
    }

    /// Opens a typical year of a built-in city, an EPW file (`*.epw`) or an Open-Meteo archive (`*.json`).
    ///
    /// @param nameOrPath city or file
    /// @param site       typical years take its local standard time as theirs
    /// @param seed       of the generated year; files do not depend on it
    /// @throws UnusableWeather with the source, the place in it and the remedy
    public static Weather open(String nameOrPath, Location site, long seed) throws UnusableWeather {
        ZoneOffset offset = offset(site);
        MonthlyNormals normals = MonthlyNormals.shipped().get(nameOrPath);
        if (normals != null) {
            return TypicalYear.of(normals, offset, seed);
        }
        Path file = existing(nameOrPath);
        String name = file.getFileName().toString();
        String text = text(file);
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".epw")) {
            return EpwReader.read(name, text.lines().toList(), offset);
        }
        if (lower.endsWith(".json")) {
            return OpenMeteoReader.read(name, text);
        }
        throw new UnusableWeather(nameOrPath, "", "the name must end in .epw or .json (Open-Meteo).");
    }

    /// A generated year of a built-in city that is another one than `open` gives, to learn from: its name says so.
    ///
    /// @throws IllegalArgumentException if no such city is built in
    public static Weather generated(String city, Location site, long seed) {
        MonthlyNormals normals = MonthlyNormals.shipped().get(city);
        if (normals == null) {
            throw new IllegalArgumentException("The city (%s) must be of %s.".formatted(city, builtIn()));
        }
        return TypicalYear.of("%s-generated-%d".formatted(city, seed), normals, offset(site), seed);
    }

    /// The built-in city whose months come closest to those of a year of weather: least root mean square difference of
    /// the monthly mean wet-bulb.
    ///
    /// @param year a whole year from its first instant on
    public static String closestCity(Weather year, Location site) {
        double[] here = monthlyWetBulbC(year);
        String closest = "";
        double least = Double.POSITIVE_INFINITY;
        for (MonthlyNormals normals : MonthlyNormals.shipped().values()) {
            double[] there = monthlyWetBulbC(TypicalYear.of(normals, offset(site), 1));
            double square = 0;
            for (int month = 0; month < here.length; month++) {
                square += (here[month] - there[month]) * (here[month] - there[month]);
            }
            if (square < least) {
                least = square;
                closest = normals.city();
            }
        }
        return closest;
    }

    /// Means of twelve twelfths of the year.
    private static double[] monthlyWetBulbC(Weather year) {
        double[] means = new double[12];
        for (int hour = 0; hour < YEAR_HOURS; hour++) {
            means[hour * 12 / YEAR_HOURS] += year.at(year.firstMillis() + hour * HOUR_MILLIS).wetBulbC() * 12
                    / YEAR_HOURS;
        }
        return means;
    }

    private static ZoneOffset offset(Location site) {
        return site.zone().getRules().getStandardOffset(Instant.EPOCH.plusSeconds(1_767_225_600L));
    }

    private static Path existing(String nameOrPath) throws UnusableWeather {
        try {
            Path file = Path.of(nameOrPath);
            if (Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new UnusableWeather(nameOrPath, "", "this is no file name.", e);
        }
        throw new UnusableWeather(nameOrPath, "",
                "there is no such file and no such city; built in are %s.".formatted(String.join(", ", builtIn())));
    }

    private static String text(Path file) throws UnusableWeather {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            return latin1(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /// Some EPW files carry station names in ISO 8859-1.
    private static String latin1(Path file) throws UnusableWeather {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UnusableWeather unreadable(Path file, IOException e) {
        return new UnusableWeather(file.toString(), "",
                e instanceof NoSuchFileException ? "it is gone." : "it cannot be read; check its permissions.", e);
    }
}
