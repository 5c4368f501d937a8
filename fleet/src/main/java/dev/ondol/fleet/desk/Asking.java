package dev.ondol.fleet.desk;

import dev.ondol.facility.market.Money;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Energy;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.fleet.choice.SiteAnswer;
import dev.ondol.fleet.choice.SiteAnswer.Outcome;
import dev.ondol.fleet.site.Said;
import dev.ondol.fleet.site.SiteLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Asks one site what a job would take there; nothing is booked.
final class Asking {
    private static final int BAD_REQUEST = 400;

    private final Optional<String> currency;
    private final Duration patience;

    /// Parts of the list of placements.
    private record Waiting(String state) {}

    private record Page(List<Waiting> items) {}

    /// @param currency in which the fleet counts money; empty where it does not
    /// @param patience wall time that a site has for its answer
    Asking(Optional<String> currency, Duration patience) {
        this.currency = currency;
        this.patience = patience;
    }

    SiteAnswer ask(SiteLine line, PlacementRequest request) {
        String site = line.site().name();
        return switch (line.placement("POST", "/api/v1/placements", JsonMessages.write(rehearsal(request)), Map.of(),
                patience)) {
            case Said.Silent(String why) -> SiteAnswer.without(site, Outcome.AWAY, why);
            case Said.Answered answered when answered.well() -> read(line, answered);
            case Said.Answered answered -> SiteAnswer.without(site, answered.status() == BAD_REQUEST
                    ? Outcome.REFUSED
                    : Outcome.AWAY, answered.text());
        };
    }

    /// Without the names of sites among which to choose: at a site they would be nodes.
    static PlacementRequest forSites(PlacementRequest of) {
        return new PlacementRequest(of.jobId(), of.gang(), of.perReplica(), of.workload(), of.priority(), of.tenant(),
                of.time(), of.powerHintW(), List.of(), null, of.budgetMs());
    }

    private static PlacementRequest rehearsal(PlacementRequest of) {
        return new PlacementRequest(of.jobId(), of.gang(), of.perReplica(), of.workload(), of.priority(), of.tenant(),
                of.time(), of.powerHintW(), List.of(), true, of.budgetMs());
    }

    private SiteAnswer read(SiteLine line, Said.Answered answered) {
        String site = line.site().name();
        Placement there;
        try {
            there = JsonMessages.read(answered.body().getBytes(), Placement.class);
        } catch (MalformedMessage e) {
            return SiteAnswer.without(site, Outcome.AWAY, "It answers something else: " + e.getMessage());
        }
        return switch (there.state()) {
            case PLACED -> placed(line, there);
            case DEFERRED -> {
                OptionalInt waiting = waiting(line);
                yield new SiteAnswer(site, Outcome.DEFERRED, null, null, null, null, null, null, waiting.isPresent()
                        ? Integer.valueOf(waiting.getAsInt())
                        : null, "", there.reasons());
            }
            case REJECTED, RELEASED, EVICTING -> new SiteAnswer(site, Outcome.REJECTED, null, null, null, null, null,
                    null, null, "The job can never run there.", there.reasons());
        };
    }

    private SiteAnswer placed(SiteLine line, Placement there) {
        Energy energy = there.energy();
        if (energy == null) {
            return new SiteAnswer(line.site().name(), Outcome.PLACED, there.startAt(), null, null, null, null, null,
                    null, "", there.reasons());
        }
        Money told = energy.cost();
        Money cost = told == null ? null : inFleetsCurrency(line, told).orElse(null);
        String why = told != null && cost == null && currency.isPresent()
                ? "It tells its price in %s, of which fleet.yaml gives no rate.".formatted(told.currency())
                : "";
        return new SiteAnswer(line.site().name(), Outcome.PLACED, there.startAt(), energy.facilityWh() / 1_000, energy
                .kgCO2(), cost, energy.litres(), null, null, why, there.reasons());
    }

    private Optional<Money> inFleetsCurrency(SiteLine line, Money told) {
        return currency.flatMap(ours -> line.site().rate().isPresent()
                ? Optional.of(new Money(told.amount() * line.site().rate().getAsDouble(), ours))
                : told.currency().equals(ours) ? Optional.of(told) : Optional.empty());
    }

    private OptionalInt waiting(SiteLine line) {
        Said said = line.placement("GET", "/api/v1/placements?limit=1000", new byte[0], Map.of(), patience);
        if (said instanceof Said.Answered answered && answered.well()) {
            try {
                return OptionalInt
                        .of((int) JsonMessages.read(answered.body().getBytes(), Page.class).items().stream().filter(
                                item -> item.state().equals("DEFERRED")).count());
            } catch (MalformedMessage e) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }
}
