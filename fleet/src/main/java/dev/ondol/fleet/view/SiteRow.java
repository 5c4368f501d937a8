package dev.ondol.fleet.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A site in the fleet view.
///
/// @param site      its name
/// @param dashboard where people see more of it; absent where the front does not know
/// @param state     whether it is heard
/// @param heardMs   wall milliseconds since it was heard last; absent before the first time
/// @param why       for people: why it is not heard; empty where it is
/// @param now       how it is; absent where it was not heard within a minute, or tells nothing
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SiteRow(String site, @Nullable String dashboard, State state, @Nullable Long heardMs, String why,
        @Nullable Now now) {
    /// Whether a site is heard.
    public enum State {
        /// It has answered the newest question.
        HERE,
        /// It does not answer.
        AWAY,
        /// It answers, and does not let the front in.
        LOCKED,
        /// It was not asked yet.
        UNKNOWN
    }

    /// How a site is, by its own account. What it does not tell is absent.
    ///
    /// @param plant     its plant time in milliseconds
    /// @param feed      whether its telemetry arrives: GOOD, STALE, GONE or MISSING
    /// @param mode      of its control
    /// @param control   whether its control is heard there
    /// @param facilityKw at its facility meter
    /// @param itKw      at its IT meter
    /// @param pue       facility power / IT power
    /// @param carbonKgPerKwh of a kWh from the grid at this hour
    /// @param pricePerKwh of a kWh from the grid at this hour
    /// @param currency  of that price
    /// @param alarms    that are active there, neither shelved nor suppressed
    /// @param urgent    of these, of high priority
    /// @param gpus      GPUs of the site
    /// @param freeGpus  of these, not in use by jobs
    /// @param waiting   jobs that waited at its newest plan
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Now(@Nullable Long plant, @Nullable String feed, @Nullable String mode, @Nullable Boolean control,
            Reading facilityKw, Reading itKw, Reading pue, @Nullable Double carbonKgPerKwh,
            @Nullable Double pricePerKwh, @Nullable String currency, @Nullable Long alarms, @Nullable Long urgent,
            @Nullable Long gpus, @Nullable Double freeGpus, @Nullable Long waiting) {}

    /// A number with how far the site trusts it.
    ///
    /// @param value absent where it has none to trust
    /// @param state GOOD, SUSPECT, STALE, GONE or MISSING
    /// @param ageMs how old it is; absent where it was never received
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reading(@Nullable Double value, String state, @Nullable Long ageMs) {}
}
