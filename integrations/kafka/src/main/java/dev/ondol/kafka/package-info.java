/// Apache Kafka between the broker and the historian of a site. [KafkaFrameOutlet] is where the relay puts frames,
/// [KafkaFrameLog] where ingest reads them; what a record looks like is in [FrameRecord]. How far a topic is stored stands in the
/// database and nowhere in Kafka. What frames mean and how they are stored is not known here.
@NullMarked
package dev.ondol.kafka;

import org.jspecify.annotations.NullMarked;
