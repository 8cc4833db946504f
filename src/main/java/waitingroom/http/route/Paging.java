package waitingroom.http.route;

/** Query parameters of paged lists. */
public final class Paging {
  private static final int LIMIT_USUAL = 100;
  private static final int LIMIT_MAX = 500;

  private Paging() {}

  /** The number of entries on a page. */
  public static int limit(Exchange exchange) {
    return exchange
        .query("limit")
        .map(
            text -> {
              if (text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= LIMIT_MAX) {
                return Integer.parseInt(text);
              }
              throw HttpRefusal.badRequest("limit must be from 1 to " + LIMIT_MAX);
            })
        .orElse(LIMIT_USUAL);
  }

  public static HttpRefusal wrongToken() {
    return HttpRefusal.badRequest("after must be the member next of the previous page");
  }
}
