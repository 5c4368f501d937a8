package dev.ondol.gateway.field;

import dev.ondol.facility.point.PointId;
import java.util.Map;
import java.util.Set;

/// A device of the plant, whatever it speaks. What is to be handed back to its own rule is handed back before anything else is written, and
/// asked again until it has obeyed. [#release] and [#releaseAll] never wait, all else may. Thread-safe.
public interface FieldDevice extends AutoCloseable {
    /// For people.
    String name();

    /// Begins to connect.
    void open();

    boolean isConnected();

    /// Whether commands to that set-point go here.
    boolean writes(PointId point);

    /// What it shows of these points now; nothing where it does not answer.
    Map<PointId, Double> read(Set<PointId> points);

    /// Writes a set-point and reads it back. False where the device did not take exactly that.
    boolean write(PointId point, double value);

    /// What it showed last of a set-point; NaN where nothing.
    double inForce(PointId point);

    /// From now on that set-point is to be handed back to the device's own rule.
    void release(PointId point);

    /// From now on everything is to be handed back.
    void releaseAll();

    /// Hands back what is to be handed back.
    void handBack();

    /// Tells the device that the gateway lives, where it wants to know.
    void beat();

    @Override
    void close();
}
