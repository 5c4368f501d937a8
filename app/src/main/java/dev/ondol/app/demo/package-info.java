/// The closed loop in one process: broker, database and every role, started in order and stopped in reverse. The roles
/// still meet only over MQTT and the historian, as they do when each is a process of its own.
@NullMarked
package dev.ondol.app.demo;

import org.jspecify.annotations.NullMarked;
