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

  /** The front page, open to everybody. */
  public Content front() {
    return front;
  }

  /**
   * The checkout for an admitted visitor.
   *
   * @param position number in the line
   * @param expiresAt of the token, epoch seconds
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
