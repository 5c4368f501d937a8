package dev.ondol.facility.site;

import java.time.DateTimeException;
import java.time.ZoneId;

/// Where the site stands.
///
/// @param latitude  degrees north, -90 to 90
/// @param longitude degrees east, -180 to 180
/// @param altitudeM metres above sea level
/// @param timeZone  IANA name, for example `Asia/Seoul`
/// @param climate   name of the built-in typical year, for example `haenam`
public record Location(double latitude, double longitude, double altitudeM, String timeZone, String climate) {
    public Location {
        Checks.between(-90, latitude, 90, "latitude");
        Checks.between(-180, longitude, 180, "longitude");
        Checks.between(-430, altitudeM, 6000, "altitudeM");
        try {
            ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "timeZone (%s) must be an IANA name such as Asia/Seoul.".formatted(timeZone), e);
        }
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }
}
