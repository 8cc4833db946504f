package waitingroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One person's browser: pages that share cookies and storage, their errors, and the addresses they
 * requested.
 */
public final class BrowserVisit implements AutoCloseable {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private final BrowserContext context;
  private final List<String> errors = new ArrayList<>();
  private final Set<String> hosts = new TreeSet<>();
  private final Set<String> addresses = new TreeSet<>();

  BrowserVisit(BrowserContext context) {
    this.context = context;
    context.onConsoleMessage(this::heard);
    context.onWebError(error -> errors.add(error.error()));
    context.onRequest(request -> requested(request.url()));
  }

  private void requested(String url) {
    hosts.add(host(url));
    addresses.add(url);
  }

  private void heard(ConsoleMessage message) {
    if (message.type().equals("error")) {
      errors.add(message.text() + " at " + message.location());
    }
  }

  private static String host(String url) {
    URI uri = URI.create(url);
    return uri.getHost() == null ? uri.getScheme() + ":" : uri.getHost() + ":" + uri.getPort();
  }

  /** Opens a tab. */
  public Page tab() {
    return context.newPage();
  }

  /** The browser context, for cookies and for going offline. */
  public BrowserContext context() {
    return context;
  }

  /** The errors of pages since the last call. */
  public List<String> errors() {
    List<String> all = List.copyOf(errors);
    errors.clear();
    return all;
  }

  /** All hosts contacted, with their ports. */
  public Set<String> hosts() {
    return Set.copyOf(hosts);
  }

  /** All addresses requested. */
  public Set<String> addresses() {
    return Set.copyOf(addresses);
  }

  /** Blocks cookies and storage, as browsers do it at a person's wish. */
  public void blockCookies() {
    context.addInitScript(
        """
        Object.defineProperty(Document.prototype, "cookie", { get: () => "", set: () => {} });
        Object.defineProperty(window, "localStorage", {
          get() { throw new DOMException("denied", "SecurityError"); },
        });
        """);
  }

  /** Saves a screenshot of the whole page as build output. */
  public static void picture(Page page, String folder, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(PICTURES.resolve(folder).resolve(name + ".png")));
  }

  /**
   * Fails when axe-core finds violations of WCAG 2.2 A or AA in the light or dark scheme; saves a
   * screenshot of both.
   */
  public static void accessible(Page page, String folder, String state) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      picture(page, folder, state + (scheme == ColorScheme.DARK ? "-dark" : "-light"));
      List<Rule> violations = new AxeBuilder(page).withTags(RULES).analyze().getViolations();
      assertThat(violations)
          .as("%s in the %s", state, scheme)
          .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
          .isEmpty();
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  @Override
  public void close() {
    context.close();
  }
}
