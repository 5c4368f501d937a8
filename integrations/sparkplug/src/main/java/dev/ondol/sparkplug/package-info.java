/// A plant behind edge nodes that speak Sparkplug B 3.0, as the edge gateway wants one: [dev.ondol.sparkplug.SparkplugPlant]. What metrics are
/// to the site is in `map`, the talk with a device in `device`. Whether a command may be carried out is decided by the gateway, not here.
@NullMarked
package dev.ondol.sparkplug;

import org.jspecify.annotations.NullMarked;
