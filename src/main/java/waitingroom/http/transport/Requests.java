package waitingroom.http.transport;

import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.model.headers.RawHeader;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes Akka HTTP's model of a request from Netty's; nothing in it is parsed by Akka HTTP. */
public final class Requests {
  /** The request target as the client sent it; the model's own URI is always that of the root. */
  public static final AttributeKey<String> TARGET = AttributeKey.create("target", String.class);

  /** The fault that kept the body from being read, if any. */
  public static final AttributeKey<Fault> BODY_FAULT = AttributeKey.create("fault", Fault.class);

  private static final akka.http.javadsl.model.HttpRequest EMPTY =
      akka.http.javadsl.model.HttpRequest.create();

  private static final String COOKIE = "Cookie";

  private Requests() {}

  static akka.http.javadsl.model.HttpRequest of(
      HttpRequest head, byte[] body, InetSocketAddress client, @Nullable Fault bodyFault) {
    var request =
        EMPTY
            .withMethod(method(head.method().name()))
            .withHeaders(headers(head))
            .addAttribute(TARGET, head.uri())
            .addAttribute(AttributeKeys.remoteAddress, RemoteAddress.create(client));
    if (bodyFault != null) {
      request = request.addAttribute(BODY_FAULT, bodyFault);
    }
    return body.length == 0 || !request.method().isEntityAccepted()
        ? request
        : request.withEntity(HttpEntities.create(body));
  }

  /** Proxies may pass cookies of HTTP/2 on in several lines: they are one (RFC 9113, 8.2.3). */
  private static List<HttpHeader> headers(HttpRequest head) {
    List<HttpHeader> headers = new ArrayList<>(head.headers().size());
    int cookies = -1;
    for (Map.Entry<String, String> header : head.headers()) {
      boolean isCookie = header.getKey().equalsIgnoreCase(COOKIE);
      if (isCookie && cookies >= 0) {
        String all = headers.get(cookies).value() + "; " + header.getValue();
        headers.set(cookies, RawHeader.create(COOKIE, all));
        continue;
      }
      cookies = isCookie ? headers.size() : cookies;
      headers.add(RawHeader.create(header.getKey(), header.getValue()));
    }
    return headers;
  }

  /** Only a request that is refused anyway has another one. */
  private static HttpMethod method(String name) {
    return HttpMethods.lookup(name).orElse(HttpMethods.GET);
  }
}
