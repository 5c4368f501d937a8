package dev.ondol.optimizer.api;

/// How often one caller may ask the placement API.
///
/// @param perSecond requests a second in the long run, 1 or more; each placement of a list is one
/// @param burst     requests at once, 1 or more
public record RequestLimit(int perSecond, int burst) {
    /// About what two processor cores answer.
    public static final RequestLimit USUAL = new RequestLimit(2_000, 4_000);

    public RequestLimit {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("The perSecond (%d) and burst (%d) must be at least 1.".formatted(
                    perSecond, burst));
        }
    }
}
