/// What control and its operators did, on its way into the audit log: noted on disk before it is done, completed by the plant's
/// answer, written in order by one thread. Nothing here holds up controlling.
@NullMarked
package dev.ondol.controllers.audit;

import org.jspecify.annotations.NullMarked;
