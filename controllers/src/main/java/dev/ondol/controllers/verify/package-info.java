/// The independent check of everything that is to be written to the plant: the operator's envelope, slew, freshness of the
/// inputs, direction changes, dew point. Pure: no MQTT, no SQL, no Vert.x, no class of the optimizer; plant time is an
/// argument everywhere. What is sent, and who decides about the mode, does not belong here.
@NullMarked
package dev.ondol.controllers.verify;

import org.jspecify.annotations.NullMarked;
