/// Sparkplug B 3.0 as primary host application: what edge nodes say becomes readings for the slow lane, a gap in their
/// sequence asks for a rebirth, and STATE tells them whether what they send is stored. What
/// nodes, births and metrics are is in `messaging/sparkplug`.
@NullMarked
package dev.ondol.ingest.sparkplug;

import org.jspecify.annotations.NullMarked;
