package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
class PageTest {
    private static final String TEXT = "return document.body.innerText";

    private static final long RELEASE_MILLIS = 100;

    @TempDir
    private Path folder;

    private static void awaitText(Browser browser, String script, String expected) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        String found = browser.run(script);
        while (!found.contains(expected)) {
            assertThat(System.nanoTime()).as("%s in %s", expected, found).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
            found = browser.run(script);
        }
    }

    @Test
    void scans_arrive_live_and_hostile_codes_stay_text() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(
                home.resolve("etc/config.json"),
                "{\"camera\": {\"source\": \"demo\", \"releaseMillis\": " + RELEASE_MILLIS
                        + "}, \"store\": {}, \"admin_dashboard\": {}}");
        Files.writeString(
                home.resolve("etc/roster.csv"), "code,name,section\nS1,\"Cruz, Ana <b>\",7-A\nS2,Ben Reyes,7-A\n");
        Cards cards = new Cards(2, folder.resolve("print"));
        Path frame = folder.resolve("frame.png");
        Files.copy(cards.print("S1"), frame);
        try (TerminalProcess terminal = TerminalProcess.run(home, "file:" + frame);
                Browser browser = new Browser()) {
            browser.signIn(terminal, home);
            awaitText(browser, TEXT, "Cruz, Ana <b>");
            awaitText(browser, "return document.getElementById('word').textContent", "Ready");
            awaitText(browser, "return document.getElementById('accepted').textContent", "1");

            show(cards, "S2", frame);
            awaitText(browser, TEXT, "Ben Reyes");
            // Shown anew only once it was away for the release time.
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!browser.run(TEXT).contains("Duplicate")) {
                assertThat(System.nanoTime()).as("a duplicate on the page").isLessThan(deadline);
                show(cards, "S1", frame);
                TimeUnit.MILLISECONDS.sleep(3 * RELEASE_MILLIS);
            }
            show(cards, "<img src=x onerror=\"document.title='pwned'\">", frame);
            awaitText(browser, TEXT, "<img src=x onerror=");
            awaitText(browser, "return document.getElementById('refused').textContent", "1");

            assertThat(browser.run("return document.title")).isEqualTo("Rollcall");
            assertThat(browser.run(
                            "return String(document.querySelectorAll('#scans img, #scans script, #scans b').length)"))
                    .isEqualTo("0");
            assertThat(browser.run("return String(performance.getEntriesByType('resource')"
                            + ".filter(entry => !entry.name.startsWith(location.origin)).length)"))
                    .as("requests to elsewhere")
                    .isEqualTo("0");
            browser.screenshot(Build.top().resolve("itest/target/page.png"));

            terminal.terminate();
            awaitText(browser, "return document.getElementById('word').textContent", "Disconnected");
        }
    }

    @Test
    void somebody_signs_in_and_out_and_is_led_back_when_the_session_ends() throws Exception {
        Path home = folder.resolve("home");
        try (TerminalProcess terminal = TerminalProcess.run(home, "demo");
                Browser browser = new Browser()) {
            browser.open(terminal.url() + "/");
            awaitText(browser, TEXT, "The first password of admin is in the file");
            browser.screenshot(Build.top().resolve("itest/target/login.png"));
            browser.run("document.getElementById('password').value = 'a guess';"
                    + " document.querySelector('form').requestSubmit()");
            awaitText(browser, TEXT, "Account or password is wrong.");
            TimeUnit.MILLISECONDS.sleep(1_100);
            browser.signIn(terminal, home);
            awaitText(browser, TEXT, "accepted today");
            assertThat(browser.run("return document.cookie"))
                    .as("the cookie, to scripts")
                    .isEmpty();
            browser.run("document.querySelector('.self form').requestSubmit()");
            awaitText(browser, TEXT, "The first password of admin is in the file");
            browser.open(terminal.url() + "/");
            awaitText(browser, "return location.pathname", "/login");

            browser.signIn(terminal, home);
            awaitText(browser, TEXT, "accepted today");
            // Access is replaced: its sessions are gone, and the page is led to where one signs in.
            Path other = JarVariant.of(
                    Build.bundle("rollcall.access"), "Bundle-Version", "0.1.1", folder.resolve("access.jar"));
            assertThat(new Door(home).push(other).statusCode()).isEqualTo(200);
            Path dashboard = JarVariant.of(
                    Build.bundle("rollcall.dashboard"), "Bundle-Version", "0.1.1", folder.resolve("dashboard.jar"));
            assertThat(new Door(home).push(dashboard).statusCode()).isEqualTo(200);
            awaitText(browser, "return location.pathname", "/login");
        }
    }

    private static void show(Cards cards, String text, Path frame) throws Exception {
        Files.move(cards.print(text), frame, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
