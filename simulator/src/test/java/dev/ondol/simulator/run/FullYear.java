package dev.ondol.simulator.run;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.nio.charset.StandardCharsets;

/// Runs a year of a weather source under each policy and prints the summaries. Not a test.
final class FullYear {
    private FullYear() {}

    public static void main(String[] args) throws UnusableWeather {
        Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
        Weather weather = WeatherFiles.open(args[0], site.location(), 1);
        for (Policy policy : Policy.values()) {
            long begin = System.nanoTime();
            Summary summary = SimulationRun.run(new Scenario(site, policy, weather, new TypicalWorkload(site, 1),
                    Scenario.firstDay(site, weather), 365, 60, 1), Progress.NONE);
            System.out.println(new String(JsonMessages.write(summary), StandardCharsets.UTF_8));
            System.out.printf("%s: %.1f s%n", policy.id(), (System.nanoTime() - begin) / 1e9);
        }
    }
}
