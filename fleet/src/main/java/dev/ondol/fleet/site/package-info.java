/// The sites of a fleet as the front reaches them: addresses, tokens, one call. What is asked does not belong here.
@NullMarked
package dev.ondol.fleet.site;

import org.jspecify.annotations.NullMarked;
