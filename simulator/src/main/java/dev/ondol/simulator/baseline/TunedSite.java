package dev.ondol.simulator.baseline;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.RecordReader;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.control.FixedSetpoints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The frozen result of a tuning: the best fixed set-points of a site and everything needed to find them again.
///
/// @param version    of this format
/// @param site       id of the site
/// @param siteDigest of the site's description, [Digests#of(Site)]
/// @param command    that made the file
/// @param weather    the tuning years, which may not be tested on
/// @param seed       of jobs and plant
/// @param gridPoints set-points that were tried on representative weeks
/// @param setpoints  the best ones
/// @param figures    what they gave on the tuning years
public record TunedSite(int version, String site, String siteDigest, String command, List<TuningYear> weather,
        long seed, int gridPoints, FixedSetpoints setpoints, Figures figures) {
    private static final int VERSION = 1;

    /// What the tuned set-points gave on all tuning years together.
    ///
    /// @param pue                              facility energy / IT energy
    /// @param facilityKwh                      all energy, kWh
    /// @param maxInletC                        warmest rack inlet, Celsius
    /// @param rackHoursAboveRecommendedPercent rack-hours with an inlet above 27 C
    public record Figures(double pue, double facilityKwh, double maxInletC, double rackHoursAboveRecommendedPercent) {}

    public TunedSite {
        if (version != VERSION) {
            throw new IllegalArgumentException("The version (%d) must be %d.".formatted(version, VERSION));
        }
        weather = List.copyOf(weather);
    }

    /// Set-points that are being tried and have learned from no year yet.
    public static TunedSite trial(Site site, FixedSetpoints setpoints) {
        return new TunedSite(VERSION, site.id(), Digests.of(site), "", List.of(), 0, 0, setpoints,
                new Figures(0, 0, 0, 0));
    }

    /// The tuned set-points that Ondol ships for a site.
    public static Optional<TunedSite> shipped(String site) {
        String file = site + ".yaml";
        try (InputStream in = TunedSite.class.getResourceAsStream(file)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidConfiguration e) {
            throw new IllegalStateException("A shipped tuning is broken.", e);
        }
    }

    /// Tuned set-points from their YAML text.
    ///
    /// @param name what is read, for messages
    /// @throws InvalidConfiguration with every problem of the text and its line
    public static TunedSite read(String name, String yaml) throws InvalidConfiguration {
        return RecordReader.read(name, yaml, TunedSite.class);
    }

    /// Whether the site is described as it was when the set-points were found.
    public boolean madeFor(Site other) {
        return site.equals(other.id()) && siteDigest.equals(Digests.of(other));
    }

    /// The file's text.
    public String toYaml() {
        StringBuilder yaml = new StringBuilder(
                """
                        # Best fixed set-points of %s (policy best-static), found by search on the years below; frozen. Do not edit:
                        # make it again with the command. A year below is refused as a test.
                        version: %d
                        site: %s
                        siteDigest: %s
                        command: %s
                        seed: %d
                        gridPoints: %d
                        setpoints:
                          supplyAirC: %s
                          pressurePa: %s
                          chilledWaterC: %s
                          condenserWaterC: %s
                          technologyLoopC: %s
                        figures:
                          pue: %.4f
                          facilityKwh: %.0f
                          maxInletC: %.2f
                          rackHoursAboveRecommendedPercent: %.4f
                        weather:
                        """
                        .formatted(site, version, site, siteDigest, command, seed, gridPoints, setpoints.supplyAirC(),
                                setpoints.pressurePa(), setpoints.chilledWaterC(), setpoints.condenserWaterC(),
                                setpoints.technologyLoopC(), figures.pue, figures.facilityKwh, figures.maxInletC,
                                figures.rackHoursAboveRecommendedPercent));
        for (TuningYear year : weather) {
            yaml.append("""
                      - name: %s
                        sha256: %s
                        measured: %s
                        from: "%s"
                        to: "%s"
                    """.formatted(year.name(), year.sha256(), year.measured(), year.from(), year.to()));
        }
        return yaml.toString();
    }
}
