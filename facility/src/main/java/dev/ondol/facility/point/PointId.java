package dev.ondol.facility.point;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.ondol.facility.site.Names;

/// The name of one point, `equipment/quantity`, for example `crah-h3-07/supply-air-temperature`.
/// Both parts match [a-z0-9-]+ (1 to 60 characters).
public record PointId(String equipment, String quantity) implements Comparable<PointId> {
    public PointId {
        requireName(equipment, "equipment");
        requireName(quantity, "quantity");
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
