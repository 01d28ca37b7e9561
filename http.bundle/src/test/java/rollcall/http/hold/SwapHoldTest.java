package rollcall.http.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwapHoldTest {
    private final Patterns patterns = new Patterns(Duration.ofSeconds(60), System::nanoTime);
    private final SwapHold hold = new SwapHold(patterns, Duration.ofSeconds(20));
    private final List<String> sent = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private static HttpServletRequest request(String method, String path) {
        return fake(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getMethod" -> method;
            case "getServletPath" -> path;
            case "isAsyncStarted" -> false;
            default -> null;
        });
    }

    private final HttpServletResponse response = fake(HttpServletResponse.class, (proxy, called, arguments) -> {
        switch (called.getName()) {
            case "isCommitted" -> {
                return false;
            }
            case "getOutputStream" -> {
                return new ServletOutputStream() {
                    @Override
                    public void write(int b) {
                        body.write(b);
                    }

                    @Override
                    public boolean isReady() {
                        return true;
                    }

                    @Override
                    public void setWriteListener(WriteListener listener) {
                        throw new UnsupportedOperationException();
                    }
                };
            }
            default -> {
                if (called.getName().startsWith("send") || called.getName().equals("setStatus")) {
                    sent.add(called.getName() + " " + arguments[0]);
                }
                return null;
            }
        }
    });

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private CompletableFuture<Void> inBackground(FilterChain chain) {
        return CompletableFuture.runAsync(() -> {
            try {
                hold.doFilter(request("GET", "/status"), response, chain);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void a_request_to_a_servlet_that_is_there_goes_through() throws Exception {
        patterns.add("a", List.of("/status"));
        hold.doFilter(request("GET", "/status"), response, (request, answer) -> sent.add("served"));
        assertThat(sent).containsExactly("served");
    }

    @Test
    void a_request_waits_for_a_servlet_that_went_away() throws Exception {
        patterns.add("old", List.of("/status"));
        patterns.remove("old");
        CompletableFuture<Void> waiting = inBackground((request, answer) -> sent.add("served"));
        assertThatThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        patterns.add("new", List.of("/status"));
        waiting.get(20, TimeUnit.SECONDS);
        assertThat(sent).containsExactly("served");
    }

    @Test
    void a_servlet_that_stays_away_is_503_with_retry_after() throws Exception {
        patterns.add("old", List.of("/status"));
        patterns.remove("old");
        new SwapHold(patterns, Duration.ofMillis(30))
                .doFilter(request("GET", "/status"), response, (request, answer) -> sent.add("served"));
        assertThat(sent).containsExactly("setStatus 503");
        assertThat(body.toString(java.nio.charset.StandardCharsets.UTF_8)).contains("\"error\"");
    }

    @Test
    void a_404_just_after_a_change_is_asked_again() throws Exception {
        patterns.add("a", List.of("/status"));
        CountDownLatch asked = new CountDownLatch(3);
        hold.doFilter(request("GET", "/status"), response, (request, answer) -> {
            asked.countDown();
            if (asked.getCount() > 0) {
                ((HttpServletResponse) answer).sendError(404);
            } else {
                sent.add("served");
            }
        });
        assertThat(sent).containsExactly("served");
    }

    @Test
    void a_404_with_nothing_having_changed_is_honest() throws Exception {
        long[] now = {0};
        Patterns quiet = new Patterns(Duration.ofSeconds(60), () -> now[0]);
        quiet.add("a", List.of("/status"));
        now[0] = Duration.ofSeconds(5).toNanos();
        new SwapHold(quiet, Duration.ofSeconds(20))
                .doFilter(
                        request("GET", "/nothing"),
                        response,
                        (request, answer) -> ((HttpServletResponse) answer).sendError(404));
        assertThat(sent).containsExactly("setStatus 404");
    }

    @Test
    void code_that_vanished_under_a_reading_request_is_asked_again() throws Exception {
        patterns.add("a", List.of("/status"));
        CountDownLatch asked = new CountDownLatch(2);
        hold.doFilter(request("GET", "/status"), response, (request, answer) -> {
            asked.countDown();
            if (asked.getCount() > 0) {
                throw new NoClassDefFoundError("gone with the old bundle");
            }
            sent.add("served");
        });
        assertThat(sent).containsExactly("served");
    }

    @Test
    void a_changing_request_is_never_sent_twice() {
        patterns.add("a", List.of("/status"));
        assertThatThrownBy(() -> hold.doFilter(request("POST", "/status"), response, (request, answer) -> {
                    sent.add("asked");
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class);
        assertThat(sent).containsExactly("asked");
    }

    @Test
    void a_pattern_away_for_too_long_is_forgotten() throws Exception {
        long[] now = {0};
        Patterns old = new Patterns(Duration.ofSeconds(60), () -> now[0]);
        old.add("a", List.of("/status"));
        old.remove("a");
        assertThat(old.await("/status", 0)).isFalse();
        now[0] = Duration.ofSeconds(61).toNanos();
        assertThat(old.await("/status", 0)).isTrue();
    }

    @Test
    void the_default_servlet_does_not_stand_in_for_one_that_is_away() throws Exception {
        patterns.add("page", List.of("/"));
        patterns.add("status", List.of("/status"));
        patterns.remove("status");
        assertThat(patterns.await("/status", System.nanoTime())).isFalse();
        assertThat(patterns.await("/other", System.nanoTime())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /anything, true",
        "/a, /a, true",
        "/a, /a/b, false",
        "/a/*, /a, true",
        "/a/*, /a/b/c, true",
        "/a/*, /ab, false"
    })
    void patterns_match_as_the_servlet_specification_says(String pattern, String path, boolean matches) {
        assertThat(Patterns.matches(pattern, path)).isEqualTo(matches);
    }
}
