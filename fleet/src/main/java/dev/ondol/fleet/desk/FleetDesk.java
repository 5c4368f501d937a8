package dev.ondol.fleet.desk;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.fleet.choice.SiteAnswer;
import dev.ondol.fleet.choice.SiteAnswer.Outcome;
import dev.ondol.fleet.choice.SiteChoice;
import dev.ondol.fleet.site.Said;
import dev.ondol.fleet.site.SiteLine;
import dev.ondol.historian.fleet.FleetDecision;
import dev.ondol.historian.fleet.FleetStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Gives jobs to sites, each to one. Blocking; thread-safe; several desks may share a store.
///
/// Which site it is to be is written down before that site is asked, and the site is asked under the name of what was written down. So
/// whoever asks again under the same key, or about the same job, comes to the same site, which gives the same answer; where it does
/// not answer, nobody else is asked in its place.
public final class FleetDesk {
    private static final Duration PLACING = Duration.ofSeconds(15);
    private static final String PATH = "/api/v1/placements";
    private static final String KEY = "Idempotency-Key";

    private final Map<String, SiteLine> lines = new LinkedHashMap<>();
    private final FleetStore store;
    private final SiteChoice choice;
    private final Survey survey;
    private final FleetMeter meter;

    /// An answer.
    ///
    /// @param replayed true where it had been given before
    public record Answer(FleetPlacement placement, boolean replayed) {}

    /// @param lines one for each site, in the order in which equals are chosen
    public FleetDesk(List<SiteLine> lines, FleetStore store, SiteChoice choice, Survey survey, FleetMeter meter) {
        lines.forEach(line -> this.lines.put(line.site().name(), line));
        this.store = store;
        this.choice = choice;
        this.survey = survey;
        this.meter = meter;
    }

    /// Places a job, or tells where it is.
    ///
    /// @param request its candidates are names of sites; empty means all
    /// @param key     of the scheduler; the same key gets the same answer
    public Answer submit(PlacementRequest request, Optional<String> key) throws Refused, InterruptedException {
        for (String site : request.candidates()) {
            if (!lines.containsKey(site)) {
                throw new Refused(Problem.field("candidates", "The candidate (%s) is no site of this fleet.".formatted(
                        Problem.shortened(site)), "Name sites: %s.".formatted(String.join(", ", lines.keySet()))));
            }
        }
        if (request.rehearsal()) {
            return rehearsed(request);
        }
        PlacementRequest asked = Asking.forSites(request);
        Optional<FleetDecision> before = key.flatMap(store::ofKey);
        if (before.isPresent() && !asked(before.get()).equals(asked)) {
            throw new Refused(Problem.reused(key.orElse("")));
        }
        if (before.isEmpty()) {
            before = store.ofJob(request.jobId());
        }
        Optional<Answer> known = before.isPresent() ? follow(before.get(), key) : Optional.empty();
        return known.isPresent() ? known.get() : decide(request, key);
    }

    private Answer rehearsed(PlacementRequest request) throws Refused, InterruptedException {
        List<SiteAnswer> found = survey(request, Set.of());
        SiteAnswer best = found.getFirst();
        if (best.takes()) {
            Placement told = new Placement("dry-run", request.jobId(), best.outcome() == Outcome.DEFERRED
                    ? State.DEFERRED
                    : State.PLACED, List.of(), best.startAt(), null, 0, "", null, best.reasons());
            return new Answer(FleetPlacement.unbooked(told, "dry-run", best.site(), found), false);
        }
        return nowhere(request, found, "dry-run");
    }

    /// What was decided before still holds; empty where it does not.
    private Optional<Answer> follow(FleetDecision decision, Optional<String> key) throws Refused {
        SiteLine line = lines.get(decision.site());
        if (line == null) { // the operator has taken the site away
            store.withdraw(decision.id());
            return Optional.empty();
        }
        boolean sameQuestion = key.isPresent() && key.equals(decision.clientKey());
        Placement there = decision.ended() && decision.placementId().isPresent()
                ? kept(new FleetId(decision.site(), decision.placementId().get()))
                : placed(line, decision, false);
        boolean never = there.state() == State.REJECTED && !decision.ended();
        if (never) {
            store.withdraw(decision.id());
        } else if (there.state() == State.RELEASED && !decision.ended()) {
            store.ended(decision.id());
        }
        return never || there.state() == State.RELEASED && !sameQuestion
                ? Optional.empty()
                : Optional.of(new Answer(FleetPlacement.of(id(decision, there), there, sites(decision)), true));
    }

    /// The newest state of a placement that is over.
    private Placement kept(FleetId id) throws Refused {
        Passed passed = pass("GET", id.text(), "", new byte[0], null);
        if (!passed.answered().well()) {
            throw new Refused(Problem.unknown(id.text()));
        }
        return read(id.site(), passed.answered());
    }

    private Answer decide(PlacementRequest request, Optional<String> key) throws Refused, InterruptedException {
        Set<String> without = new HashSet<>();
        while (true) {
            List<SiteAnswer> found = survey(request, without);
            SiteAnswer best = found.isEmpty() ? null : found.getFirst();
            if (best == null || !best.takes()) {
                return nowhere(request, found, "rejected");
            }
            FleetDecision wanted = new FleetDecision(UUID.randomUUID(), request.jobId(), key, text(Asking.forSites(
                    request)), best.site(), text(found), Optional.empty(), false);
            FleetDecision held = store.claim(wanted);
            if (!held.id().equals(wanted.id())) { // somebody else was faster
                if (key.isPresent() && key.equals(held.clientKey()) && !asked(held).equals(asked(wanted))) {
                    throw new Refused(Problem.reused(key.get()));
                }
                Optional<Answer> theirs = follow(held, key);
                if (theirs.isPresent()) {
                    return theirs.get();
                }
                continue;
            }
            Placement there = placed(line(best.site()), held, true);
            if (there.state() != State.REJECTED) {
                return new Answer(FleetPlacement.of(id(held, there), there, found), false);
            }
            store.withdraw(held.id());
            without.add(best.site());
        }
    }

    private SiteLine line(String site) {
        SiteLine line = lines.get(site);
        if (line == null) {
            throw new IllegalStateException("The site (%s) must be one of the fleet.".formatted(site));
        }
        return line;
    }

    private List<SiteAnswer> survey(PlacementRequest request, Set<String> without) throws InterruptedException {
        List<SiteLine> asked = lines.values().stream().filter(line -> request.candidates().isEmpty() || request
                .candidates().contains(line.site().name())).filter(line -> !without.contains(line.site().name()))
                .toList();
        return choice.ranked(survey.ask(asked, request, meter));
    }

    /// Has the chosen site carry out what was written down; doing so again changes nothing there.
    ///
    /// @param first whether nobody can have asked the site before; later on a refusal does not prove that nothing was placed
    private Placement placed(SiteLine line, FleetDecision decision, boolean first) throws Refused {
        String site = decision.site();
        PlacementRequest request = asked(decision);
        Integer budget = request.budgetMs();
        Said said = line.placement("POST", PATH, JsonMessages.write(request), Map.of(KEY, decision.id().toString()),
                PLACING.plusMillis(budget == null ? 0 : budget));
        if (!(said instanceof Said.Answered answered) || !answered.well() && !(first && answered.wrong())) {
            meter.undecided(site);
            throw new Refused(Problem.undecided(site, said instanceof Said.Silent(String why)
                    ? why
                    : said instanceof Said.Answered told ? told.text() + "." : ""));
        }
        if (!answered.well()) { // the request itself: nothing was carried out
            store.withdraw(decision.id());
            throw new Refused(Problem.of(answered.status() == 422 ? 422 : 400, "refused-by-site",
                    "The chosen site refuses the request", "The site %s answered: %s".formatted(site, answered.text()),
                    "Mend the request, or name other sites as candidates."));
        }
        Placement there = read(site, answered);
        if (!decision.placementId().equals(Optional.of(there.placementId()))) {
            store.placed(decision.id(), there.placementId());
        }
        meter.placed(site, there.state());
        return there;
    }

    private static Placement read(String site, Said.Answered answered) throws Refused {
        try {
            return JsonMessages.read(answered.body().getBytes(), Placement.class);
        } catch (MalformedMessage e) {
            throw new Refused(Problem.undecided(site, "It answers something else: " + e.getMessage()));
        }
    }

    private static Answer nowhere(PlacementRequest request, List<SiteAnswer> found, String id) throws Refused {
        String others = found.stream().filter(answer -> answer.outcome() != Outcome.REJECTED).map(
                answer -> "%s: %s".formatted(answer.site(), answer.why())).collect(Collectors.joining("; "));
        if (found.stream().anyMatch(answer -> answer.outcome() == Outcome.AWAY)) {
            throw new Refused(Problem.of(503, "sites-away", "No site can take the job now",
                    "No site that has answered takes the job. %s".formatted(others),
                    "Ask again; GET /api/v1/sites shows how each site is."));
        }
        if (!others.isEmpty()) {
            throw new Refused(Problem.of(400, "refused-by-sites", "The request is not valid", others,
                    "Mend the request."));
        }
        Placement told = new Placement(id, request.jobId(), State.REJECTED, List.of(), null, null, 0, "", null, found
                .stream().flatMap(answer -> answer.reasons().stream()).toList());
        return new Answer(FleetPlacement.unbooked(told, id, "", found), false);
    }

    /// Passes a call about a placement on to the site that has it.
    ///
    /// @param suffix of the path behind the placement, such as `/events`; may be empty
    /// @param seen   the generation that the sender has seen, as an entity tag; null where it does not say
    public Passed pass(String method, String fleetId, String suffix, byte[] body, @Nullable String seen)
            throws Refused {
        FleetId id = FleetId.of(fleetId);
        SiteLine line = lines.get(id.site());
        if (line == null) {
            throw new Refused(Problem.unknown(fleetId));
        }
        return switch (line.placement(method, PATH + "/" + id.own() + suffix, body,
                seen == null ? Map.of() : Map.of("If-Match", seen),
                PLACING)) {
            case Said.Silent(String why) -> throw new Refused(Problem.away(id.site(), why));
            case Said.Answered answered when answered.notNow() -> throw new Refused(Problem.away(id.site(), answered
                    .text()));
            case Said.Answered answered -> new Passed(id.text(), id.site(), answered);
        };
    }

    /// What a site has answered to a call that was passed on.
    ///
    /// @param fleetId name of the placement in the fleet
    public record Passed(String fleetId, String site, Said.Answered answered) {}

    /// The newest state of a placement out of what its site has answered. A job that is over may be given away anew.
    public FleetPlacement seen(Passed passed) throws Refused {
        FleetId id = FleetId.of(passed.fleetId());
        Placement there = read(passed.site(), passed.answered());
        if (there.state() == State.RELEASED) {
            store.ofPlacement(id.site(), id.own()).filter(decision -> !decision.ended()).ifPresent(
                    decision -> store.ended(decision.id()));
        }
        return FleetPlacement.of(id, there, null);
    }

    /// What each site said when a placement was given away, the chosen one first.
    public List<SiteAnswer> sites(String fleetId) throws Refused {
        FleetId id = FleetId.of(fleetId);
        return sites(store.ofPlacement(id.site(), id.own()).orElseThrow(() -> new Refused(Problem.unknown(fleetId))));
    }

    private static FleetId id(FleetDecision decision, Placement there) {
        return new FleetId(decision.site(), there.placementId());
    }

    private static List<SiteAnswer> sites(FleetDecision decision) {
        return Arrays.asList(stored(decision.sites(), SiteAnswer[].class));
    }

    private static PlacementRequest asked(FleetDecision decision) {
        return stored(decision.request(), PlacementRequest.class);
    }

    private static String text(Object message) {
        return new String(JsonMessages.write(message), StandardCharsets.UTF_8);
    }

    private static <T> T stored(String json, Class<T> type) {
        try {
            return JsonMessages.read(json.getBytes(StandardCharsets.UTF_8), type);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("A decision of the fleet (%s) must be one that this program can read."
                    .formatted(type.getSimpleName()), e);
        }
    }
}
