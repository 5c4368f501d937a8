package dev.ondol.benchmarks;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One 60 s step of the physics alone, at two thirds of the GPUs busy, without scheduler.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FacilityStepBenchmark {
    @Param("kr-hn1")
    String site = "kr-hn1";

    private Facility facility = facility("kr-hn1");

    @Setup
    public void build() {
        facility = facility(site);
    }

    private static Facility facility(String id) {
        Site site = SiteReader.builtIn(id).orElseThrow();
        try {
            Weather weather = WeatherFiles.open(site.location().climate(), site.location(), 1);
            Facility facility = new Facility(site, new GoodPracticeControl(), weather, weather.firstMillis(), 1);
            ItLoad it = facility.it();
            for (int node = 0; node < it.nodes(); node++) {
                it.start(node, node % 3 == 0 ? 0 : it.freeGpus(node), JobClass.TRAINING);
            }
            return facility;
        } catch (UnusableWeather e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public long step() {
        facility.step(60);
        return facility.time();
    }
}
