package waitingroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.secret.MasterSecret;
import waitingroom.testkit.Answer;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;
import waitingroom.ticket.RequestIds;
import waitingroom.ticket.RoomKey;
import waitingroom.ticket.Ticket;

/** Check of the positions that a run handed out, read from the request ids of its visitors. */
record PositionCheck(List<String> requestIds, boolean good, String verdict) {
  private static final Pattern ID = Pattern.compile("\"api_request_id\": ?\"([0-9a-f-]{36})\"");

  /**
   * Checks the visitors who joined on this node, from the answers that the route kept.
   *
   * @param others number of visitors who joined by other means
   */
  static PositionCheck of(NodeSettings settings, NodeProcess node, JoinRoute joins, int others)
      throws IOException {
    Answer waiting = node.visitor().get("/waiting_num?event_id=Sample");
    return of(
        joins.folder(),
        settings.secrets().masterSecret(),
        waiting.json().get("waiting_num").longValue(),
        joins.counted(),
        (long) joins.closedLoops() * Wrk.CONNECTIONS + others);
  }

  /** Prints the verdict and fails if it is bad. */
  void report() {
    System.out.println(verdict);
    if (!good) {
      throw new IllegalStateException("Wrong positions were handed out");
    }
  }

  /**
   * Checks that every id is genuine, no position was given twice, and none is missing except those
   * whose answer the load generator did not read.
   *
   * @param handedOut the room's queue counter
   * @param counted answers received but not kept
   * @param unansweredMax answers that the load generator may have dropped
   */
  private static PositionCheck of(
      Path folder, Path masterSecret, long handedOut, long counted, long unansweredMax)
      throws IOException {
    RoomKey key =
        new RequestIds(MasterSecret.parse(Files.readAllBytes(masterSecret))).key("Sample", 1);
    List<String> ids = new ArrayList<>();
    Roaring64Bitmap positions = new Roaring64Bitmap();
    long twice = 0;
    long forged = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher matcher = ID.matcher(Files.readString(file));
        while (matcher.find()) {
          String id = matcher.group(1);
          Ticket ticket = key.verify(id);
          if (ticket == null) {
            forged++;
          } else if (positions.contains(ticket.position())) {
            twice++;
          } else {
            positions.addLong(ticket.position());
            ids.add(id);
          }
        }
      }
    }
    long unanswered = handedOut - counted - positions.getLongCardinality();
    String verdict =
        "%d positions handed out, %d answers kept, %d counted, %d not waited for, %d held twice, %d forged, highest %d"
            .formatted(handedOut, ids.size(), counted, unanswered, twice, forged, positions.last());
    boolean good = twice == 0 && forged == 0 && unanswered >= 0 && unanswered <= unansweredMax;
    return new PositionCheck(ids, good, (good ? "positions: " : "WRONG POSITIONS: ") + verdict);
  }
}
