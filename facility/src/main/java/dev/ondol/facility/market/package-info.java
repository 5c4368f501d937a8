/// What energy costs and emits by the hour: dated data with their sources. What a site does with it does not belong here.
@NullMarked
package dev.ondol.facility.market;

import org.jspecify.annotations.NullMarked;
