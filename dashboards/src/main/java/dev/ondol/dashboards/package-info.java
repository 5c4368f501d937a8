/// The role that people see: it subscribes to the site's MQTT topics, reads history from the historian, and serves the
/// operator's web pages, REST and one WebSocket a tab. Only the role itself and its options belong here.
@NullMarked
package dev.ondol.dashboards;

import org.jspecify.annotations.NullMarked;
