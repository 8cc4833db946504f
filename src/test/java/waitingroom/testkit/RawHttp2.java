package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** A connection of HTTP/2 whose frames the test writes itself, right or wrong (RFC 9113). */
public final class RawHttp2 implements AutoCloseable {
  /** Types of frames. */
  public static final int DATA = 0;

  public static final int HEADERS = 1;
  public static final int RESET = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW = 8;
  public static final int CONTINUATION = 9;

  /** Flags of frames. */
  public static final int END_STREAM = 1;

  public static final int ACK = 1;
  public static final int END_HEADERS = 4;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int PATIENCE_MILLIS = 20_000;

  /**
   * End of a stream.
   *
   * @param status 0: it was reset
   */
  public record Ended(int status, String body) {}

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;
  private final DefaultHttp2HeadersEncoder encoder =
      new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE, true);
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final Map<Integer, ByteArrayOutputStream> bodies = new TreeMap<>();

  /** Connects and says the preface, with empty settings. */
  public RawHttp2(RawListener listener) throws IOException {
    socket = listener.connectForHttp2();
    socket.setSoTimeout(PATIENCE_MILLIS);
    out = socket.getOutputStream();
    in = new DataInputStream(socket.getInputStream());
    out.write(PREFACE.getBytes(ISO_8859_1));
    frame(SETTINGS, 0, 0);
  }

  /** Sends a frame. */
  public void frame(int type, int flags, int stream, byte... payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    out.write(frame.array());
  }

  /** Sends a GET without a body. */
  public void get(int stream, String path, String... namesAndValues) throws IOException {
    headers(stream, END_STREAM, "GET", path, namesAndValues);
  }

  /** Sends the head of a request, in as many frames as it needs. */
  public void headers(int stream, int flags, String method, String path, String... namesAndValues)
      throws IOException {
    Http2Headers headers = new DefaultHttp2Headers(false);
    headers.method(method).scheme("https").authority("a").path(path);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    byte[] block = encoded(stream, headers);
    int at = Math.min(16_384, block.length);
    boolean whole = at == block.length;
    frame(HEADERS, flags | (whole ? END_HEADERS : 0), stream, part(block, 0, at));
    while (at < block.length) {
      int end = Math.min(at + 16_384, block.length);
      frame(CONTINUATION, end == block.length ? END_HEADERS : 0, stream, part(block, at, end));
      at = end;
    }
  }

  private byte[] encoded(int stream, Http2Headers headers) throws IOException {
    ByteBuf block = Unpooled.buffer();
    try {
      encoder.encodeHeaders(stream, headers, block);
      return ByteBufUtil.getBytes(block);
    } catch (Http2Exception e) {
      throw new IOException(e);
    } finally {
      block.release();
    }
  }

  private static byte[] part(byte[] all, int from, int to) {
    return java.util.Arrays.copyOfRange(all, from, to);
  }

  /** Reads until that stream has ended. Throws when the connection ends before. */
  public Ended ended(int stream) throws IOException {
    while (true) {
      int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int of = in.readInt();
      byte[] payload = in.readNBytes(length);
      take(type, flags, of, payload);
      boolean last =
          type == RESET || ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0);
      if (of == stream && last) {
        return new Ended(
            type == RESET ? 0 : statuses.getOrDefault(stream, 0),
            bodies.getOrDefault(stream, new ByteArrayOutputStream()).toString(ISO_8859_1));
      }
    }
  }

  private void take(int type, int flags, int stream, byte[] payload) throws IOException {
    if (type == SETTINGS && flags == 0) {
      frame(SETTINGS, ACK, 0);
    } else if (type == HEADERS) {
      try {
        Http2Headers headers =
            ((Http2HeadersDecoder) decoder).decodeHeaders(stream, Unpooled.wrappedBuffer(payload));
        if (headers.status() != null) {
          statuses.put(stream, Integer.valueOf(headers.status().toString()));
        }
      } catch (Http2Exception e) {
        throw new IOException(e);
      }
    } else if (type == DATA) {
      bodies.computeIfAbsent(stream, key -> new ByteArrayOutputStream()).writeBytes(payload);
    }
  }

  /** Reads until the listener ends the connection. Fails when it falls silent before. */
  public void awaitEnd() throws IOException {
    try {
      ended(-1);
    } catch (EOFException | SocketException end) {
      // As expected.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
