package waitingroom.panel;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import waitingroom.access.Role;
import waitingroom.testkit.BrowserVisit;
import waitingroom.testkit.TestNode;

/** Operator of the control panel: navigates, reads and clicks. */
record Operator(BrowserVisit visit, Page page, TestNode node) implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 20_000;

  /** Opens the panel and signs in. */
  static Operator signedIn(BrowserVisit visit, TestNode node, Role role) {
    Operator operator = at(visit, node);
    operator.signIn(role);
    operator.heading("Rooms");
    return operator;
  }

  static Operator at(BrowserVisit visit, TestNode node) {
    Page page = visit.tab();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Operator operator = new Operator(visit, page, node);
    operator.go("#/rooms");
    return operator;
  }

  void signIn(Role role) {
    field("Access key id").fill(node.key(role).accessKeyId());
    field("Secret access key").fill(node.key(role).secretAccessKey());
    press("Sign in");
  }

  void go(String hash) {
    page.navigate(node.stranger().base() + "/" + hash);
  }

  /** Waits for the view whose heading contains the text. */
  void heading(String text) {
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1).setName(text))
        .waitFor();
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  void press(String button) {
    button(button).click();
  }

  /** Waits until the text is visible. */
  void sees(String text) {
    page.getByText(text).first().waitFor();
  }

  /** Waits until the text is no longer visible. */
  void seesNoMore(String text) {
    page.getByText(text)
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
  }

  /** Waits until the figure has this value. */
  void figure(String name, String value) {
    Locator figure =
        page.locator(".figure")
            .filter(
                new Locator.FilterOptions()
                    .setHas(page.locator("dt", new Page.LocatorOptions().setHasText(name))));
    PlaywrightAssertions.assertThat(figure.locator(".value")).hasText(value);
  }

  /** Makes every GET of a matching address fail from now on. */
  void losesReadsOf(String glob) {
    page.route(
        glob,
        route -> {
          if (route.request().method().equals("GET")) {
            route.abort();
          } else {
            route.resume();
          }
        });
  }

  /** Errors in the browser, except those that the test provokes. */
  List<String> errors(String... provoked) {
    return visit.errors().stream()
        .filter(error -> List.of(provoked).stream().noneMatch(error::contains))
        .toList();
  }

  @Override
  public void close() {
    visit.close();
  }
}
