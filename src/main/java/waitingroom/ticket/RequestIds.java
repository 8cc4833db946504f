package waitingroom.ticket;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import waitingroom.secret.MasterSecret;

/**
 * Signed request ids: any node can tell a visitor's position from the id alone, without a row, a
 * lookup or memory per visitor.
 *
 * <p>The key of an id is bound to the room and its epoch, so an id of another room, or from before
 * a reset, fails like an invented one. Thread-safe.
 */
public final class RequestIds {
  private static final int KEYS_MAX = 1_000;
  private static final int KEY_BYTES = 32;
  private static final String PURPOSE = "waitingroom request id 1";
  private static final String NAMES_PURPOSE = "waitingroom visitor name 1";
  private static final int TEXT_LENGTH_MAX = 128;

  /** {@code \w} of Python's {@code re} module. */
  private static final String WORD = "[\\p{L}\\p{N}_]";

  private static final Pattern UUID_SHAPE =
      Pattern.compile(
          WORD + "{8}-" + WORD + "{4}-" + WORD + "{4}-" + WORD + "{4}-" + WORD + "{12}");

  private record RoomEpoch(String room, long epoch) {}

  private final LoadingCache<RoomEpoch, RoomKey> keys;
  private final LoadingCache<String, RoomNames> names;

  public RequestIds(MasterSecret secret) {
    this.keys =
        Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .build(roomEpoch -> new RoomKey(derive(secret, roomEpoch)));
    this.names =
        Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .build(
                room ->
                    RoomNames.of(
                        secret.derive(
                            NAMES_PURPOSE, room.getBytes(StandardCharsets.UTF_8), KEY_BYTES)));
  }

  /**
   * The key of a room's ids. The last 1,000 rooms are cached, so ask only for rooms that exist.
   *
   * @param epoch how many times the room was opened or reset
   */
  public RoomKey key(String room, long epoch) {
    return keys.get(new RoomEpoch(room, epoch));
  }

  /**
   * The name of a visitor, for everyone who must tell visitors apart and must not take their place:
   * the same on all nodes for as long as the id lives, and no way leads back from it to the id.
   */
  public String name(String room, String requestId) {
    return names.get(room).name(requestId);
  }

  /** The id itself, or the name in its place. */
  public String shown(Naming naming, String room, String requestId) {
    return naming == Naming.IDS ? requestId : name(room, requestId);
  }

  /**
   * Whether a text has the shape that the AWS API demands of a request id: it starts with
   * 8-4-4-4-12 word characters of any script. The rest is ignored, but more than 128 characters are
   * refused. Does not check that the id is genuine.
   */
  public static boolean wellFormed(String requestId) {
    return requestId.length() <= TEXT_LENGTH_MAX && UUID_SHAPE.matcher(requestId).lookingAt();
  }

  /** The epoch has a fixed length and comes first, so no two pairs have the same context. */
  private static byte[] derive(MasterSecret secret, RoomEpoch roomEpoch) {
    byte[] room = roomEpoch.room().getBytes(StandardCharsets.UTF_8);
    byte[] context =
        ByteBuffer.allocate(Long.BYTES + room.length).putLong(roomEpoch.epoch()).put(room).array();
    return secret.derive(PURPOSE, context, KEY_BYTES);
  }
}
