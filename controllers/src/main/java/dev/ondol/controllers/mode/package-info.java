/// Who sets the set-points: the state machine of autonomy, moved by operators and by what control notices. Pure; it
/// neither sends nor stores anything.
@NullMarked
package dev.ondol.controllers.mode;

import org.jspecify.annotations.NullMarked;
