/// Points that frames carry and the site does not know. [Holding] collects their readings, [HeldSamples] keeps them in
/// the transaction of their batch, [Discovery] lists them and makes readings of them once a person, or a mapping, accepts
/// the point. Nothing here decides what a good reading is.
@NullMarked
package dev.ondol.historian.discovery;

import org.jspecify.annotations.NullMarked;
