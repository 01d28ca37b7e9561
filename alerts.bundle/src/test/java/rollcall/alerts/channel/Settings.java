package rollcall.alerts.channel;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration with the defaults, but for what a test says. */
final class Settings {
    private Settings() {}

    /** By name of the method. */
    static AlertsConfig of(Map<String, Object> values) {
        return (AlertsConfig) Proxy.newProxyInstance(
                AlertsConfig.class.getClassLoader(),
                new Class<?>[] {AlertsConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
