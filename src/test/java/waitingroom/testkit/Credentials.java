package waitingroom.testkit;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The credentials of a client. */
@FunctionalInterface
public interface Credentials {
  /** No credentials. */
  Credentials NONE = (method, uri, headers, body) -> headers;

  /** All headers to send: the given ones and those that authenticate the request. */
  List<Map.Entry<String, String>> sign(
      String method, URI uri, List<Map.Entry<String, String>> headers, byte[] body);

  /** A bearer token in the Authorization header. */
  static Credentials bearer(String token) {
    return (method, uri, headers, body) -> {
      List<Map.Entry<String, String>> all = new ArrayList<>(headers);
      all.add(Map.entry("Authorization", "Bearer " + token));
      return all;
    };
  }

  /** Signature Version 4 by the signer of the AWS SDK. */
  static Credentials signature(AwsCredentialsIdentity key, Clock clock) {
    return (method, uri, headers, body) -> {
      var request = SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
      headers.forEach(header -> request.appendHeader(header.getKey(), header.getValue()));
      SdkHttpRequest signed =
          AwsV4HttpSigner.create()
              .sign(
                  r ->
                      r.identity(key)
                          .request(request.build())
                          .payload(() -> new ByteArrayInputStream(body))
                          .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                          .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                          .putProperty(HttpSigner.SIGNING_CLOCK, clock))
              .request();
      List<Map.Entry<String, String>> all = new ArrayList<>();
      signed
          .headers()
          .forEach((name, values) -> values.forEach(value -> all.add(Map.entry(name, value))));
      return all;
    };
  }
}
