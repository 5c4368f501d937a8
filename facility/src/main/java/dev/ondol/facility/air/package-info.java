/// Properties of moist air and of water, shared by everybody who computes with them. Pure functions after the ASHRAE
/// Handbook of Fundamentals 2017, chapter 1; no equipment and no state belong here.
@NullMarked
package dev.ondol.facility.air;

import org.jspecify.annotations.NullMarked;
