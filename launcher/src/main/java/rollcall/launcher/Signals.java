package rollcall.launcher;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import rollcall.launcher.home.Reason;

/**
 * Hears signals of the operating system, each time they come.
 *
 * <p>Java's own handling ends the process at the first one and is deaf for the second. {@code sun.misc.Signal} of the module
 * {@code jdk.unsupported} is there in every Java since 9, but the compiler refuses it with all warnings on; hence by name.
 */
final class Signals {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    private Signals() {}

    /** Has {@code heard} called with the name, on a thread of Java's, each time this signal comes. */
    static void hear(String name, Consumer<String> heard) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            heard.accept(name);
                            return null;
                        }
                        return method.getName().equals("equals") ? self == arguments[0] : answer(method);
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            // Java's own handling remains: a second signal is not heard.
            LOG.log(System.Logger.Level.WARNING, "signal {0} is left to Java: {1}", name, Reason.of(e));
        }
    }

    private static Object answer(Method method) {
        return method.getName().equals("hashCode") ? 1 : "handler of signals";
    }
}
