package dev.ondol.simulator.facility;

/// The consumers of a facility as its energy account separates them. Server fans are IT; the heat pump of the heat recovery
/// stands apart from the cooling.
public enum Subsystem {
    IT, DISTRIBUTION_LOSS, UPS_LOSS, TRANSFORMER_LOSS, MISC, OPTIMIZER, HEAT_PUMP, CRAH_FANS, REAR_DOOR_FANS, ROOM_COMPRESSORS, AIR_TREATMENT, CDU_PUMPS, FACILITY_WATER_PUMPS, DRY_COOLERS, CHILLED_WATER_PUMPS, CONDENSER_WATER_PUMPS, CHILLERS, TOWERS;

    /// True for what counts as cooling energy: chillers, room compressors, towers, dry coolers, all fans and pumps,
    /// humidifiers and drying of make-up air.
    public boolean cooling() {
        return switch (this) {
            case CRAH_FANS, REAR_DOOR_FANS, ROOM_COMPRESSORS, AIR_TREATMENT, CDU_PUMPS, FACILITY_WATER_PUMPS,
                    DRY_COOLERS,
                    CHILLED_WATER_PUMPS, CONDENSER_WATER_PUMPS,
                    CHILLERS, TOWERS ->
                true;
            case IT, DISTRIBUTION_LOSS, UPS_LOSS, TRANSFORMER_LOSS, MISC, OPTIMIZER, HEAT_PUMP -> false;
        };
    }

    /// Key in summaries: `crahFans`.
    public String key() {
        StringBuilder key = new StringBuilder();
        for (String word : name().toLowerCase(java.util.Locale.ROOT).split("_", -1)) {
            key.append(key.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return key.toString();
    }
}
