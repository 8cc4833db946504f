package waitingroom.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of listening visitors in a process of their own: one thread, bare sockets. Prints a
 * line once all are connected, and one per tick once the last visitor has received it.
 *
 * <p>A tick is a number between {@code <} and {@code >} in the operator's message.
 */
final class StreamClients {
  private static final int ADDRESSES = 8;
  private static final int FILES_BESIDE = 100;

  /** Headers that a browser sends with an EventSource. */
  private static final String HEADERS =
      """
      Host: queue.example\r
      User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r
      Accept: text/event-stream\r
      Accept-Language: en-US,en;q=0.5\r
      Accept-Encoding: gzip, deflate, br, zstd\r
      Origin: https://shop.example\r
      Referer: https://shop.example/\r
      Connection: keep-alive\r
      Sec-Fetch-Dest: empty\r
      Sec-Fetch-Mode: cors\r
      Sec-Fetch-Site: same-site\r
      Pragma: no-cache\r
      Cache-Control: no-cache\r
      \r
      """;

  private final InetSocketAddress node;
  private final List<String> targets;
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
  private int answered;
  private int tick = 1;
  private int seen;

  /** Progress of one visitor. */
  private static final class Client {
    private boolean answered;
    private boolean inMark;
    private int number;
    private int tick;
  }

  private StreamClients(InetSocketAddress node, List<String> targets) throws IOException {
    this.node = node;
    this.targets = targets;
  }

  /**
   * Opens all streams and listens until standard input ends.
   *
   * @param args the port of the node on 127.0.0.1, and a file with one target per line
   */
  public static void main(String[] args) throws Exception {
    List<String> targets = Files.readAllLines(Path.of(args[1]));
    requireFiles(targets.size() + FILES_BESIDE);
    var clients =
        new StreamClients(new InetSocketAddress(loopback(1), Integer.parseInt(args[0])), targets);
    Thread end = new Thread(StreamClients::endWithStandardInput);
    end.setDaemon(true);
    end.start();
    clients.run();
  }

  private static InetAddress loopback(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  private static void requireFiles(long needed) {
    var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    if (system.getMaxFileDescriptorCount() < needed) {
      throw new IllegalStateException(
          "A process may open %d files here, and %d are needed: raise it with ulimit -n"
              .formatted(system.getMaxFileDescriptorCount(), needed));
    }
  }

  /** Exits when the parent process ends or closes our standard input. */
  private static void endWithStandardInput() {
    try (var input = new BufferedReader(new InputStreamReader(System.in, US_ASCII))) {
      @Nullable String line = input.readLine();
      while (line != null) {
        line = input.readLine();
      }
    } catch (IOException gone) {
      // same as the end of the input
    }
    System.exit(0);
  }

  private void run() throws IOException {
    for (int i = 0; i < targets.size(); i++) {
      open(i);
      while (answered < i - 100) {
        select();
      }
    }
    while (answered < targets.size()) {
      select();
    }
    System.out.println("open " + targets.size());
    while (true) {
      select();
    }
  }

  private void open(int number) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.bind(new InetSocketAddress(loopback(2 + number % ADDRESSES), 0));
    channel.connect(node);
    channel.write(
        ByteBuffer.wrap(
            ("GET " + targets.get(number) + " HTTP/1.1\r\n" + HEADERS).getBytes(US_ASCII)));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, new Client());
  }

  private void select() throws IOException {
    selector.select(
        key -> {
          try {
            read((SocketChannel) key.channel(), (Client) key.attachment());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void read(SocketChannel channel, Client client) throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new IllegalStateException("The node ended a stream: see its log");
    }
    buffer.flip();
    while (buffer.hasRemaining()) {
      take(client, (char) buffer.get());
    }
    if (!client.answered) {
      client.answered = true;
      answered++;
    }
  }

  private void take(Client client, char c) {
    if (c == '<') {
      client.inMark = true;
      client.number = 0;
    } else if (client.inMark && c == '>') {
      client.inMark = false;
      marked(client);
    } else if (client.inMark) {
      client.number = client.number * 10 + (c - '0');
    }
  }

  private void marked(Client client) {
    if (client.number != tick || client.tick == tick) {
      return;
    }
    client.tick = tick;
    seen++;
    if (seen == targets.size()) {
      System.out.println("tick " + tick + " " + System.nanoTime());
      tick++;
      seen = 0;
    }
  }
}
