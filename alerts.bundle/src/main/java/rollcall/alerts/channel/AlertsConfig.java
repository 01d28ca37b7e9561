package rollcall.alerts.channel;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Section {@code alerts} of the configuration; one underscore stands for a dot, two for one. */
@ObjectClassDefinition(name = "Rollcall alerts", description = "Who is told of what, and when.")
public @interface AlertsConfig {
    @AttributeDefinition(name = "Enabled", description = "Whether anybody is told")
    boolean enabled() default true;

    @AttributeDefinition(name = "Log", description = "File of lines, from the terminal's folder")
    String log__file() default "data/logs/alerts.log";

    @AttributeDefinition(name = "File", description = "File with the last 1,000 alerts as JSON")
    String alert__file() default "data/logs/alerts.json";

    @AttributeDefinition(
            name = "Cooldown",
            min = "0",
            max = "1440",
            description = "Minutes after a message in which the same is not said again, 0 to 1440")
    int cooldown__minutes() default 5;

    @AttributeDefinition(
            name = "Lasting",
            min = "0",
            max = "3600",
            description = "Seconds a condition must last before it is told, 0 to 3600")
    int pending__seconds() default 0;

    @AttributeDefinition(
            name = "Grouping",
            min = "0",
            max = "600",
            description = "Seconds that alerts below critical wait for others, 0 to 600")
    int group__seconds() default 30;

    @AttributeDefinition(
            name = "Hold-down",
            min = "0",
            max = "3600",
            description = "Seconds a condition must be gone before it counts as resolved, 0 to 3600")
    int resolve__seconds() default 60;

    @AttributeDefinition(
            name = "Repeat",
            min = "1",
            max = "168",
            description = "Hours after which an alert nobody took is told again, 1 to 168; critical: a quarter of it")
    int repeat__hours() default 4;

    @AttributeDefinition(
            name = "Quiet hours",
            description = "Two times such as 20:00-06:30 between which only critical alerts are told; empty for none")
    String quiet__hours() default "";

    @AttributeDefinition(
            name = "Channels",
            description = "For single channels, over what they say of themselves: NAME least=error after=10"
                    + " quiet=22:00-06:00 hourly=20")
    String[] channels() default {};

    @AttributeDefinition(
            name = "Explained",
            description = "CAUSE>EFFECT: while the cause is there, the effect is not told")
    String[] explained() default {
        "UNDERVOLTAGE>CAMERA_FAILURE",
        "NETWORK_OFFLINE>SYNC_FAILURE",
        "NETWORK_OFFLINE>CIRCUIT_BREAKER_OPEN",
        "DISK_FULL>DATABASE_ERROR"
    };

    @AttributeDefinition(name = "Runbook", description = "Where the runbook is read; linked from every message")
    String runbook__url() default "docs/runbook.md";

    @AttributeDefinition(name = "Device", description = "Name of the terminal in messages; empty for the host's")
    String device() default "";

    @AttributeDefinition(
            name = "Local targets",
            description = "Whether channels may call this machine itself and link-local addresses")
    boolean allow__local__targets() default false;

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "Heartbeat",
            description = "Address called every minute while all is well; empty for none")
    String heartbeat__url() default "";

    @AttributeDefinition(name = "SMS", description = "Whether critical alerts go out as SMS")
    boolean sms_enabled() default false;

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "Numbers",
            description = "Numbers of those who get SMS, such as +639171234567")
    String[] sms_admin__numbers() default {};

    @AttributeDefinition(
            name = "Shape",
            options = {@Option(value = "gateway"), @Option(value = "twilio")},
            description = "What the SMS service understands: gateway or twilio")
    String sms_shape() default "gateway";

    @AttributeDefinition(name = "SMS address", description = "Where the SMS service is called")
    String sms_url() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "SMS user",
            description = "Name at the service; Twilio's account SID")
    String sms_user() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "SMS secret",
            description = "Password or token at the service, as ${ENV_NAME}")
    String sms_secret() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "SMS sender",
            description = "Number or device the SMS comes from")
    String sms_from() default "";

    @AttributeDefinition(name = "SMS a day", min = "1", max = "1000", description = "Most SMS a day, 1 to 1000")
    int sms_daily__budget() default 20;

    @AttributeDefinition(
            name = "SMS after",
            min = "0",
            max = "1440",
            description = "Minutes an alert must have stood untaken before an SMS goes out, 0 to 1440")
    int sms_after__minutes() default 10;

    @AttributeDefinition(
            name = "Second contact",
            description = "Numbers of those who get an SMS if nobody takes a critical alert for longer")
    String[] sms_second__numbers() default {};

    @AttributeDefinition(
            name = "Second contact after",
            min = "0",
            max = "1440",
            description = "Minutes an alert must have stood untaken before the second contact is told, 0 to 1440")
    int sms_second__after__minutes() default 20;

    @AttributeDefinition(name = "Webhook", description = "Whether alerts are posted to an address")
    boolean webhook_enabled() default false;

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "Webhook address",
            description = "Where alerts are posted as JSON")
    String webhook_url() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "Authorization",
            description = "Value of the header Authorization, as ${ENV_NAME}")
    String webhook_auth__header() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "Signature",
            description = "Secret of the signature, as ${ENV_NAME}; empty for none")
    String webhook_hmac__secret() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "ntfy",
            description = "Address of an ntfy topic; empty for none")
    String ntfy_url() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "ntfy token",
            description = "Access token, as ${ENV_NAME}; empty for none")
    String ntfy_token() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "Slack",
            description = "Address of an incoming webhook, as ${ENV_NAME}; empty for none")
    String slack_url() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "PagerDuty",
            description = "Routing key of 32 characters, as ${ENV_NAME}; empty for none")
    String pagerduty_routing__key() default "";

    @AttributeDefinition(name = "PagerDuty address", description = "Where events are posted")
    String pagerduty_url() default "https://events.pagerduty.com/v2/enqueue";

    @AttributeDefinition(
            name = "Alertmanager",
            description = "Address of an Alertmanager, without path; empty for none")
    String alertmanager_url() default "";

    @AttributeDefinition(name = "Mail server", description = "Host that takes mail; empty for none")
    String email_host() default "";

    @AttributeDefinition(name = "Mail port", min = "1", max = "65535", description = "Its port, 1 to 65535")
    int email_port() default 587;

    @AttributeDefinition(
            name = "Mail security",
            options = {@Option(value = "starttls"), @Option(value = "tls"), @Option(value = "none")},
            description = "starttls, tls (port 465), or none, which sends no login")
    String email_security() default "starttls";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "Mail user",
            description = "Name at the mail server; empty for none")
    String email_user() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "Mail secret",
            description = "Password at the mail server, as ${ENV_NAME}")
    String email_secret() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "Mail sender",
            description = "Address the mail comes from")
    String email_from() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "Mail to",
            description = "Addresses of those who get mail")
    String[] email_to() default {};

    @AttributeDefinition(
            name = "MQTT",
            description = "Address of a broker, ssl://host:8883 or tcp://host:1883; empty for none")
    String mqtt_url() default "";

    @AttributeDefinition(name = "MQTT topic", description = "Topic; the terminal's name is put behind it")
    String mqtt_topic() default "rollcall/alerts";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "MQTT user",
            description = "Name at the broker; empty for none")
    String mqtt_user() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            name = "MQTT secret",
            description = "Password at the broker, as ${ENV_NAME}")
    String mqtt_secret() default "";
}
