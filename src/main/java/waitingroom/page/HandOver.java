package waitingroom.page;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The way in which a visitor takes the token to the target. Never in a query: queries end up in
 * logs and in {@code Referer}.
 */
public enum HandOver {
  /** In the fragment of the URL, which browsers do not send: for shops that run in the browser. */
  @JsonProperty("fragment")
  FRAGMENT,
  /** In a cookie that the shop also receives: for shops that share a domain with the page. */
  @JsonProperty("cookie")
  COOKIE,
  /** In the body of a POST: for shops on another domain that check on the server. */
  @JsonProperty("form")
  FORM
}
