/// How each site of the fleet is, as its own dashboard tells.
@NullMarked
package dev.ondol.fleet.view;

import org.jspecify.annotations.NullMarked;
