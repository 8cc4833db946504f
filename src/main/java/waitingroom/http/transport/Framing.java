package waitingroom.http.transport;

import akka.http.javadsl.model.HttpMethods;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of RFC 9112 for a head that Netty's decoder leaves to its users. */
final class Framing {
  /** Of an early draft of WebSocket; Netty reads eight bytes behind such a head as its body. */
  private static final AsciiString HIXIE = AsciiString.cached("Sec-WebSocket-Key1");

  private static final List<String> SCHEMES = List.of("http://", "https://");

  /** Characters of a name (RFC 3986, section 3.2.2). */
  private static final BitSet IN_NAME = new BitSet();

  /** Characters of an IP address in brackets. */
  private static final BitSet IN_BRACKETS = new BitSet();

  static {
    IN_NAME.set('a', 'z' + 1);
    IN_NAME.set('A', 'Z' + 1);
    IN_NAME.set('0', '9' + 1);
    "-._~%!$&'()*+,;=".chars().forEach(IN_NAME::set);
    IN_BRACKETS.or(IN_NAME);
    IN_BRACKETS.set(':');
  }

  private static final char DELETE = 0x7f;

  private Framing() {}

  /**
   * The fault of a head; null: none.
   *
   * @param length of its headers
   */
  static @Nullable Fault fault(HttpRequest request, int length, Limits limits) {
    if (request.decoderResult().isFailure()) {
      return fault(request.decoderResult().cause());
    }
    if (request.uri().length() > limits.target()) {
      return Fault.TARGET_TOO_LONG;
    }
    HttpHeaders headers = request.headers();
    if (headers.size() > limits.headers() || length > limits.head()) {
      return Fault.HEAD_TOO_LONG;
    }
    boolean http11 = is(HttpVersion.HTTP_1_1, request);
    if (!http11 && !is(HttpVersion.HTTP_1_0, request)) {
      return Fault.VERSION;
    }
    if (!methodIsKnown(request.method())) {
      return Fault.METHOD;
    }
    if (!transferCodingIsKnown(headers, http11)) {
      return Fault.TRANSFER_ENCODING;
    }
    if (!hostIsValid(headers, http11)) {
      return Fault.HOST;
    }
    if (headers.contains(HIXIE)) {
      return Fault.MALFORMED;
    }
    return targetIsValid(request) ? null : Fault.TARGET;
  }

  /** Tunnels are for proxies. */
  private static boolean methodIsKnown(HttpMethod method) {
    return HttpMethods.lookup(method.name()).isPresent() && !method.equals(HttpMethod.CONNECT);
  }

  /** Netty gives its constants only to the exact spelling, and equals also to {@code http/1.1}. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean is(HttpVersion version, HttpRequest request) {
    return request.protocolVersion() == version;
  }

  /** Bytes of all names and values. */
  static int length(HttpHeaders headers) {
    int length = 0;
    var all = headers.iteratorCharSequence();
    while (all.hasNext()) {
      var header = all.next();
      length += header.getKey().length() + header.getValue().length();
    }
    return length;
  }

  private static Fault fault(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Fault.TARGET_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException ? Fault.HEAD_TOO_LONG : Fault.MALFORMED;
  }

  /** Another coding, or a second one, would leave the length of the body open (section 6.3). */
  private static boolean transferCodingIsKnown(HttpHeaders headers, boolean http11) {
    if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return true;
    }
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    return http11
        && codings.size() == 1
        && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0));
  }

  /** HTTP/1.0 may have none, and an empty one is as good as none (section 3.2). */
  private static boolean hostIsValid(HttpHeaders headers, boolean http11) {
    Iterator<String> hosts = headers.valueStringIterator(HttpHeaderNames.HOST);
    if (!hosts.hasNext()) {
      return !http11;
    }
    String host = hosts.next();
    return !hosts.hasNext() && isHost(host, 0, host.length());
  }

  /** A name or an address, with or without a port. */
  private static boolean isHost(String text, int from, int to) {
    int end = from;
    if (end < to && text.charAt(end) == '[') {
      end = skip(text, end + 1, to, IN_BRACKETS);
      if (end == to || text.charAt(end) != ']') {
        return false;
      }
      end++;
    } else {
      end = skip(text, end, to, IN_NAME);
    }
    if (end < to && text.charAt(end) == ':') {
      end++;
      while (end < to && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
    }
    return end == to;
  }

  private static int skip(String text, int from, int to, BitSet allowed) {
    int end = from;
    while (end < to && allowed.get(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** One of the forms of section 3.2, but that of CONNECT. */
  private static boolean targetIsValid(HttpRequest request) {
    String target = request.uri();
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) <= ' ' || target.charAt(i) == DELETE) {
        return false;
      }
    }
    if (target.startsWith("/")) {
      return true;
    }
    if (target.equals("*")) {
      return request.method().equals(HttpMethod.OPTIONS);
    }
    int from = authority(target);
    if (from < 0) {
      return false;
    }
    int to = from;
    while (to < target.length() && target.charAt(to) != '/' && target.charAt(to) != '?') {
      to++;
    }
    return to > from && isHost(target, from, to);
  }

  /** Index of the authority in the absolute form; negative: it is another form. */
  private static int authority(String target) {
    for (String scheme : SCHEMES) {
      if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return scheme.length();
      }
    }
    return -1;
  }
}
