package waitingroom.testkit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;

/** The waiting page of a room in a browser tab. */
public record OpenWaitingPage(Page page) {

  /** Opens the page. */
  public static OpenWaitingPage of(TestRoom room, BrowserVisit visit) {
    return of(room, visit, "");
  }

  /**
   * Opens the page.
   *
   * @param query with its question mark, or empty
   */
  public static OpenWaitingPage of(TestRoom room, BrowserVisit visit, String query) {
    Page page = visit.tab();
    page.navigate(room.node().visitor().base() + "/waiting-room/" + room.id() + query);
    return new OpenWaitingPage(page);
  }

  /** Waits for a state. */
  public OpenWaitingPage in(String state) {
    page.locator("[data-state=" + state + "]").waitFor();
    return this;
  }

  public Locator part(String name) {
    return page.locator("[data-part=" + name + "]");
  }

  /** Waits until a part shows that text. */
  public void shows(String part, String text) {
    assertThat(part(part)).hasText(text);
  }

  /** Waits until a part is hidden. */
  public void hides(String part) {
    assertThat(part(part)).isHidden();
  }

  /** Waits until the title matches. */
  public void titled(String pattern) {
    assertThat(page).hasTitle(Pattern.compile(pattern));
  }

  /** The request id in the page's cookie. */
  public String requestId() {
    return (String) page.evaluate("document.cookie.match(/waiting_room_place_[^=]+=([^;]+)/)[1]");
  }

  /** The last announcement to screen readers. */
  public String announced() {
    return part("announcement").textContent().strip();
  }
}
