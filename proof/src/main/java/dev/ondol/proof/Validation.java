package dev.ondol.proof;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.plan.Levers;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.report.Findings;
import dev.ondol.proof.report.ProofFolder;
import dev.ondol.proof.report.Provenance;
import dev.ondol.proof.run.Contender;
import dev.ondol.proof.run.RunFigures;
import dev.ondol.proof.run.RunFolder;
import dev.ondol.proof.run.RunSpec;
import dev.ondol.proof.run.Schedule;
import dev.ondol.proof.statistics.Attribution;
import dev.ondol.proof.statistics.Comparison;
import dev.ondol.proof.statistics.DispatchComparison;
import dev.ondol.proof.statistics.Gates;
import dev.ondol.proof.statistics.Gates.Gate;
import dev.ondol.proof.statistics.Saving;
import dev.ondol.simulator.baseline.Digests;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.weather.Weather;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A proof: runs every policy on the same weeks with the same seeds, compares them and writes down what came out. Runs that a
/// folder already has are not made again.
public final class Validation {
    private static final String REFERENCE_SITE = "kr-hn1";
    private static final String REFERENCE_CLIMATE = "seoul";

    private final Question question;

    /// What is asked.
    ///
    /// @param site       as it is described
    /// @param years      weather of the test years
    /// @param digests    of the weather files, in the same order; empty for built-in cities
    /// @param tuned      what best-static has learned
    /// @param protocol   which weeks, days and seeds
    /// @param contenders policies that take part
    /// @param moves      moves evaluated in each plan
    /// @param program    digest of the program
    /// @param command    that asks it again
    public record Question(Site site, List<Weather> years, List<String> digests, Optional<TunedSite> tuned,
            Protocol protocol, Set<Contender> contenders, long moves, String program, String command) {
        public Question {
            years = List.copyOf(years);
            digests = List.copyOf(digests);
            contenders = Set.copyOf(contenders);
        }
    }

    public Validation(Question question) {
        this.question = question;
    }

    /// Runs what is missing and writes `validation.json`, `details.json`, `days.csv` and `report.html` into the folder.
    ///
    /// @param threads  runs at the same time
    /// @param progress hears of simulated days
    /// @throws IOException              if the folder cannot be written
    /// @throws InterruptedException     if the thread is interrupted; what is done stays in the folder
    /// @throws IllegalArgumentException if the weather does not cover the weeks, or a policy was tuned on them
    public Findings run(Path folder, int threads, Progress progress) throws IOException, InterruptedException {
        long started = System.nanoTime();
        List<RunSpec> compared = specs();
        Map<String, RunSpec> specs = new LinkedHashMap<>();
        compared.forEach(spec -> specs.put(spec.key(), spec));
        attributed().forEach((levers, of) -> of.forEach(spec -> specs.putIfAbsent(spec.key(), spec)));
        for (RunSpec spec : specs.values()) {
            spec.check();
        }
        Map<String, RunFigures> all = new LinkedHashMap<>();
        new Schedule(List.copyOf(specs.values()), new RunFolder(folder.resolve("runs"), digest()), threads)
                .run(progress)
                .forEach(run -> all.put(run.key(), run));
        List<RunFigures> runs = compared.stream().map(spec -> made(all, spec)).toList();
        Map<Levers, List<RunFigures>> combinations = new LinkedHashMap<>();
        attributed()
                .forEach((levers, of) -> combinations.put(levers, of.stream().map(spec -> made(all, spec)).toList()));
        Optional<Attribution> attribution = Attribution.of(combinations);
        Comparison comparison = new Comparison(runs, 1);
        DispatchComparison assets = new DispatchComparison(comparison, EnergyMarket.korea(question.site.location()
                .zone()).data());
        Map<String, Saving> savings = Findings.savings(comparison, assets);
        // A policy that was tuned on these days was refused above.
        List<Gate> gates = new ArrayList<>(Gates.of(comparison, true, bands()));
        assets.dispatch(Contender.ONDOL_ASSETS).ifPresent(of -> gates.addAll(Gates.of(of)));
        Findings findings = Findings.of(comparison, savings, gates, assets, attribution, question.protocol.seeds(),
                question.protocol.months().size() * question.protocol.days() * question.years.size(), (System.nanoTime()
                        - started) / 1e9);
        new ProofFolder(folder).write(findings, savings, gates, assets, runs, provenance());
        return findings;
    }

    private static RunFigures made(Map<String, RunFigures> all, RunSpec spec) {
        return Objects.requireNonNull(all.get(spec.key()), spec.key());
    }

    /// Runs with every combination of levers; none where nothing is to be attributed.
    private Map<Levers, List<RunSpec>> attributed() {
        Map<Levers, List<RunSpec>> specs = new LinkedHashMap<>();
        if (question.protocol.attributed().isEmpty()) {
            return specs;
        }
        for (Levers levers : Levers.combinations()) {
            specs.put(levers,
                    question.years.stream().flatMap(weather -> question.protocol.attributedWeeks(year(weather))
                            .stream()
                            .map(week -> RunSpec.of(levers, question.site, weather, week, question.protocol.days(),
                                    question.protocol.seeds().getFirst(), question.moves)))
                            .toList());
        }
        return specs;
    }

    /// The runs, the longest first so that no core waits for the last one.
    private List<RunSpec> specs() {
        List<RunSpec> specs = new ArrayList<>();
        for (Contender contender : EnumSet.allOf(Contender.class)) {
            boolean equipped = (!contender.assets() || question.site.assets().isPresent())
                    && (!contender.eco() || question.site.electrical().ups().eco().isPresent());
            if (question.contenders.contains(contender) && equipped && !contender.twin()) {
                addSpecs(specs, contender);
            }
        }
        specs.sort(Comparator.comparing((RunSpec spec) -> !spec.contender().assets())
                .thenComparing(spec -> !spec.contender().joint()).thenComparing(spec -> !spec.contender().optimized()));
        return specs;
    }

    private void addSpecs(List<RunSpec> specs, Contender contender) {
        boolean once = contender == Contender.ONDOL_COOLING || contender.eco() || contender.assets();
        List<Long> seeds = once
                ? question.protocol.seeds().subList(0, 1)
                : question.protocol.seeds();
        for (Weather weather : question.years) {
            for (LocalDate week : question.protocol.weeks(year(weather))) {
                for (long seed : seeds) {
                    specs.add(new RunSpec(question.site, contender, weather, week, question.protocol.days(), seed,
                            question.moves, question.tuned));
                }
            }
        }
    }

    /// The year whose days the weather has; a day and a bit from its beginning lie in it whatever the time zone.
    private int year(Weather weather) {
        return Instant.ofEpochMilli(weather.firstMillis()).plusSeconds(36 * 3600L).atZone(question.site.location()
                .zone()).getYear();
    }

    private boolean bands() {
        return question.site.id().equals(REFERENCE_SITE) && question.years.stream()
                .allMatch(weather -> weather.name().toLowerCase(java.util.Locale.ROOT).contains(REFERENCE_CLIMATE));
    }

    private String digest() {
        String all = String.join("\n", question.program, Digests.of(question.site), String.valueOf(question.digests),
                question.tuned.map(TunedSite::toYaml).orElse(""), question.protocol.days() + " " + question.moves);
        return Digests.of(all.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private Provenance provenance() {
        return new Provenance(question.command, question.program, question.site.id(), Digests.of(question.site),
                question.years.stream().map(Weather::name).toList(), question.digests, question.tuned.map(
                        TunedSite::command).orElse(""),
                question.protocol.name(), question.protocol.months(), question.protocol.days(), question.protocol
                        .seeds(),
                question.moves);
    }

    /// The findings as one JSON object.
    public static byte[] json(Findings findings) {
        return JsonMessages.write(findings);
    }
}
