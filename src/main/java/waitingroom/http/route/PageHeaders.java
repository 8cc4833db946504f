package waitingroom.http.route;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The security headers of a page: a Content Security Policy (W3C, level 3) and related headers. The
 * strict policy lets a page use only files of its own origin: no inline scripts or styles, no
 * frames around it. A page that needs more asks for it by name. Made once, not per request.
 *
 * <p>{@code Strict-Transport-Security} is not among them: a TLS listener adds it to every answer.
 */
public final class PageHeaders {
  /** Keeps browsers from guessing another content type. */
  public static final HttpHeader NO_SNIFF = RawHeader.create("X-Content-Type-Options", "nosniff");

  private static final List<HttpHeader> ALWAYS =
      List.of(
          NO_SNIFF,
          RawHeader.create("Referrer-Policy", "no-referrer"),
          RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"),
          RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"));

  private static final Map<String, String> STRICT_POLICY = new LinkedHashMap<>();

  static {
    STRICT_POLICY.put("default-src", "'none'");
    STRICT_POLICY.put("script-src", "'self'");
    STRICT_POLICY.put("style-src", "'self'");
    STRICT_POLICY.put("img-src", "'self' data:");
    STRICT_POLICY.put("connect-src", "'self'");
    STRICT_POLICY.put("form-action", "'self'");
    STRICT_POLICY.put("base-uri", "'none'");
    STRICT_POLICY.put("frame-ancestors", "'none'");
  }

  /** The strict ones. */
  public static final PageHeaders STRICT = new PageHeaders(STRICT_POLICY);

  private final Map<String, String> policy;
  private final List<HttpHeader> headers;

  private PageHeaders(Map<String, String> policy) {
    this.policy = policy;
    List<HttpHeader> all = new ArrayList<>(ALWAYS);
    all.add(
        RawHeader.create(
            "Content-Security-Policy",
            policy.entrySet().stream()
                .map(directive -> directive.getKey() + " " + directive.getValue())
                .collect(Collectors.joining("; "))));
    this.headers = List.copyOf(all);
  }

  /**
   * These headers with one more source. A form whose answer redirects to another origin needs that
   * origin in {@code form-action}: browsers check it on each hop.
   *
   * @param directive one that the strict policy has, such as {@code form-action}
   * @param source an origin or a scheme, such as {@code https://shop.example}
   * @throws IllegalArgumentException when the policy has no such directive, or the source would
   *     change another one
   */
  public PageHeaders allowing(String directive, String source) {
    String sources = policy.get(directive);
    if (sources == null) {
      throw new IllegalArgumentException("The policy has no directive " + directive);
    }
    if (!source.matches("[!-~&&[^;,]]+")) {
      throw new IllegalArgumentException(
          "A source of " + directive + " must be one word without ';' and ',', not " + source);
    }
    Map<String, String> wider = new LinkedHashMap<>(policy);
    wider.put(directive, sources.equals("'none'") ? source : sources + " " + source);
    return new PageHeaders(wider);
  }

  /** The page with these headers. */
  public HttpResponse on(HttpResponse page) {
    return page.addHeaders(headers);
  }
}
