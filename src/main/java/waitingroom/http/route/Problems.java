package waitingroom.http.route;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Problem details (RFC 9457), the errors of the paths that the original does not have. */
public final class Problems {
  private static final ContentType PROBLEM_JSON =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "problem+json", HttpCharsets.UTF_8, Map.of(), false));

  private Problems() {}

  public static HttpResponse of(int status, String detail) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "about:blank");
    members.put("title", StatusCodes.get(status).reason());
    members.put("status", status);
    members.put("detail", detail);
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .addHeader(Answers.NO_STORE)
        .addHeader(PageHeaders.NO_SNIFF)
        .withEntity(HttpEntities.create(PROBLEM_JSON, Json.bytes(members)));
  }

  /** 503 with a retry after a second. */
  public static HttpResponse unavailable(String detail) {
    return of(503, detail).addHeader(Answers.RETRY_SOON);
  }

  public static HttpResponse unauthorized(String detail) {
    return of(401, detail)
        .addHeader(RawHeader.create("WWW-Authenticate", "AWS4-HMAC-SHA256, Bearer"));
  }
}
