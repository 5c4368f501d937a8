package dev.ondol.controllers.verify;

/// What the [Verifier] says about one [Proposal]. There is no third answer: a value is never mended.
public sealed interface Verdict {
    /// @param value the proposed value, unchanged, in the unit of the point
    record Accepted(double value) implements Verdict {}

    /// @param reason which property would be broken
    /// @param text   the same with its numbers, for people
    record Rejected(Reason reason, String text) implements Verdict {}

    /// Which property a proposal would break; the identifiers P1, P2, ... are those of the safety properties in
    /// CONTRIBUTING.md.
    enum Reason {
        /// The site has no such point, or it is not writable.
        NOT_WRITABLE("not-writable"),
        /// P4, P5: an operator holds the set-point.
        OPERATOR_HOLDS("operator-holds"),
        /// P4: the unit is out of service.
        OUT_OF_SERVICE("out-of-service"),
        /// P1: NaN or infinite.
        NOT_A_NUMBER("not-a-number"),
        /// P1: outside the operator's envelope.
        OUTSIDE_ENVELOPE("outside-envelope"),
        /// P7: the plan is too old, or it claims to be made in the future.
        PLAN_NOT_VALID("plan-not-valid"),
        /// P3: a required input is missing, too old, from the future, frozen, or contradicted by two others.
        STALE_INPUT("stale-input"),
        /// P15: the water would be colder than the dew point + 2 K.
        DEW_POINT("dew-point"),
        /// P16: a rack inlet is above the recommended range, so nothing may be saved there.
        INLET_ABOVE_RECOMMENDED("inlet-above-recommended"),
        /// P13: the units that run could not do without one of them.
        NO_SPARE("no-spare"),
        /// P14: the pumps do not push what they are told to.
        LOW_FLOW("low-flow"),
        /// P14: the coolant would warm by more than at nameplate heat and design flow.
        COOLANT_RISE("coolant-rise"),
        /// P2: too large a change in the saving direction.
        TOO_FAST("too-fast"),
        /// P17: too many direction changes within an hour.
        FLIP_FLOP("flip-flop"),
        /// P17: less than three quarters of a hall's capacity would be left.
        TOO_LARGE("too-large"),
        /// P17, P18: another hall goes first, or enough was changed at once.
        STAGED("staged"),
        /// A node may be parked, on deep idle or on, leaf switches may rest or not; there is nothing between.
        NO_SUCH_STATE("no-such-state"),
        /// P13: the node has a job, or it is not known to have none.
        NODE_BUSY("node-busy"),
        /// P13: too few GPUs of that model would be awake and free.
        WARM_RESERVE("warm-reserve"),
        /// P21: the battery is full or empty.
        BATTERY_LIMITS("battery-limits"),
        /// P21: the battery would discharge into the grid.
        FEEDS_GRID("feeds-grid"),
        /// P22: the operator does not allow eco mode of the supplies, or it is no mode.
        ECO_NOT_ALLOWED("eco-not-allowed"),
        /// P22: the supplies report a fault, or a side carries nothing or too much.
        SUPPLIES_NOT_SOUND("supplies-not-sound"),
        /// P22: the supplies have not been in double conversion for long enough.
        ECO_TOO_SOON("eco-too-soon");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /// Stable name in commands, the historian and translations.
        public String code() {
            return code;
        }
    }
}
