package waitingroom.page;

import java.util.Map;

/** The pages of the sample shop, all in one folder. */
public final class ShopPages {
  private final AssetBundle files;
  private final PageTemplate checkout = PageTemplate.own("checkout.html");
  private final Content front;

  public ShopPages() {
    this.files = AssetBundle.load("sample", Map.of());
    this.front = Content.html(PageTemplate.own("shop.html").fill(Map.of("assets", assets())));
  }

  /** The scripts and styles of the pages. */
  public AssetBundle files() {
    return files;
  }

  /** Where everybody may look. */
  public Content front() {
    return front;
  }

  /**
   * For a visitor who was let in.
   *
   * @param position number in the line
   * @param expiresAt when the token does, epoch seconds
   */
  public Content checkout(String room, String requestId, long position, long expiresAt) {
    return Content.html(
        checkout.fill(
            Map.of(
                "assets", assets(),
                "room", room,
                "request", requestId,
                "position", Long.toString(position),
                "expires", Long.toString(expiresAt))));
  }

  private String assets() {
    return "../assets/" + files.folder();
  }
}
