package rollcall.http.listener;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code admin_dashboard} of the configuration. */
@ObjectClassDefinition(name = "Rollcall page", description = "Where the page and the HTTP endpoints are found.")
@interface ListenerConfig {
    @AttributeDefinition(name = "Enabled", description = "Whether pages are served: true or false")
    boolean enabled() default true;

    @AttributeDefinition(
            name = "Host",
            description = "Address to listen on; only 127.0.0.1 is allowed as long as there is no TLS")
    String host() default "127.0.0.1";

    @AttributeDefinition(name = "Port", min = "1", max = "65535", description = "Port to listen on, 1 to 65535")
    int port() default 8080;

    /** Two underscores stand for one in the key. */
    @AttributeDefinition(
            name = "Authentication",
            description =
                    "Whether the predecessor's reading endpoints need an account or a token: true or false; pages and whatever changes something need one in any case")
    boolean auth__enabled() default true;
}
