/// One planning cycle: from the account and the forecast to a problem, through Timefold, to a plan. No MQTT, SQL or HTTP.
@NullMarked
package dev.ondol.optimizer.solve;

import org.jspecify.annotations.NullMarked;
