/// TLS towards the broker: which authority is trusted and which certificate this side shows, read from PEM files, and what a
/// failed handshake means in words. How a connection is kept belongs to `messaging` itself.
@NullMarked
package dev.ondol.messaging.tls;

import org.jspecify.annotations.NullMarked;
