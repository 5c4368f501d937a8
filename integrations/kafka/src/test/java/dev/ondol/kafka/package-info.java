/// With a real Kafka, a real broker and a real TimescaleDB; what is killed is a process of its own.
@NullMarked
package dev.ondol.kafka;

import org.jspecify.annotations.NullMarked;
