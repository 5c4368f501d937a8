/// How often somebody may ask a server of Ondol. Who may ask at all belongs to the servers.
@NullMarked
package dev.ondol.facility.access;

import org.jspecify.annotations.NullMarked;
