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

/** Reads the request ids that the visitors of a run were given, and judges their positions. */
record PositionCheck(List<String> requestIds, boolean good, String verdict) {
  private static final Pattern ID = Pattern.compile("\"api_request_id\": ?\"([0-9a-f-]{36})\"");

  /**
   * Judges those who joined on that node, whose answers the route kept in its folder.
   *
   * @param others who joined otherwise
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

  /** Says what it found, and fails when that is not right. */
  void report() {
    System.out.println(verdict);
    if (!good) {
      throw new IllegalStateException("The positions that were handed out are not right");
    }
  }

  /**
   * Judges: every id genuine, no position twice, and no position missing but those whose answer the
   * load generator did not wait for.
   *
   * @param handedOut the room's queue counter
   * @param counted answers that came and were not kept
   * @param unansweredMax answers that the load generator may have hung up on
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
