/// The replayer: takes up what people ask for on the Replay screen, one at a time, and leaves what it found in the historian. It has
/// no way to the broker and none to the plant. How a recording is replayed is `proof`'s.
@NullMarked
package dev.ondol.app.replay;

import org.jspecify.annotations.NullMarked;
