package dev.ondol.facility.message;

import java.util.List;

/// A frame whose sender may name some of its points in ways of its own.
///
/// @param frame   with the readings whose names are of the form equipment/quantity
/// @param foreign the others, in order
public record MixedFrame(Frame frame, List<ForeignReading> foreign) {
    public MixedFrame {
        foreign = List.copyOf(foreign);
    }
}
