package dev.ondol.gateway.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// One append-only file with frames of one source and one boot, named `{number}-{boot}.log`.
/// A record is length (4 bytes), CRC-32C of sequence number and payload (4), sequence number (8), payload. A file is
/// never appended to after a restart, so what follows the first broken record is a torn tail and is ignored.
/// Confined to the monitor of its [SourceOutbox].
final class Segment {
    private static final int HEADER = 16;
    private static final int LARGEST = 64 << 20;

    /// A frame in this file.
    record Entry(Segment segment, long seq, long offset, int length) {}

    private final Path file;
    private final FileChannel channel;
    private long end;
    private boolean unforced;
    /// Frames that are not yet covered by a mark.
    private int kept;

    private Segment(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Segment create(Path folder, int number, String boot) throws IOException {
        Path file = folder.resolve("%08d-%s.log".formatted(number, boot));
        return new Segment(file,
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
    }

    static Segment open(Path file) throws IOException {
        return new Segment(file, FileChannel.open(file, StandardOpenOption.READ));
    }

    String boot() {
        return boot(file);
    }

    /// The boot that the file belongs to, or an empty text if the name is not that of a segment.
    static String boot(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.matches("\\d{8}-[a-z0-9]+\\.log") ? name.substring(9, name.length() - 4) : "";
    }

    static int number(Path file) {
        return Integer.parseInt(String.valueOf(file.getFileName()).substring(0, 8));
    }

    /// Appends a frame. On failure the file is as it was.
    Entry append(long seq, byte[] payload) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(HEADER + payload.length);
        record.putInt(payload.length).putInt(checksum(seq, payload)).putLong(seq).put(payload).flip();
        try {
            long at = end;
            while (record.hasRemaining()) {
                at += channel.write(record, at);
            }
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
        Entry entry = new Entry(this, seq, end + HEADER, payload.length);
        end += HEADER + payload.length;
        unforced = true;
        kept++;
        return entry;
    }

    /// Frames of a file of an earlier life, up to its torn tail.
    List<Entry> scan() throws IOException {
        List<Entry> entries = new ArrayList<>();
        long size = channel.size();
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        while (end + HEADER <= size) {
            header.clear();
            fill(header, end);
            int length = header.getInt();
            int checksum = header.getInt();
            long seq = header.getLong();
            if (length <= 0 || length > LARGEST || end + HEADER + length > size) {
                break;
            }
            ByteBuffer payload = ByteBuffer.allocate(length);
            fill(payload, end + HEADER);
            if (checksum != checksum(seq, payload.array())) {
                break;
            }
            entries.add(new Entry(this, seq, end + HEADER, length));
            end += HEADER + length;
            kept++;
        }
        return entries;
    }

    byte[] read(Entry entry) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(entry.length());
        fill(payload, entry.offset());
        return payload.array();
    }

    /// One frame less to keep.
    void release() {
        kept--;
    }

    boolean empty() {
        return kept == 0;
    }

    long size() {
        return end;
    }

    void force() throws IOException {
        if (unforced) {
            channel.force(false);
            unforced = false;
        }
    }

    void close() throws IOException {
        channel.close();
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    private void fill(ByteBuffer buffer, long offset) throws IOException {
        long at = offset;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new IOException("The outbox file %s ends at byte %d.".formatted(file, at));
            }
            at += read;
        }
        buffer.flip();
    }

    private static int checksum(long seq, byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(seq).flip());
        crc.update(payload);
        return (int) crc.getValue();
    }
}
