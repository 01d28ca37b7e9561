package rollcall.kafka.topic;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code kafka} of the configuration; without servers nothing of Kafka is loaded. */
@ObjectClassDefinition(name = "Rollcall Kafka", description = "Scans as records of a topic.")
public @interface KafkaConfig {
    @AttributeDefinition(
            name = "Servers",
            description =
                    "Brokers to begin with, such as kafka-1.example:9093,kafka-2.example:9093; empty for no Kafka")
    String servers() default "";

    @AttributeDefinition(name = "Topic", description = "Its topic; letters, digits, dots, underscores and dashes")
    String topic() default "attendance.events.v1";

    @AttributeDefinition(name = "User", description = "The terminal's name there; empty where a certificate tells it")
    String user() default "";

    @AttributeDefinition(
            name = "Mechanism",
            description = "How the password is shown",
            options = {
                @org.osgi.service.metatype.annotations.Option(label = "SCRAM-SHA-512", value = "SCRAM-SHA-512"),
                @org.osgi.service.metatype.annotations.Option(label = "SCRAM-SHA-256", value = "SCRAM-SHA-256"),
                @org.osgi.service.metatype.annotations.Option(label = "PLAIN", value = "PLAIN")
            })
    String mechanism() default "SCRAM-SHA-512";

    @AttributeDefinition(
            name = "Certificates",
            description = "PEM file of authorities to be trusted instead of the system's; empty for the system's")
    String caFile() default "";

    @AttributeDefinition(
            name = "Patience",
            min = "2",
            max = "300",
            description = "Seconds in which a batch has to be acknowledged, 2 to 300")
    int patienceSeconds() default 30;
}
