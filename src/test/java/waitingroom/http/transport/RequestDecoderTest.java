package waitingroom.http.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with and without folded lines or several lengths, whole and byte by byte. */
class RequestDecoderTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n";
  private static final String NEXT = GET + "\r\n";

  /** Whether each message is good, in their order; two are one request. */
  private static List<Boolean> decoded(String bytes, int step) {
    EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(new HttpDecoderConfig()));
    for (int from = 0; from < bytes.length(); from += step) {
      String part = bytes.substring(from, Math.min(bytes.length(), from + step));
      channel.writeInbound(Unpooled.copiedBuffer(part, ISO_8859_1));
    }
    List<Boolean> good = new ArrayList<>();
    for (HttpObject one = channel.readInbound(); one != null; one = channel.readInbound()) {
      if (one instanceof HttpRequest || one.decoderResult().isFailure()) {
        good.add(one.decoderResult().isSuccess());
      }
      ReferenceCountUtil.release(one);
    }
    channel.finishAndReleaseAll();
    return good;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
        GET + "X: a\r\n b\r\n\r\n",
        GET + "X: a\r\n\tb\r\n\r\n",
        GET + "X: a\n b\r\n\r\n",
        GET + "X: a\r\n \r\n \r\n\r\n",
        "\r\n \r\n" + GET + " b\r\n\r\n"
      })
  void a_folded_head_is_refused_and_the_rest_ignored(String head) {
    assertThat(decoded(head + NEXT, 1_000)).containsExactly(false);
    assertThat(decoded(head + NEXT, 1)).containsExactly(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
  void several_lengths_are_refused_and_the_rest_ignored(String version) {
    String head =
        "POST / " + version + "\r\nHost: a\r\nContent-Length: 0\r\ncontent-length: 3\r\n\r\n";
    assertThat(decoded(head + NEXT, 1_000)).containsExactly(false);
    assertThat(decoded(head + NEXT, 1)).containsExactly(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0\r\nX: a\r\n b\r\n\r\n",
        "3\r\nabc\r\n000;x=1\r\nX: a\r\n b\r\n\r\n",
        "0 x\r\nX: a\r\n b\r\n\r\n",
        "0\tx\r\nX: a\r\n b\r\n\r\n",
        "00 ;a\r\nX: a\r\n b\r\n\r\n"
      })
  void folded_trailers_are_refused_and_the_rest_ignored(String body) {
    String request = GET + "Transfer-Encoding: chunked\r\n\r\n" + body;
    assertThat(decoded(request + NEXT, 1_000)).containsExactly(true, false);
    assertThat(decoded(request + NEXT, 1)).containsExactly(true, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        GET + "\r\n",
        "\r\n\r\n" + GET + "\r\n",
        GET + "Content-Length: 7\r\n\r\n{\n \n\n }",
        GET + "Content-Length: 4\r\n\r\n0\r\n ",
        GET + "Transfer-Encoding: chunked\r\n\r\n7\r\n{\n \n\n }\r\n0\r\n\r\n",
        GET + "Transfer-Encoding: chunked\r\n\r\n5\r\n0\r\n x\r\n0\r\nX: y\r\n\r\n",
        GET + "Transfer-Encoding: chunked\r\n\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n"
      })
  void blanks_elsewhere_are_no_folded_lines(String request) {
    assertThat(decoded(request + NEXT, 1_000)).containsExactly(true, true);
    assertThat(decoded(request + NEXT, 1)).containsExactly(true, true);
  }
}
