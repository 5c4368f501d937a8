/// Replays that were asked for, how far they are, and what they found. What a replay is belongs to `proof`; here it is rows.
@NullMarked
package dev.ondol.historian.replay;

import org.jspecify.annotations.NullMarked;
