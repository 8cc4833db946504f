package waitingroom.authorizer.check;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An http or https URL, read as browsers read it (WHATWG, URL): the rest may have characters that
 * RFC 3986 forbids, since browsers send them too.
 *
 * @param scheme lower case
 * @param authority host in lower case, with the port unless it is the scheme's default
 * @param rest path, query and fragment as they were sent; may be empty
 */
public record WebAddress(String scheme, String authority, String rest) {
  private static final Pattern URL =
      Pattern.compile(
          "(https?)://([a-z0-9._-]{1,255}|\\[[0-9a-f:.]{2,45}\\])(?::([0-9]{0,5}))?([/?#].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Reads an address; empty if it is relative, has a user, or names another scheme. */
  public static Optional<WebAddress> parse(String text) {
    Matcher url = URL.matcher(text);
    if (!isOneWord(text) || !url.matches()) {
      return Optional.empty();
    }
    String scheme = url.group(1).toLowerCase(Locale.ROOT);
    String host = url.group(2).toLowerCase(Locale.ROOT);
    String port = url.group(3) == null ? "" : url.group(3);
    boolean usual = port.isEmpty() || Integer.parseInt(port) == (scheme.equals("https") ? 443 : 80);
    String rest = url.group(4) == null ? "" : url.group(4);
    return Optional.of(
        new WebAddress(scheme, usual ? host : host + ":" + Integer.parseInt(port), rest));
  }

  /**
   * Tells whether it is a path that leads to the host of the page that has it. Two slashes would
   * begin a host, and browsers take a backslash for a slash.
   */
  public static boolean isOwnPath(String text) {
    return isOneWord(text)
        && text.startsWith("/")
        && !text.startsWith("//")
        && !text.startsWith("/\\");
  }

  /** Browsers drop line breaks and tabs, which could turn it into something else. */
  private static boolean isOneWord(String text) {
    return text.chars().allMatch(character -> character > ' ' && character != '\u007f');
  }

  /** Scheme, host and port in one spelling. */
  public String origin() {
    return scheme + "://" + authority;
  }

  /** The whole address. */
  public String text() {
    return origin() + rest;
  }

  /** The path and query on its host. */
  String path() {
    return rest.startsWith("/") ? rest : "/" + rest;
  }
}
