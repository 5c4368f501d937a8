/// What a kWh and a litre cost, emit and weigh over a time span. Who uses them, and what for, does not belong here.
@NullMarked
package dev.ondol.optimizer.price;

import org.jspecify.annotations.NullMarked;
