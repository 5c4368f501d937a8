/// What the dashboard knows of the site at this moment: the newest readings with their age, the clock, the roles, the
/// plan, and the figures derived from them. Fed by MQTT messages, read once a second. No HTTP, no SQL and no MQTT client
/// belong here.
@NullMarked
package dev.ondol.dashboards.live;

import org.jspecify.annotations.NullMarked;
