/// What control did: epochs, commands sent, the plant's acknowledgements, set-points the verifier refused, and changes of
/// the autonomy mode.
@NullMarked
package dev.ondol.historian.control;

import org.jspecify.annotations.NullMarked;
