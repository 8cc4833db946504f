package waitingroom.fuzz.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;

/** Generates connections of HTTP/2 whose frames are spoilt. The same seed gives the same bytes. */
final class FrameBytes {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int TYPES = 11;

  /** Literal fields without indexing: a GET of a page, and a POST. */
  private static final List<List<String>> HEADS =
      List.of(
          List.of(":method", "GET", ":scheme", "http", ":authority", "x", ":path", "/health/live"),
          List.of(":method", "HEAD", ":scheme", "http", ":authority", "x", ":path", "/robots.txt"),
          List.of(
              ":method",
              "POST",
              ":scheme",
              "http",
              ":authority",
              "x",
              ":path",
              "/assign_queue_num",
              "content-length",
              "2"));

  private static final List<List<String>> ODD_FIELDS =
      List.of(
          List.of("transfer-encoding", "chunked"),
          List.of("connection", "close"),
          List.of("content-length", "9"),
          List.of("content-length", "-1"),
          List.of(":path", "/other"),
          List.of(":odd", "a"),
          List.of(":status", "100"),
          List.of("accept-language", "zz" + "-aa".repeat(20)),
          List.of("Upper", "a"),
          List.of("", "a"),
          List.of("a", "b\r\nc: d"),
          List.of("host", "y"),
          List.of("te", "gzip"),
          List.of("a", "\u0000"),
          List.of("cookie", "a=\u00e9"));

  private final SplittableRandom random;

  FrameBytes(long seed) {
    this.random = new SplittableRandom(seed);
  }

  byte[] next() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(PREFACE.getBytes(ISO_8859_1));
    if (!chance(5)) {
      frame(all, 4, 0, 0, settings());
    }
    int stream = 1;
    for (int frames = 1 + random.nextInt(8); frames > 0; frames--) {
      if (chance(50)) {
        boolean end = chance(70);
        byte[] block = head();
        frame(all, 1, (end ? 1 : 0) | (chance(90) ? 4 : 0), stream, block);
        if (!end && chance(80)) {
          frame(all, 0, chance(80) ? 1 : 0, stream, "{}".getBytes(ISO_8859_1));
        }
        stream += 2;
      } else {
        frame(all, random.nextInt(TYPES), random.nextInt(64), random.nextInt(8), noise());
      }
    }
    byte[] bytes = all.toByteArray();
    if (chance(40)) {
      for (int wounds = 1 + random.nextInt(3); wounds > 0; wounds--) {
        bytes[PREFACE.length() + random.nextInt(bytes.length - PREFACE.length())] =
            (byte) random.nextInt(256);
      }
    }
    return bytes;
  }

  private byte[] settings() {
    if (chance(70)) {
      return new byte[0];
    }
    byte[] settings = new byte[6];
    settings[1] = (byte) random.nextInt(8);
    settings[2] = (byte) (chance(50) ? 0 : random.nextInt(256));
    settings[5] = (byte) random.nextInt(256);
    return settings;
  }

  private byte[] noise() {
    byte[] noise =
        new byte[chance(50) ? List.of(0, 4, 5, 6, 8).get(random.nextInt(5)) : random.nextInt(60)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] head() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    List<String> fields = HEADS.get(random.nextInt(HEADS.size()));
    for (int i = 0; i < fields.size(); i += 2) {
      if (!chance(2)) {
        literal(block, fields.get(i), fields.get(i + 1));
      }
    }
    while (chance(30)) {
      List<String> odd = ODD_FIELDS.get(random.nextInt(ODD_FIELDS.size()));
      literal(block, odd.get(0), odd.get(1));
    }
    if (chance(5)) {
      literal(block, "a", "x".repeat(random.nextInt(120)));
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    text(block, name);
    text(block, value);
  }

  private static void text(ByteArrayOutputStream block, String text) {
    block.write(text.length());
    block.writeBytes(text.getBytes(ISO_8859_1));
  }

  private static void frame(
      ByteArrayOutputStream all, int type, int flags, int stream, byte[] payload) {
    all.write(payload.length >> 16);
    all.write(payload.length >> 8);
    all.write(payload.length);
    all.write(type);
    all.write(flags);
    all.write(0);
    all.write(0);
    all.write(0);
    all.write(stream);
    all.writeBytes(payload);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
