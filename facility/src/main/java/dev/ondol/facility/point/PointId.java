package dev.ondol.facility.point;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.ondol.facility.site.Names;
import org.jspecify.annotations.Nullable;

/// The name of one point, `equipment/quantity`, for example `crah-h3-07/supply-air-temperature`.
/// Both parts match [a-z0-9-]+ (1 to 60 characters). Immutable. A class and no record because it is the key of whatever comes in
/// each minute: its hash is reckoned once, and two names of the same object are told equal without a look at their letters.
public final class PointId implements Comparable<PointId> {
    private final String equipment;
    private final String quantity;
    private final int hash;

    public PointId(String equipment, String quantity) {
        requireName(equipment, "equipment");
        requireName(quantity, "quantity");
        this.equipment = equipment;
        this.quantity = quantity;
        hash = 31 * equipment.hashCode() + quantity.hashCode();
    }

    public String equipment() {
        return equipment;
    }

    public String quantity() {
        return quantity;
    }

    /// Reads `equipment/quantity`.
    @JsonCreator
    public static PointId of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "The point name (%s) must have the form equipment/quantity.".formatted(text));
        }
        return new PointId(text.substring(0, slash), text.substring(slash + 1));
    }

    public static PointId of(String equipment, Quantity quantity) {
        return new PointId(equipment, quantity.id());
    }

    /// True if the text is a legal site, source, equipment or quantity name.
    public static boolean isName(String text) {
        return Names.isLegal(text);
    }

    private static void requireName(String text, String what) {
        if (!isName(text)) {
            throw new IllegalArgumentException(
                    "The %s (%s) of a point must match [a-z0-9-]+ and have 1 to 60 characters.".formatted(what, text));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof PointId that && hash == that.hash && equipment.equals(that.equipment)
                && quantity.equals(that.quantity);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(PointId other) {
        int byEquipment = equipment.compareTo(other.equipment);
        return byEquipment != 0 ? byEquipment : quantity.compareTo(other.quantity);
    }

    @JsonValue
    @Override
    public String toString() {
        return equipment + "/" + quantity;
    }
}
