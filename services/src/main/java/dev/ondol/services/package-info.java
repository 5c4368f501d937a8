/// The services that Ondol brings along, so that one command is enough: an MQTT broker inside the JVM, TimescaleDB from
/// Debian's packages, a PostgreSQL from a jar, and an installed Mosquitto for tests. Each starts in a data folder and on a
/// port that the caller names, listens on loopback only, keeps its data and closes in seconds. What is stored or said
/// through them belongs to other modules.
@NullMarked
package dev.ondol.services;

import org.jspecify.annotations.NullMarked;
