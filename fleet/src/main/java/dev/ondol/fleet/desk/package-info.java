/// A request's way to the one site that carries it out, and back there ever after. HTTP towards schedulers does not belong here.
@NullMarked
package dev.ondol.fleet.desk;

import org.jspecify.annotations.NullMarked;
