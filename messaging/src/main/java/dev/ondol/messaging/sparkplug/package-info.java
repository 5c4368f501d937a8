/// Sparkplug B 3.0 as a host application hears and speaks it: what the births of edge nodes say, which points their metrics are, STATE, and
/// the topics. Payloads are read with Eclipse Tahu. Who stores readings or commands devices is elsewhere.
@NullMarked
package dev.ondol.messaging.sparkplug;

import org.jspecify.annotations.NullMarked;
