package dev.ondol.facility.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.point.PointCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SiteReaderTest {
    @Test
    void aCharacterThatYamlForbidsIsReportedWithItsLine() {
        assertThatThrownBy(() -> SiteReader.read("mine.yaml", "id: mine\nname: \u0013"))
                .isInstanceOf(InvalidConfiguration.class).hasMessageContaining("line 2").hasMessageContaining("U+0013");
    }

    @Test
    void aKeyThatIsNoTextIsReportedWithItsLine() {
        assertThatThrownBy(() -> SiteReader.read("mine.yaml", "id: mine\n? {a: b}\n: c\n"))
                .isInstanceOf(InvalidConfiguration.class).hasMessageContaining("line 2: A key must be a text");
    }

    @Test
    void theDefaultSiteHas8576GpusAnd12MegawattOfNameplate() {
        Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
        assertThat(site.gpus()).isEqualTo(8_576);
        assertThat(site.nameplateW()).isCloseTo(12.16e6, within(0.01e6));
        assertThat(PointCatalog.of(site).all().size()).isBetween(9_000, 10_500);
    }

    @Test
    void theEdgeSiteHas1024GpusAnd986Kilowatt() {
        Site site = SiteReader.builtIn("kr-edge").orElseThrow();
        assertThat(site.gpus()).isEqualTo(1_024);
        assertThat(site.nameplateW()).isCloseTo(986e3, within(1e3));
    }

    @Test
    void theCampusHas50880GpusIn100MegawattOfFiveEqualBlocks() {
        Site site = SiteReader.builtIn("kr-campus").orElseThrow();
        assertThat(site.gpus()).isEqualTo(50_880);
        assertThat(site.nameplateW()).isCloseTo(100e6, within(0.1e6));
        assertThat(site.halls()).hasSize(15);
        for (int block = 1; block < 5; block++) {
            for (int hall = 0; hall < 3; hall++) {
                Hall first = site.halls().get(hall);
                Hall like = site.halls().get(3 * block + hall);
                assertThat(like.crah()).isEqualTo(first.crah());
                assertThat(like.cdu()).isEqualTo(first.cdu());
            }
        }
        assertThat(site.halls().stream().mapToInt(hall -> hall.crah().orElseThrow().units()).sum()).isEqualTo(200);
        assertThat(site.halls().stream().flatMap(hall -> hall.cdu().stream()).mapToInt(CoolantUnits::units).sum())
                .isEqualTo(90);
    }

    @Test
    void aClockOfProcessorsNeedsRacksThatHaveSomeAndLiesBetweenHalfAndAllOfIt() throws IOException {
        String yaml = shipped();
        assertThatThrownBy(() -> SiteReader.read("mine.yaml", yaml.replaceAll("processorShare.*", "")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("some racks must have a processorShare to have a clock");
        String clock = "processorClockPercent: {min: 80, max: 100}";
        assertThat(yaml).contains(clock);
        assertThatThrownBy(() -> SiteReader.read("mine.yaml", yaml.replace(clock,
                "processorClockPercent: {min: 40, max: 100}")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("must begin at 50.0 percent or more and end at 100")
                .hasMessageContaining("not 40.0");
        assertThatThrownBy(() -> SiteReader.read("mine.yaml", yaml.replace(clock,
                "processorClockPercent: {min: 80, max: 95}")))
                .as("nobody could hand it back").isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("not 80.0 to 95.0");
    }

    @Test
    void aConventionalTwinHasTheSameIt() {
        for (String id : SiteReader.builtIn()) {
            Site site = SiteReader.builtIn(id).orElseThrow();
            Site twin = SiteReader.conventionalTwin(id).orElseThrow();
            assertThat(twin.id()).isEqualTo(site.id());
            assertThat(twin.nodeTypes()).isEqualTo(site.nodeTypes());
            assertThat(twin.halls().stream().map(Hall::racks).toList())
                    .isEqualTo(site.halls().stream().map(Hall::racks).toList());
        }
    }

    @Test
    void everyProblemOfAFileIsReportedAtOnceWithItsLine() throws IOException {
        String broken = shipped().replace("latitude: 34.57", "latitude: 134.57").replace("units: 5", "unitz: 5")
                .replace("containment", "x").replace("distributionLoss: 0.018", "distributionLoss: much");
        InvalidConfiguration invalid = Objects.requireNonNull(
                catchThrowableOfType(InvalidConfiguration.class, () -> SiteReader.read("mine.yaml", broken)));
        assertThat(invalid).hasMessageContaining("mine.yaml has").hasMessageContaining("latitude (134.57) must be")
                .hasMessageContaining("cooling.chillers.unitz: Unknown key")
                .hasMessageContaining("cooling.chillers.units: Missing")
                .hasMessageContaining("electrical.distributionLoss: (much) must be a number");
        assertThat(invalid.problems()).allMatch(problem -> problem.line() > 0);
    }

    @Test
    void whereAMeterWrapsIsSaidInTheSiteAndStandsAtItsPoint() throws IOException, InvalidConfiguration {
        PointCatalog points = PointCatalog.of(
                SiteReader.read("mine.yaml", shipped() + "counters: {itKwh: 1_000_000, waterM3: 99_999.5}\n"));
        assertThat(points.all().stream().filter(point -> point.counterModulus().isPresent())
                .map(point -> point.id() + " " + point.counterModulus().getAsDouble()).toList())
                .containsExactlyInAnyOrder("meter-it/active-energy 1000000.0",
                        "meter-water/makeup-water-volume 99999.5");
        assertThat(Objects.requireNonNull(catchThrowableOfType(InvalidConfiguration.class,
                () -> SiteReader.read("mine.yaml", shipped() + "counters: {itKwh: -1, it: 3}\n"))))
                .hasMessageContaining("counters.it: Unknown key").hasMessageNotContaining("itKwh: Unknown");
        assertThat(Objects.requireNonNull(catchThrowableOfType(InvalidConfiguration.class,
                () -> SiteReader.read("mine.yaml", shipped() + "counters: {itKwh: -1}\n"))))
                .hasMessageContaining("itKwh (-1.0) must be 10.0 to 1.0E15");
    }

    @Test
    void whereTheMeterOfTheItStandsGivesTheCategoryOfThePue() throws IOException, InvalidConfiguration {
        assertThat(SiteReader.read("mine.yaml", shipped()).pueCategory()).isEqualTo(3);
        assertThat(SiteReader.read("mine.yaml", shipped() + "counters: {pueCategory: 1}\n").pueCategory()).isEqualTo(1);
        assertThat(Objects.requireNonNull(catchThrowableOfType(InvalidConfiguration.class,
                () -> SiteReader.read("mine.yaml", shipped() + "counters: {pueCategory: 4}\n"))))
                .hasMessageContaining("pueCategory (4.0) must be 1.0 to 3.0");
    }

    @Test
    void buswaysFarTooLargeForTheirRacksAreNotAcceptable() throws IOException {
        String broken = shipped().replace("distribution: {ratedW: 28000000", "distribution: {ratedW: 2800000000");
        assertThat(Objects.requireNonNull(
                catchThrowableOfType(InvalidConfiguration.class, () -> SiteReader.read("mine.yaml", broken))))
                .hasMessageContaining("electrical.distribution: the no-load loss (9800000.0 W) must be at most");
    }

    @Test
    void textThatIsNotYamlIsNamedWithItsLine() {
        InvalidConfiguration invalid = Objects.requireNonNull(catchThrowableOfType(InvalidConfiguration.class,
                () -> SiteReader.read("mine.yaml", "id: [kr\nname: }")));
        assertThat(invalid).hasMessageContaining("Not YAML").hasMessageContaining("line 2");
    }

    private static String shipped() throws IOException {
        try (var in = Objects.requireNonNull(SiteReader.class.getResourceAsStream("kr-hn1.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
