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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwapHoldTest {
    private static final Duration MEMORY = Duration.ofSeconds(60);

    /** What the HTTP server dispatches to, as far as it has heard. */
    private final Map<String, Long> server = new ConcurrentHashMap<>();

    private final Patterns patterns = new Patterns(MEMORY, this::servletFor, System::nanoTime);
    private final SwapHold hold = new SwapHold(patterns, Duration.ofSeconds(20));
    private final List<String> sent = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private OptionalLong servletFor(String path) {
        Long id = server.getOrDefault(path, server.get("/"));
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }

    /** A servlet is registered and the server has taken it in. */
    private void come(long id, String pattern) {
        patterns.add(id, List.of(pattern));
        server.put(pattern, id);
    }

    /** A servlet is unregistered, in the order of OSGi: hooks first. */
    private void go(long id, String pattern) {
        patterns.remove(id);
        server.remove(pattern);
    }

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
        come(1, "/status");
        hold.doFilter(request("GET", "/status"), response, (request, answer) -> sent.add("served"));
        assertThat(sent).containsExactly("served");
    }

    @Test
    void a_request_waits_for_a_servlet_that_went_away() throws Exception {
        come(1, "/status");
        go(1, "/status");
        CompletableFuture<Void> waiting = inBackground((request, answer) -> sent.add("served"));
        assertThatThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        come(2, "/status");
        waiting.get(20, TimeUnit.SECONDS);
        assertThat(sent).containsExactly("served");
    }

    @Test
    void a_servlet_that_stays_away_is_503_with_retry_after() throws Exception {
        come(1, "/status");
        go(1, "/status");
        new SwapHold(patterns, Duration.ofMillis(30))
                .doFilter(request("GET", "/status"), response, (request, answer) -> sent.add("served"));
        assertThat(sent).containsExactly("setStatus 503");
        assertThat(body.toString(StandardCharsets.UTF_8)).contains("\"error\"");
    }

    @Test
    void a_404_during_which_the_servlet_went_is_asked_again() throws Exception {
        come(1, "/status");
        hold.doFilter(request("GET", "/status"), response, (request, answer) -> {
            if (server.containsValue(1L)) {
                go(1, "/status");
                ((HttpServletResponse) answer).sendError(404);
                come(2, "/status");
            } else {
                sent.add("served");
            }
        });
        assertThat(sent).containsExactly("served");
    }

    @Test
    void a_servlet_is_not_there_before_the_server_has_taken_it_in() throws Exception {
        come(1, "/status");
        go(1, "/status");
        patterns.add(2, List.of("/status"));
        CompletableFuture<Void> waiting = inBackground((request, answer) -> sent.add("served"));
        assertThatThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        server.put("/status", 2L);
        waiting.get(20, TimeUnit.SECONDS);
        assertThat(sent).containsExactly("served");
    }

    @Test
    void a_failure_that_a_stopping_servlet_wrote_is_asked_again() throws Exception {
        come(1, "/status");
        hold.doFilter(request("GET", "/status"), response, (request, answer) -> {
            if (server.containsValue(1L)) {
                go(1, "/status");
                ((HttpServletResponse) answer).setStatus(503);
                answer.getOutputStream().write('x');
                come(2, "/status");
            } else {
                sent.add("served");
            }
        });
        assertThat(sent).containsExactly("served");
        assertThat(body.size()).isZero();
    }

    @Test
    void a_failure_that_a_servlet_wrote_is_passed_on_as_it_wrote_it() throws Exception {
        come(1, "/status");
        hold.doFilter(request("GET", "/status"), response, (request, answer) -> {
            ((HttpServletResponse) answer).setStatus(503);
            answer.getOutputStream().write("shutting down".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(sent).containsExactly("setStatus 503");
        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("shutting down");
    }

    @Test
    void a_404_with_no_servlet_having_gone_is_honest() throws Exception {
        come(1, "/status");
        hold.doFilter(
                request("GET", "/nothing"),
                response,
                (request, answer) -> ((HttpServletResponse) answer).sendError(404));
        assertThat(sent).containsExactly("setStatus 404");
    }

    @Test
    void code_that_vanished_under_a_reading_request_is_asked_again() throws Exception {
        come(1, "/status");
        hold.doFilter(request("GET", "/status"), response, (request, answer) -> {
            if (server.containsValue(1L)) {
                go(1, "/status");
                come(2, "/status");
                throw new NoClassDefFoundError("gone with the old bundle");
            }
            sent.add("served");
        });
        assertThat(sent).containsExactly("served");
    }

    @Test
    void a_changing_request_is_never_sent_twice() {
        come(1, "/status");
        assertThatThrownBy(() -> hold.doFilter(request("POST", "/status"), response, (request, answer) -> {
                    sent.add("asked");
                    go(1, "/status");
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class);
        assertThat(sent).containsExactly("asked");
    }

    @Test
    void a_pattern_away_for_too_long_is_forgotten() throws Exception {
        long[] now = {0};
        Patterns old = new Patterns(MEMORY, this::servletFor, () -> now[0]);
        old.add(1, List.of("/status"));
        old.remove(1);
        assertThat(old.await("/status", 0)).isEmpty();
        now[0] = MEMORY.plusSeconds(1).toNanos();
        assertThat(old.await("/status", 0)).hasValue(1);
    }

    @Test
    void the_default_servlet_does_not_stand_in_for_one_that_is_away() throws Exception {
        come(1, "/");
        come(2, "/status");
        go(2, "/status");
        assertThat(patterns.await("/status", System.nanoTime() + 50_000_000L)).isEmpty();
        assertThat(patterns.await("/other", System.nanoTime() + 20_000_000_000L))
                .hasValue(1);
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
