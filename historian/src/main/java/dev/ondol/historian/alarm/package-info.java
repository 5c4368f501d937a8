/// Every alarm that was ever raised, and what people wrote into the shift log.
@NullMarked
package dev.ondol.historian.alarm;

import org.jspecify.annotations.NullMarked;
