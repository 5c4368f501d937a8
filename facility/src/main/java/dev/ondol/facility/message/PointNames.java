package dev.ondol.facility.message;

import dev.ondol.facility.point.PointId;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A list of point names in few bytes. First the quantities: their number, then each with its length and in ASCII. Then for each
/// point its equipment, front-coded as in a sorted table (how many characters it shares with the start of the equipment before, the
/// number of its further characters, and these in ASCII), and the position of its quantity. All numbers are one byte. A source
/// sends the same list again and again, so lists once read are remembered. Thread-safe.
final class PointNames {
    private static final int MOST_REMEMBERED = 512;
    private static final int LARGEST_REMEMBERED = 1 << 16;
    private static final int LONGEST_NAME = 60;
    private static final int MOST_QUANTITIES = 255;

    private static final Map<ByteBuffer, List<PointId>> REMEMBERED = new ConcurrentHashMap<>();

    private PointNames() {}

    /// @throws IllegalArgumentException if there are more than 255 quantities
    static byte[] write(Collection<PointId> points) {
        Map<String, Integer> quantities = new LinkedHashMap<>();
        ByteArrayOutputStream names = new ByteArrayOutputStream(points.size() * 6);
        byte[] before = {};
        for (PointId point : points) {
            byte[] equipment = point.equipment().getBytes(StandardCharsets.US_ASCII);
            int shared = shared(before, equipment);
            names.write(shared);
            names.write(equipment.length - shared);
            names.write(equipment, shared, equipment.length - shared);
            names.write(quantities.computeIfAbsent(point.quantity(), ignored -> quantities.size()));
            before = equipment;
        }
        if (quantities.size() > MOST_QUANTITIES) {
            throw new IllegalArgumentException(
                    "A frame may have %d quantities and has %d.".formatted(MOST_QUANTITIES, quantities.size()));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(names.size() + 500);
        out.write(quantities.size());
        for (String quantity : quantities.keySet()) {
            out.write(quantity.length());
            out.writeBytes(quantity.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(names.toByteArray());
        return out.toByteArray();
    }

    private static int shared(byte[] one, byte[] other) {
        int most = Math.min(one.length, other.length);
        int shared = 0;
        while (shared < most && one[shared] == other[shared]) {
            shared++;
        }
        return shared;
    }

    /// @throws IllegalArgumentException if the bytes are no list of names
    static List<PointId> read(byte[] block) {
        ByteBuffer key = ByteBuffer.wrap(block);
        List<PointId> known = REMEMBERED.get(key);
        if (known != null) {
            return known;
        }
        List<PointId> points = List.copyOf(decode(block));
        if (block.length <= LARGEST_REMEMBERED) {
            if (REMEMBERED.size() >= MOST_REMEMBERED) {
                REMEMBERED.clear();
            }
            REMEMBERED.put(key, points);
        }
        return points;
    }

    private static List<PointId> decode(byte[] block) {
        ByteBuffer in = ByteBuffer.wrap(block);
        try {
            List<String> quantities = new ArrayList<>();
            for (int left = in.hasRemaining() ? unsigned(in) : 0; left > 0; left--) {
                quantities.add(text(in, unsigned(in)));
            }
            List<PointId> points = new ArrayList<>();
            byte[] equipment = new byte[LONGEST_NAME];
            int length = 0;
            while (in.hasRemaining()) {
                int shared = unsigned(in);
                int further = unsigned(in);
                if (shared > length || shared + further > LONGEST_NAME) {
                    throw new IllegalArgumentException("The equipment at byte %d of the points is longer than %d."
                            .formatted(in.position(), shared > length ? length : LONGEST_NAME));
                }
                length = shared + further;
                in.get(equipment, shared, further);
                int quantity = unsigned(in);
                if (quantity >= quantities.size()) {
                    throw new IllegalArgumentException("The quantity %d of a point is none of the %d."
                            .formatted(quantity, quantities.size()));
                }
                points.add(new PointId(new String(equipment, 0, length, StandardCharsets.US_ASCII),
                        quantities.get(quantity)));
            }
            return points;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("The points break off after %d bytes.".formatted(block.length), e);
        }
    }

    private static int unsigned(ByteBuffer in) {
        return in.get() & 0xff;
    }

    private static String text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
