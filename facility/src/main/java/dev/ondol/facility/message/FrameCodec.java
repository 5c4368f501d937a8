package dev.ondol.facility.message;

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

    /// Reads a frame of any codec.
    ///
    /// @throws MalformedMessage if the bytes are no frame; its text says where and why
    public static Frame read(byte[] bytes) throws MalformedMessage {
        return CborFrames.startsLikeOne(bytes) ? CborFrames.read(bytes) : JsonMessages.read(bytes, Frame.class);
    }
}
