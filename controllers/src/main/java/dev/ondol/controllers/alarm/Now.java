package dev.ondol.controllers.alarm;

/// Both clocks at one instant, milliseconds since 1970-01-01T00:00Z.
///
/// @param plant 0 before the plant's clock is known
public record Now(long plant, long wall) {
    long of(Definition.Clock clock) {
        return switch (clock) {
            case PLANT -> plant;
            case WALL -> wall;
        };
    }
}
