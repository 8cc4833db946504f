package waitingroom.testkit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Debian's Chromium, headless, driven by Playwright with the installed Node.js. Not thread-safe.
 */
public final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts Chromium; if it is not installed, the test is skipped, or fails in CI. */
  public static Chromium start() {
    Path node =
        Stream.of("/usr/bin/node", "/usr/local/bin/node")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("node"));
    NodeScript.needs(
        Files.isExecutable(PROGRAM) && Files.isExecutable(node),
        "chromium and nodejs are not both installed, so no page is tested in a browser");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--disable-dev-shm-usage")));
    return new Chromium(playwright, browser);
  }

  /** A fresh browser context: no cookies, nothing stored. */
  public BrowserVisit visit(Look look) {
    return new BrowserVisit(browser.newContext(look.options()));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
