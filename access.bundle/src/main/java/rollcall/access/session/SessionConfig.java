package rollcall.access.session;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code access} of the configuration. */
@ObjectClassDefinition(name = "Rollcall access", description = "How long somebody stays signed in.")
@interface SessionConfig {
    @AttributeDefinition(
            name = "Idle",
            min = "1",
            max = "720",
            description = "Minutes without a request after which a session ends, 1 to 720")
    int idleMinutes() default 15;

    @AttributeDefinition(
            name = "Longest",
            min = "1",
            max = "168",
            description = "Hours after which a session ends in any case, 1 to 168")
    int longestHours() default 12;
}
