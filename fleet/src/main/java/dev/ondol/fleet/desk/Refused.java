package dev.ondol.fleet.desk;

/// A request that gets a problem for an answer.
public final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
