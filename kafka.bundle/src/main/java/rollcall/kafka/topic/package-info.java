/** Scans as records of a topic of Kafka. */
@NullMarked
package rollcall.kafka.topic;

import org.jspecify.annotations.NullMarked;
