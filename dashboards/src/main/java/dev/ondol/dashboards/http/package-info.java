/// The web server: pages and their files, REST, the live socket, the guard in front of them all, and the forwarding of
/// placement calls. Everything runs on one Vert.x event loop; blocking reads go through [Archive] on virtual threads.
@NullMarked
package dev.ondol.dashboards.http;

import org.jspecify.annotations.NullMarked;
