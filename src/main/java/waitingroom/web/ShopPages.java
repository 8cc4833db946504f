package waitingroom.web;

import java.util.Map;

/** The pages of the sample shop, all in one folder. */
public final class ShopPages {
  private final AssetBundle files;
  private final PageTemplate checkout = PageTemplate.own("checkout.html");
  private final Content front;

  /**
   * Pages with those scripts and styles.
   *
   * @param files see {@link #bundle()}
   */
  public ShopPages(AssetBundle files) {
    this.files = files;
    this.front = Content.html(PageTemplate.own("shop.html").fill(Map.of("assets", assets())));
  }

  /** The files that the pages need. */
  public static AssetBundle bundle() {
    return AssetBundle.load("sample", Map.of());
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
