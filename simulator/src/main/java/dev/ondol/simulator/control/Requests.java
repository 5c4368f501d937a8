package dev.ondol.simulator.control;

/// Requests of one kind from many requesters, as ASHRAE Guideline 36 forms them: none, then one as soon as the measured
/// value passes a threshold (until it is back below a lower one), two and three the further it is beyond.
final class Requests {
    private final double release;
    private final double one;
    private final double two;
    private final double three;
    private final boolean[] asking;

    /// @param requesters how many may ask
    /// @param release    value below which a request ends
    /// @param one        value above which one request begins
    /// @param two        value above which it counts twice
    /// @param three      value above which it counts three times
    Requests(int requesters, double release, double one, double two, double three) {
        this.release = release;
        this.one = one;
        this.two = two;
        this.three = three;
        asking = new boolean[requesters];
    }

    /// The requests of a requester at its present value, 0 to 3. A value that is not there asks for nothing.
    int of(int requester, double value) {
        boolean asks = value > one || asking[requester] && value > release;
        asking[requester] = asks;
        return value > three ? 3 : value > two ? 2 : asks ? 1 : 0;
    }
}
