package waitingroom.page;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a visitor whose turn it is takes the token to the target. Never in a query: that is kept in
 * logs and sent on in {@code Referer}.
 */
public enum HandOver {
  /** Behind the {@code #} of the address, which browsers do not send: for shops in the browser. */
  @JsonProperty("fragment")
  FRAGMENT,
  /** In a cookie that the shop's host gets too: for shops that share a domain with the page. */
  @JsonProperty("cookie")
  COOKIE,
  /** In the body of a POST: for shops on another domain that check on the server. */
  @JsonProperty("form")
  FORM
}
