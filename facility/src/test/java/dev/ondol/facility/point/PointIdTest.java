package dev.ondol.facility.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PointIdTest {
    private static final PointId FAN = PointId.of("crah-h3-07/fan-speed");

    @Test
    void namesThatWereReadApartAreOne() {
        PointId again = PointId.of(new String("crah-h3-07"), Quantity.FAN_SPEED);
        assertThat(again).isEqualTo(FAN).hasSameHashCodeAs(FAN).hasToString("crah-h3-07/fan-speed");
        assertThat(Map.of(FAN, 1)).containsKey(again);
    }

    @Test
    void anotherUnitOrQuantityIsAnotherPoint() {
        assertThat(PointId.of("crah-h3-08/fan-speed")).isNotEqualTo(FAN);
        assertThat(PointId.of("crah-h3-07/active-power")).isNotEqualTo(FAN);
        // the two names are exchanged: the letters are the same
        assertThat(new PointId("fan-speed", "crah-h3-07")).isNotEqualTo(FAN);
    }

    @Test
    void namesThatAreNotLegalAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PointId.of("Crah/fan-speed"));
        assertThatIllegalArgumentException().isThrownBy(() -> PointId.of("crah/"));
        assertThatIllegalArgumentException().isThrownBy(() -> PointId.of("crah"));
    }

    @Test
    void onTheWireItIsItsNameAsAValueAndAsAKey() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        String wire = json.writeValueAsString(Map.of(FAN, FAN));
        assertThat(wire).isEqualTo("{\"crah-h3-07/fan-speed\":\"crah-h3-07/fan-speed\"}");
        Map<PointId, PointId> back = json.readValue(wire, new TypeReference<>() {
        });
        assertThat(back).containsExactly(Map.entry(FAN, FAN));
    }
}
