package rollcall.alerts.channel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.alert.AlertChannel;
import rollcall.message.TextMessages;

/**
 * Registers the channels the configuration asks for, each as an {@link AlertChannel} of its own.
 *
 * <p>One that is set up wrong says so in one line and hinders no other.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "rollcall.alerts",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AlertsConfig.class)
public final class ConfiguredChannels {
    private static final System.Logger LOG = System.getLogger("rollcall.alerts");

    private final BundleContext context;
    private final AlertsConfig config;
    private final List<ServiceRegistration<?>> registered = new ArrayList<>();

    @FunctionalInterface
    private interface Making<S> {
        S make() throws IOException;
    }

    @Activate
    public ConfiguredChannels(BundleContext context, AlertsConfig config) {
        this.context = context;
        this.config = config;
        Path home = Path.of(String.valueOf(context.getProperty("rollcall.home")));
        Clock clock = Clock.systemUTC();
        if (!config.sms_url().isEmpty()) {
            register(TextMessages.class, () -> new SmsGateway(target("sms.url", config.sms_url()), config));
        }
        if (!config.enabled()) {
            return;
        }
        add(() -> new LogChannel(home.resolve(config.log__file())));
        add(() -> new FileChannel(home.resolve(config.alert__file())));
        if (config.sms_enabled()) {
            SmsBudget budget = new SmsBudget(config.sms_daily__budget(), clock);
            add(() -> SmsChannel.first(target("sms.url", config.sms_url()), config, budget));
            if (config.sms_second__numbers().length > 0) {
                add(() -> SmsChannel.second(target("sms.url", config.sms_url()), config, budget));
            }
        }
        if (config.webhook_enabled()) {
            add(() -> new WebhookChannel(
                    target("webhook.url", config.webhook_url()),
                    config.webhook_auth__header(),
                    config.webhook_hmac__secret(),
                    clock));
        }
        if (!config.ntfy_url().isEmpty()) {
            add(() -> new NtfyChannel(target("ntfy.url", config.ntfy_url()), config.ntfy_token()));
        }
        if (!config.slack_url().isEmpty()) {
            add(() -> new SlackChannel(target("slack.url", config.slack_url())));
        }
        if (!config.pagerduty_routing__key().isEmpty()) {
            add(() -> new PagerDutyChannel(
                    target("pagerduty.url", config.pagerduty_url()), config.pagerduty_routing__key()));
        }
        if (!config.alertmanager_url().isEmpty()) {
            add(() -> new AlertmanagerChannel(target("alertmanager.url", config.alertmanager_url()), clock));
        }
        if (!config.email_host().isEmpty()) {
            add(() -> new MailChannel(MailServer.of(config), List.of(config.email_to()), clock));
        }
        if (!config.mqtt_url().isEmpty()) {
            add(() -> new MqttChannel(config));
        }
    }

    private Target target(String key, String text) {
        return Target.of(key, text, config.allow__local__targets());
    }

    private void add(Making<AlertChannel> making) {
        register(AlertChannel.class, making);
    }

    private <S> void register(Class<S> type, Making<S> making) {
        try {
            S made = making.make();
            Map<String, Object> properties =
                    made instanceof AlertChannel channel ? Map.of("rollcall.channel", channel.name()) : Map.of();
            registered.add(context.registerService(type, made, FrameworkUtil.asDictionary(properties)));
        } catch (IllegalArgumentException | IOException e) {
            LOG.log(System.Logger.Level.ERROR, "an alert channel is missing: {0}", e.getMessage());
        }
    }

    @Deactivate
    public void close() {
        registered.forEach(ServiceRegistration::unregister);
    }
}
