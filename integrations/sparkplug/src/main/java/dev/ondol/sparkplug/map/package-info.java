/// What the metrics of edge nodes are to the site: the file, and what of it fits.
@NullMarked
package dev.ondol.sparkplug.map;

import org.jspecify.annotations.NullMarked;
