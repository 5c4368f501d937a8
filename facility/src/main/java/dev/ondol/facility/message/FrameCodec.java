package dev.ondol.facility.message;

import java.util.List;

/// How a frame is written. A reader needs not be told: the first byte shows which it is. Thread-safe.
public enum FrameCodec {
    /// For people and small gateways; see [JsonMessages].
    JSON {
        @Override
        public byte[] write(Frame frame) {
            return JsonMessages.write(frame);
        }
    },
    /// A third of the bytes and of the work; see [CborFrames].
    CBOR {
        @Override
        public byte[] write(Frame frame) {
            return CborFrames.write(frame);
        }
    };

    /// @throws IllegalArgumentException if a reading is not finite
    public abstract byte[] write(Frame frame);

    /// Reads a frame of any codec; readings whose names are not of the form equipment/quantity are left out.
    ///
    /// @throws MalformedMessage if the bytes are no frame; its text says where and why
    public static Frame read(byte[] bytes) throws MalformedMessage {
        return readMixed(bytes).frame();
    }

    /// Reads a frame of any codec, foreign names included.
    ///
    /// @throws MalformedMessage if the bytes are no frame; its text says where and why
    public static MixedFrame readMixed(byte[] bytes) throws MalformedMessage {
        return CborFrames.startsLikeOne(bytes)
                ? new MixedFrame(CborFrames.read(bytes), List.of())
                : JsonMessages.readFrame(bytes);
    }
}
