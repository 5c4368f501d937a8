/// The optimizer role: plans set-points, starts and power profiles for the coming day each planning cycle, and answers placement
/// requests of schedulers at once. [OptimizerRole] ties the packages below to MQTT, HTTP and the historian; none of them knows it.
@NullMarked
package dev.ondol.optimizer;

import org.jspecify.annotations.NullMarked;
