package waitingroom.testkit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;

/** The waiting page of a room in somebody's tab. */
public record OpenWaitingPage(Page page) {

  /** Opens it. */
  public static OpenWaitingPage of(TestRoom room, BrowserVisit visit) {
    return of(room, visit, "");
  }

  /**
   * Opens it.
   *
   * @param query with its question mark, or empty
   */
  public static OpenWaitingPage of(TestRoom room, BrowserVisit visit, String query) {
    Page page = visit.tab();
    page.navigate(room.node().visitor().base() + "/waiting-room/" + room.id() + query);
    return new OpenWaitingPage(page);
  }

  /** Waits until it is in that state. */
  public OpenWaitingPage in(String state) {
    page.locator("[data-state=" + state + "]").waitFor();
    return this;
  }

  /** One of its parts. */
  public Locator part(String name) {
    return page.locator("[data-part=" + name + "]");
  }

  /** Waits until a part shows that text. */
  public void shows(String part, String text) {
    assertThat(part(part)).hasText(text);
  }

  /** Waits until a part is not there to be seen. */
  public void hides(String part) {
    assertThat(part(part)).isHidden();
  }

  /** Waits until its title matches. */
  public void titled(String pattern) {
    assertThat(page).hasTitle(Pattern.compile(pattern));
  }

  /** The request id that it keeps in its cookie. */
  public String requestId() {
    return (String) page.evaluate("document.cookie.match(/waiting_room_place_[^=]+=([^;]+)/)[1]");
  }

  /** What a screen reader was told last. */
  public String announced() {
    return part("announcement").textContent().strip();
  }
}
