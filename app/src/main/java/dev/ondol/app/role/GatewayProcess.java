package dev.ondol.app.role;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.config.GatewaySection;
import dev.ondol.app.config.OndolConfiguration;
import dev.ondol.app.plant.MetricMapFile;
import dev.ondol.app.plant.RegisterMapFile;
import dev.ondol.app.plant.SimulatedWorld;
import dev.ondol.app.plant.SimulatedWorld.Surroundings;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.gateway.GatewayOptions;
import dev.ondol.gateway.GatewayRole;
import dev.ondol.gateway.Plant;
import dev.ondol.gateway.field.FieldPlant;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.modbus.ModbusPlant;
import dev.ondol.modbus.map.MappedSite;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.TraceFiles;
import dev.ondol.simulator.workload.UnusableTrace;
import dev.ondol.sparkplug.SparkplugPlant;
import dev.ondol.sparkplug.map.MappedEdge;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/// The gateway of one site with the plant behind it, as an `ondol.yaml` says. It needs the broker and no database.
public final class GatewayProcess implements RoleProcess {
    private static final String ROLE = "gateway";

    private final String announcement;
    private final Shutdown shutdown;
    private final GatewayRole gateway;

    private GatewayProcess(String announcement, Shutdown shutdown, GatewayRole gateway) {
        this.announcement = announcement;
        this.shutdown = shutdown;
        this.gateway = gateway;
    }

    /// Starts it; the broker may come later.
    ///
    /// @throws UnusableWeather where the weather of a simulated plant cannot be read
    /// @throws UnusableTrace   where its workload cannot be read
    public static GatewayProcess start(ConfigurationFile file) throws InvalidConfiguration, UnusableWeather,
            UnusableTrace {
        Site site = file.site();
        BrokerAddress broker = file.broker(ROLE);
        GatewaySection section = file.gateway();
        Path folder = file.gatewayFolder();
        if (section.simulated().isPresent()) {
            return simulated(site, broker, section.simulated().get(), folder);
        }
        return section.modbus().isPresent()
                ? modbus(site, broker, RegisterMapFile.read(file.registerMap(), site), folder)
                : sparkplug(site, broker, MetricMapFile.read(file.metricMap(), site), folder);
    }

    private static GatewayProcess modbus(Site site, BrokerAddress broker, MappedSite mapped, Path folder) {
        Shutdown shutdown = new Shutdown();
        FieldPlant plant = shutdown.add("plant", ModbusPlant.open(mapped, Clock.systemUTC()));
        return start(site, mapped.catalog(), plant, broker, GatewayOptions.real(folder), shutdown,
                "Modbus gateway of %s: %d points, %d set-points, %d devices".formatted(site.id(), mapped.catalog().all()
                        .size(), mapped.catalog().writable().size(), mapped.devices().size()));
    }

    private static GatewayProcess sparkplug(Site site, BrokerAddress broker,
            MappedEdge mapped, Path folder) {
        Shutdown shutdown = new Shutdown();
        FieldPlant plant = shutdown.add("plant", SparkplugPlant.open(mapped, broker, "gateway-sparkplug." + site.id(),
                Clock.systemUTC()));
        return start(site, mapped.catalog(), plant, broker, GatewayOptions.real(folder), shutdown,
                "Sparkplug gateway of %s: %d points, %d set-points, %d devices".formatted(site.id(), mapped.catalog()
                        .all().size(), mapped.catalog().writable().size(), mapped.devices().size()));
    }

    private static GatewayProcess simulated(Site site, BrokerAddress broker, GatewaySection.Simulated how, Path folder)
            throws UnusableWeather, UnusableTrace {
        long seed = how.seed().orElse(1L);
        double speed = how.speed().orElse(1.0);
        Weather weather = WeatherFiles.open(how.weather().orElse(site.location().climate()), site.location(), seed);
        long start = SimulatedWorld.resume(folder, site, weather.firstMillis());
        Shutdown shutdown = new Shutdown();
        SimulatedWorld world = SimulatedWorld.of(site, new Surroundings(weather, TraceFiles.open(how.workload().orElse(
                "builtin"), site, start, seed), seed, facility -> FaultPlan.NONE), start, URI.create(how.placementApi()
                        .orElse(OndolConfiguration.Dashboard.PLACEMENT_API)));
        shutdown.add("scheduler", world.scheduler());
        return start(site, PointCatalog.of(site), world.plant(), broker, GatewayOptions.freeRunning(folder, speed),
                shutdown, "Simulated plant of %s with its gateway, at %s plant seconds a second".formatted(site.id(),
                        speed));
    }

    private static GatewayProcess start(Site site, PointCatalog points, Plant plant, BrokerAddress broker,
            GatewayOptions options, Shutdown shutdown, String announcement) {
        GatewayRole gateway = shutdown.add(ROLE, new GatewayRole(site, points, plant, broker, options, Clock
                .systemUTC()));
        boolean started = false;
        try {
            gateway.start();
            started = true;
            return new GatewayProcess(announcement, shutdown, gateway);
        } finally {
            if (!started) {
                shutdown.close();
            }
        }
    }

    @Override
    public String announcement() {
        return announcement;
    }

    /// @throws IllegalStateException if the plant failed
    @Override
    public void awaitEnd() throws InterruptedException {
        gateway.awaitEnd();
    }

    @Override
    public void close() {
        shutdown.close();
    }
}
