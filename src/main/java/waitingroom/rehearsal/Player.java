package waitingroom.rehearsal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.room.RoomId;

/**
 * Plays visitors on one connection: some join, one of them polls and perhaps fetches a token. It
 * writes fixed bytes and parses hardly anything, because its CPU time is taken from the compilers.
 */
final class Player {
  /** At once, so that they share a write, as in a crowd. */
  private static final int JOINS = 8;

  private static final int POLLS = 2;

  /** Of so many visits, one fetches a token: signatures would take the time of all else. */
  private static final int VISITS_PER_TOKEN = 16;

  private static final int PATIENCE_MILLIS = 5_000;
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]{1,6})");
  private static final Pattern REQUEST_ID = Pattern.compile("[0-9a-f-]{36}");

  private final InetSocketAddress address;
  private final RoomId room;
  private final LongAdder visits;

  Player(InetSocketAddress address, RoomId room, LongAdder visits) {
    this.address = address;
    this.room = room;
    this.visits = visits;
  }

  /**
   * Plays until it is over.
   *
   * @throws IOException when an answer is not as expected; that the node is busy (503) is
   */
  void play(BooleanSupplier over) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(address);
      String joins = post("/assign_queue_num", "{\"event_id\": \"%s\"}".formatted(room));
      InputStream answers = new BufferedInputStream(socket.getInputStream());
      for (int visit = 0; !over.getAsBoolean(); visit++) {
        write(socket, joins.repeat(JOINS));
        String requestId = null;
        for (int i = 0; i < JOINS; i++) {
          String joined = answer(answers);
          requestId = joined.isEmpty() ? requestId : requestId(joined);
        }
        if (requestId == null) {
          continue;
        }
        write(socket, polls(requestId));
        for (int i = 0; i < 3 * POLLS; i++) {
          answer(answers);
        }
        if (visit % VISITS_PER_TOKEN == 0) {
          write(socket, token(requestId));
          answer(answers);
        }
        visits.increment();
      }
    }
  }

  private static void write(Socket socket, String requests) throws IOException {
    socket.getOutputStream().write(requests.getBytes(ISO_8859_1));
  }

  private String polls(String requestId) {
    String poll =
        get("/serving_num?event_id=" + room)
            + get("/waiting_num?event_id=" + room)
            + get("/queue_num?event_id=" + room + "&request_id=" + requestId);
    return poll.repeat(POLLS);
  }

  private String token(String requestId) {
    return post(
        "/generate_token",
        "{\"event_id\": \"%s\", \"request_id\": \"%s\"}".formatted(room, requestId));
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static String post(String target, String body) {
    return "POST "
        + target
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String requestId(String answer) throws IOException {
    Matcher matcher = REQUEST_ID.matcher(answer);
    if (!matcher.find()) {
      throw new IOException("Nobody can join: " + answer);
    }
    return matcher.group();
  }

  /** The body of the next answer; empty if the node was too busy. */
  private static String answer(InputStream from) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int ends = 0;
    while (ends < 2) {
      int next = from.read();
      if (next < 0) {
        throw new IOException("The connection ended");
      }
      head.write(next);
      ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
    }
    String text = head.toString(ISO_8859_1);
    Matcher length = LENGTH.matcher(text);
    boolean good = text.startsWith("HTTP/1.1 200");
    if (!length.find() || !(good || text.startsWith("HTTP/1.1 503"))) {
      throw new IOException("Not as expected: " + text);
    }
    byte[] body = from.readNBytes(Integer.parseInt(length.group(1)));
    return good ? new String(body, ISO_8859_1) : "";
  }
}
