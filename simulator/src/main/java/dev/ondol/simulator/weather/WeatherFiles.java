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
        ZoneOffset offset = site.zone().getRules().getStandardOffset(Instant.EPOCH.plusSeconds(1_767_225_600L));
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
