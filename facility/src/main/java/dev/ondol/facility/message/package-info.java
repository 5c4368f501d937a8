/// The MQTT contract, version 1: topics, frames (in JSON or CBOR, see [FrameCodec]), marks, the clock, commands, acknowledgements, heartbeats and operator
/// requests, with their JSON form in [JsonMessages]. Golden files in the tests pin every byte that leaves a role.
@NullMarked
package dev.ondol.facility.message;

import org.jspecify.annotations.NullMarked;
