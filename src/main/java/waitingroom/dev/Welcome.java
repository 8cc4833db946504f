package waitingroom.dev;

import java.net.InetSocketAddress;
import waitingroom.http.HttpListeners.Bound;

/** The message that the development start prints when it is ready. */
final class Welcome {
  private Welcome() {}

  static String text(Bound bound, DevSecrets secrets) {
    return """

        The waiting room is open.

          visitors      %1$s
          operators     %2$s
          control panel %2$s/
            access key  %3$s
            secret key  %4$s
                        (both in %5$s, profile "default"; they sign in and sign)

        Join the line:
          curl -X POST %1$s/assign_queue_num -H 'Content-Type: application/json' -d '{"event_id": "Sample"}'
        Let ten people in:
          curl --config %6$s -X POST %2$s/api/increment_serving_counter -d '{"event_id": "Sample", "increment_by": 10}'
        The whole tour: make demo        Stop: Ctrl-C
        """
        .formatted(
            url(bound.publicAddress()),
            url(bound.adminAddress()),
            secrets.accessKeyId(),
            secrets.secretAccessKey(),
            secrets.credentials(),
            secrets.curl());
  }

  private static String url(InetSocketAddress address) {
    return "http://" + address.getHostString() + ":" + address.getPort();
  }
}
