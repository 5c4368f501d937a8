/// Who is told of an alarm beside the dashboard: by e-mail and webhook, further people when nobody acknowledges. When an alarm sounds is decided in `alarm`; here
/// is only who hears of it, once.
@NullMarked
package dev.ondol.controllers.notify;

import org.jspecify.annotations.NullMarked;
