/// The fleet's API towards schedulers and dashboards: who may ask what, and how an answer looks.
@NullMarked
package dev.ondol.fleet.http;

import org.jspecify.annotations.NullMarked;
