package dev.ondol.slurm.dispatch;

/// What the administrative comment of a job says about Ondol. It outlives this process and a restart of Slurm; job_submit.lua
/// writes the first one.
sealed interface Note {
    /// @param beginS seconds since 1970 before which its owner does not want it to start; 0 where he does not say
    record Held(long beginS) implements Note {}

    /// It has nodes from Ondol.
    record Bound(String placementId) implements Note {
        @Override
        public String toString() {
            return BOUND + placementId;
        }
    }

    /// It was held, and is Slurm's affair now.
    record Passed(String why) implements Note {
        private static final int LONGEST = 120;

        @Override
        public String toString() {
            String line = why.replaceAll("[^\\x20-\\x7e]|[\"'\\\\]", " ");
            return PASSED + line.substring(0, Math.min(LONGEST, line.length()));
        }
    }

    /// Ondol has nothing to do with it.
    record Foreign() implements Note {}

    String HELD = "ondol:held";
    String BOUND = "ondol:bound ";
    String PASSED = "ondol:passed ";
    String BEGIN = " begin=";

    static Note of(String comment) {
        if (comment.equals(HELD)) {
            return new Held(0);
        }
        if (comment.startsWith(HELD + BEGIN) && comment.substring((HELD + BEGIN).length()).matches("\\d{1,11}")) {
            return new Held(Long.parseLong(comment.substring((HELD + BEGIN).length())));
        }
        if (comment.startsWith(BOUND)) {
            return new Bound(comment.substring(BOUND.length()).strip());
        }
        return comment.startsWith(PASSED) ? new Passed(comment.substring(PASSED.length())) : new Foreign();
    }
}
