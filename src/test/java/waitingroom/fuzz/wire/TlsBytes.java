package waitingroom.fuzz.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates connections of TLS that go no further than the first message of a client (RFC 8446,
 * section 4.1.2), spoilt or cut up. The same seed gives the same bytes.
 */
final class TlsBytes {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final List<Integer> CIPHERS = List.of(0x1301, 0x1302, 0xc02b, 0xc02f, 0x0a0a);

  private final SplittableRandom random;

  TlsBytes(long seed) {
    this.random = new SplittableRandom(seed);
  }

  byte[] next() {
    byte[] hello = message(hello());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int from = 0;
    while (from < hello.length) { // one message may be in many records
      int size = chance(70) ? hello.length - from : 1 + random.nextInt(hello.length - from);
      record(all, chance(3) ? random.nextInt(256) : HANDSHAKE, hello, from, size);
      from += size;
    }
    byte[] bytes = all.toByteArray();
    for (int wounds = chance(70) ? 1 + random.nextInt(4) : 0; wounds > 0; wounds--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return chance(10) ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private void record(ByteArrayOutputStream all, int type, byte[] bytes, int from, int size) {
    all.write(type);
    all.write(3);
    all.write(chance(90) ? 1 : random.nextInt(8));
    number(all, chance(97) ? size : random.nextInt(65_536), 2);
    all.write(bytes, from, size);
    if (chance(3)) {
      all.write(new byte[] {21, 3, 3, 0, 2, 1, 0}, 0, 7); // a warning in between
    }
  }

  private static byte[] message(byte[] body) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(CLIENT_HELLO);
    number(message, body.length, 3);
    message.writeBytes(body);
    return message.toByteArray();
  }

  private byte[] hello() {
    ByteArrayOutputStream hello = new ByteArrayOutputStream();
    number(hello, 0x0303, 2);
    hello.writeBytes(noise(32));
    sized(hello, 1, noise(chance(50) ? 0 : 32)); // session id
    ByteArrayOutputStream ciphers = new ByteArrayOutputStream();
    CIPHERS.forEach(cipher -> number(ciphers, cipher, 2));
    sized(hello, 2, ciphers.toByteArray());
    sized(hello, 1, new byte[1]); // no compression
    ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    extension(extensions, 0, list(concat(new byte[] {0}, list("x".getBytes(ISO_8859_1)))));
    extension(extensions, 10, list(new byte[] {0, 29, 0, 23})); // groups
    extension(extensions, 13, list(new byte[] {4, 3, 8, 4, 4, 1})); // signatures
    extension(extensions, 43, new byte[] {4, 3, 4, 3, 3}); // versions
    extension(extensions, 51, list(concat(new byte[] {0, 29}, list(noise(32))))); // key share
    extension(extensions, 16, list("\002h2\010http/1.1".getBytes(ISO_8859_1)));
    while (chance(30)) {
      extension(extensions, random.nextInt(70), noise(random.nextInt(40)));
    }
    sized(hello, 2, extensions.toByteArray());
    return hello.toByteArray();
  }

  private void extension(ByteArrayOutputStream all, int type, byte[] content) {
    if (!chance(5)) {
      number(all, type, 2);
      sized(all, 2, content);
    }
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] list(byte[] content) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    sized(list, 2, content);
    return list.toByteArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(one);
    both.writeBytes(other);
    return both.toByteArray();
  }

  private static void sized(ByteArrayOutputStream all, int width, byte[] content) {
    number(all, content.length, width);
    all.writeBytes(content);
  }

  private static void number(ByteArrayOutputStream all, int value, int width) {
    for (int i = width - 1; i >= 0; i--) {
      all.write(value >> (8 * i));
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
