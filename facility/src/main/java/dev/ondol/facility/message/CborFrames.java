package dev.ondol.facility.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import dev.ondol.facility.point.PointId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The binary form of a frame: one CBOR array (RFC 8949) of seven.
///
/// | item | type | |
/// |---|---|---|
/// | version | unsigned | 1 |
/// | boot | text | |
/// | seq | unsigned | |
/// | t | unsigned | plant time, milliseconds since 1970-01-01T00:00Z |
/// | points | bytes | names, see [PointNames] |
/// | values | bytes, tag 82 | big-endian float64, one for each point (RFC 8746) |
/// | quality | map | position of a point, from 0 -> code; only of readings that are not good |
///
/// A frame says all that it needs to be read: there is no dictionary that a broker may have lost or a replay may miss.
final class CborFrames {
    private static final CBORFactory FACTORY = new CBORFactory();
    private static final int VERSION = 1;
    private static final int ITEMS = 7;
    private static final byte ARRAY_OF_SEVEN = (byte) (0x80 | ITEMS);
    private static final int FLOAT64_BIG_ENDIAN = 82;

    private CborFrames() {}

    static boolean startsLikeOne(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == ARRAY_OF_SEVEN;
    }

    static byte[] write(Frame frame) {
        ByteBuffer values = ByteBuffer.allocate(frame.values().size() * Double.BYTES);
        for (Map.Entry<PointId, Double> value : frame.values().entrySet()) {
            if (!Double.isFinite(value.getValue())) {
                throw new IllegalArgumentException(
                        "The reading (%s) of %s must be finite.".formatted(value.getValue(), value.getKey()));
            }
            values.putDouble(value.getValue());
        }
        byte[] points = PointNames.write(frame.values().keySet());
        ByteArrayOutputStream out = new ByteArrayOutputStream(points.length + values.capacity() + 100);
        try (CBORGenerator cbor = FACTORY.createGenerator(out)) {
            cbor.writeStartArray(frame, ITEMS);
            cbor.writeNumber(VERSION);
            cbor.writeString(frame.boot());
            cbor.writeNumber(frame.seq());
            cbor.writeNumber(frame.time());
            cbor.writeBinary(points);
            cbor.writeTag(FLOAT64_BIG_ENDIAN);
            cbor.writeBinary(values.array());
            writeQuality(cbor, frame);
            cbor.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void writeQuality(CBORGenerator cbor, Frame frame) throws IOException {
        cbor.writeStartObject(frame, frame.quality().size());
        int position = 0;
        for (PointId point : frame.quality().isEmpty() ? List.<PointId>of() : frame.values().keySet()) {
            String code = frame.quality().get(point);
            if (code != null) {
                cbor.writeFieldId(position);
                cbor.writeString(code);
            }
            position++;
        }
        cbor.writeEndObject();
    }

    static Frame read(byte[] bytes) throws MalformedMessage {
        try (CBORParser cbor = FACTORY.createParser(bytes)) {
            expect(cbor, JsonToken.START_ARRAY);
            long version = integer(cbor, "version");
            if (version != VERSION) {
                throw new IllegalArgumentException("The version (%d) of the frame must be 1.".formatted(version));
            }
            expect(cbor, JsonToken.VALUE_STRING);
            String boot = cbor.getText();
            long seq = integer(cbor, "seq");
            long time = integer(cbor, "t");
            List<PointId> points = PointNames.read(binary(cbor));
            Map<PointId, Double> values = values(points, binary(cbor));
            Map<PointId, String> quality = quality(cbor, points);
            expect(cbor, JsonToken.END_ARRAY);
            if (cbor.nextToken() != null) {
                throw new IllegalArgumentException("There is more after the frame.");
            }
            return new Frame(boot, seq, time, values, quality);
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedMessage("Not a frame in CBOR: " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static Map<PointId, Double> values(List<PointId> points, byte[] bytes) {
        if (bytes.length != points.size() * Double.BYTES) {
            throw new IllegalArgumentException(
                    "The values have %d bytes; %d points need %d.".formatted(bytes.length, points.size(),
                            points.size() * Double.BYTES));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Map<PointId, Double> values = LinkedHashMap.newLinkedHashMap(points.size());
        for (PointId point : points) {
            if (values.put(point, buffer.getDouble()) != null) {
                throw new IllegalArgumentException("The point %s comes twice.".formatted(point));
            }
        }
        return values;
    }

    private static Map<PointId, String> quality(CBORParser cbor, List<PointId> points) throws IOException {
        expect(cbor, JsonToken.START_OBJECT);
        Map<PointId, String> quality = new LinkedHashMap<>();
        while (cbor.nextToken() == JsonToken.FIELD_NAME) {
            int position = Integer.parseInt(cbor.currentName());
            if (position < 0 || position >= points.size()) {
                throw new IllegalArgumentException(
                        "The quality is of point %d; there are %d.".formatted(position, points.size()));
            }
            expect(cbor, JsonToken.VALUE_STRING);
            quality.put(points.get(position), cbor.getText());
        }
        return quality;
    }

    private static long integer(CBORParser cbor, String what) throws IOException {
        expect(cbor, JsonToken.VALUE_NUMBER_INT);
        if (cbor.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new IllegalArgumentException("The %s is too large.".formatted(what));
        }
        return cbor.getLongValue();
    }

    private static byte[] binary(CBORParser cbor) throws IOException {
        expect(cbor, JsonToken.VALUE_EMBEDDED_OBJECT);
        return cbor.getBinaryValue();
    }

    private static void expect(CBORParser cbor, JsonToken token) throws IOException {
        JsonToken next = cbor.nextToken();
        if (next != token) {
            throw new IllegalArgumentException("There is %s where %s should be.".formatted(next, token));
        }
    }
}
