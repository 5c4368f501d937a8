package dev.ondol.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rules of ARCHITECTURE.md and CONTRIBUTING.md that a machine can check, over the production classes of all modules.
class ArchitectureTest {
    private static final String ROOT = "dev.ondol";
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /// Which modules each module may know; everything else of the house is closed to it.
    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("facility", List.of()),
            Map.entry("messaging", List.of("facility")),
            Map.entry("services", List.of()),
            Map.entry("historian", List.of("facility")),
            Map.entry("ingest", List.of("facility", "messaging", "historian")),
            Map.entry("client", List.of("facility")),
            Map.entry("gateway", List.of("facility", "messaging")),
            Map.entry("simulator", List.of("facility", "gateway", "client")),
            Map.entry("optimizer", List.of("facility", "messaging", "historian")),
            Map.entry("controllers", List.of("facility", "messaging", "historian")),
            Map.entry("proof", List.of("facility", "client", "simulator", "optimizer", "controllers")),
            Map.entry("kubernetes", List.of("facility", "client")),
            Map.entry("dashboards", List.of("facility", "messaging", "historian")),
            Map.entry("fleet", List.of("facility", "historian")),
            Map.entry("modbus", List.of("facility", "gateway")),
            Map.entry("sparkplug", List.of("facility", "messaging", "gateway")),
            Map.entry("kafka", List.of("facility", "messaging", "historian", "ingest")),
            Map.entry("slurm", List.of("facility", "client")),
            Map.entry("benchmarks",
                    List.of("facility", "messaging", "services", "historian", "ingest", "kafka", "gateway",
                            "simulator", "optimizer", "controllers", "dashboards")));

    private static final String[] MQTT = {"org.eclipse.paho..", ROOT + ".messaging.."};
    private static final String[] SQL = {"java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer.hikari..",
            "org.flywaydb.."};
    private static final String[] VERTX = {"io.vertx..", "io.netty.."};
    private static final String[] TIMEFOLD = {"ai.timefold.."};

    /// Names that say how a class is built instead of what it is in the plant.
    private static final String FORBIDDEN_NAME = "(?:Abstract|Base|I)[A-Z][a-z].*"
            + "|.*(?:Impl|Utils?|Helpers?|Managers?)|(?:Abstract|Base|Util|Helper|Manager)";
    private static final int LEVELS_BELOW_MODULE = 2;

    @Test
    void everyModuleIsLookedAt() {
        for (String module : MAY_KNOW.keySet()) {
            assertThat(HOUSE.stream().filter(resideInAPackage(ROOT + "." + module + "..")).count())
                    .as("classes of %s", module).isPositive();
        }
    }

    @TestFactory
    Stream<DynamicTest> modulesKnowOnlyWhatTheyMayKnow() {
        return MAY_KNOW.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            List<String> open = new ArrayList<>(entry.getValue());
            open.add(entry.getKey());
            String[] openPackages = open.stream().map(module -> ROOT + "." + module + "..").toArray(String[]::new);
            noClasses().that().resideInAPackage(ROOT + "." + entry.getKey() + "..")
                    .should().dependOnClassesThat(resideInAPackage(ROOT + "..").and(DescribedPredicate
                            .not(resideInAnyPackage(openPackages))))
                    .because("roles meet over MQTT and the historian only")
                    .check(HOUSE);
        }));
    }

    @TestFactory
    Stream<DynamicTest> foreignLibrariesStayWhereTheyBelong() {
        return Stream.of(
                only("Paho is seen by messaging alone", "org.eclipse.paho..", "messaging"),
                only("SQL is seen by the historian, by services to look after a server, by benchmarks for the limit",
                        "java.sql..", "historian", "services", "benchmarks"),
                only("Timefold is seen by the optimizer alone", "ai.timefold..", "optimizer"),
                only("the client of Kubernetes is seen by its watcher alone", "io.fabric8..", "kubernetes"),
                only("Modbus is seen by its plant alone", "com.digitalpetri..", "modbus"),
                only("Sparkplug's payloads are seen by those who read and write them", "org.eclipse.tahu..",
                        "messaging",
                        "ingest", "sparkplug", "benchmarks"),
                only("Kafka is seen by its module alone", "org.apache.kafka..", "kafka"),
                only("Artemis is seen by services alone", "org.apache.activemq..", "services"),
                only("Bouncy Castle is seen by services alone", "org.bouncycastle..", "services"),
                only("the command line is seen by app alone", "picocli..", "app"));
    }

    @TestFactory
    Stream<DynamicTest> pureCodeStaysPure() {
        return Stream.of(
                pure("facility does no I/O over the network", "facility", MQTT, SQL, VERTX, TIMEFOLD),
                pure("the verifier and the commands are pure", "controllers.verify", MQTT, SQL, VERTX, TIMEFOLD),
                pure("commands are pure", "controllers.command", MQTT, SQL, VERTX, TIMEFOLD),
                pure("the state machine of autonomy is pure", "controllers.mode", MQTT, SQL, VERTX, TIMEFOLD),
                pure("the optimizer's problem is pure", "optimizer.problem", MQTT, SQL, VERTX),
                pure("the optimizer's score is pure", "optimizer.score", MQTT, SQL, VERTX),
                pure("the optimizer's plant model is pure", "optimizer.model", MQTT, SQL, VERTX, TIMEFOLD),
                pure("a proof needs no broker, database or web server", "proof", MQTT, SQL, VERTX, TIMEFOLD),
                pure("the verifier does not even know the historian", "controllers.verify", new String[]{ROOT
                        + ".historian.."}));
    }

    /// Of the simulator, the emulated scheduler speaks HTTP; all the rest is physics and work.
    @Test
    void theSimulatorsPhysicsIsPure() {
        noClasses().that(resideInAPackage(ROOT + ".simulator..").and(DescribedPredicate.not(resideInAPackage(ROOT
                + ".simulator.cluster.."))))
                .should().dependOnClassesThat().resideInAnyPackage(join(MQTT, SQL, VERTX, TIMEFOLD))
                .check(HOUSE);
    }

    @Test
    void namesSayWhatATypeIsInThePlant() {
        classes().that(resideInAPackage(ROOT + "..")).should(new ArchCondition<JavaClass>("have a name of the house") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean forbidden = type.getSimpleName().matches(FORBIDDEN_NAME);
                events.add(new SimpleConditionEvent(type, !forbidden, type.getName()));
            }
        }).check(HOUSE);
    }

    @Test
    void packagesAreAtMostTwoLevelsBelowTheirModule() {
        int deepest = ROOT.split("\\.", -1).length + 1 + LEVELS_BELOW_MODULE;
        assertThat(packages()).filteredOn(name -> name.split("\\.", -1).length > deepest).isEmpty();
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatBelongsThere() {
        assertThat(packages()).filteredOn(name -> !nullMarked(HOUSE.getPackage(name))).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> packagesOfAModuleHaveNoCycles() {
        return Stream.concat(MAY_KNOW.keySet().stream(), Stream.of("app")).map(module -> DynamicTest.dynamicTest(module,
                () -> slices().assignedFrom(new PackagesOf(module)).should().beFreeOfCycles().check(HOUSE)));
    }

    /// Each package of a module, its root package too, is a slice.
    private record PackagesOf(String module) implements SliceAssignment {
        @Override
        public String getDescription() {
            return "packages of " + module;
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            String root = ROOT + "." + module;
            return name.equals(root) || name.startsWith(root + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }
    }

    @Test
    void nothingIsPrintedPastTheLogExceptByTheCommandLine() {
        noClasses().that(resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAPackage(ROOT + ".app.."))))
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .check(HOUSE);
    }

    private static DynamicTest only(String rule, String library, String... modules) {
        String[] homes = Arrays.stream(modules).map(module -> ROOT + "." + module + "..").toArray(String[]::new);
        return DynamicTest.dynamicTest(rule, () -> noClasses().that(resideInAPackage(ROOT + "..").and(DescribedPredicate
                .not(resideInAnyPackage(homes)))).should().dependOnClassesThat().resideInAPackage(library)
                .check(HOUSE));
    }

    private static DynamicTest pure(String rule, String where, String[]... forbidden) {
        ArchRule check = noClasses().that().resideInAPackage(ROOT + "." + where + "..").should().dependOnClassesThat()
                .resideInAnyPackage(join(forbidden));
        return DynamicTest.dynamicTest(rule, () -> check.check(HOUSE));
    }

    private static String[] join(String[]... packages) {
        return Arrays.stream(packages).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static Set<String> packages() {
        Set<String> names = new TreeSet<>();
        HOUSE.forEach(type -> names.add(type.getPackageName()));
        return names;
    }

    private static boolean nullMarked(JavaPackage classes) {
        return classes.tryGetPackageInfo().map(info -> info.isAnnotatedWith(NullMarked.class)).orElse(false);
    }
}
