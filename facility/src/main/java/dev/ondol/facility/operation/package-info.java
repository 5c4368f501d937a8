/// What operators see and do beside the mode: alarms, their acts on them, and the answers. Forms only; who decides is elsewhere.
@NullMarked
package dev.ondol.facility.operation;

import org.jspecify.annotations.NullMarked;
