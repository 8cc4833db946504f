package waitingroom;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.stream.alpakka.cassandra.javadsl.CassandraSession;
import akka.stream.alpakka.cassandra.javadsl.CassandraSessionRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import waitingroom.access.signin.AccessKeyRegister;
import waitingroom.alarm.AlarmBoard;
import waitingroom.http.operations.Readiness;
import waitingroom.lease.LeaseBoard;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.store.FormatBoard;

/**
 * Readiness of a node: it reads what the cluster writes, is a member of the cluster that has the
 * lease, knows the rooms, the alarms and the access keys, has warmed up, has seen the default rooms
 * open, and reaches the database.
 */
final class NodeReadiness implements Readiness {
  private static final long DATABASE_TIMEOUT_MILLIS = 2000;

  private final ActorSystem<?> system;
  private final Cluster cluster;
  private final StatusBoard board;
  private final AlarmBoard alarms;
  private final AccessKeyRegister keys;
  private final FormatBoard formats;
  private final LeaseBoard lease;
  private final CompletableFuture<Done> warmedUp;
  private final CompletableFuture<Done> defaultRooms;
  private final CassandraSession session;

  NodeReadiness(
      ActorSystem<?> system,
      StatusBoard board,
      AlarmBoard alarms,
      AccessKeyRegister keys,
      FormatBoard formats,
      CompletionStage<Done> warmedUp,
      CompletionStage<Done> defaultRooms) {
    this.system = system;
    this.cluster = Cluster.get(system);
    this.board = board;
    this.warmedUp = warmedUp.toCompletableFuture();
    this.alarms = alarms;
    this.keys = keys;
    this.formats = formats;
    this.lease = LeaseBoard.of(system);
    this.defaultRooms = defaultRooms.toCompletableFuture();
    this.session = CassandraSessionRegistry.get(system).sessionFor("akka.persistence.cassandra");
  }

  @Override
  public CompletionStage<List<String>> missing() {
    List<String> missing = new ArrayList<>();
    if (Leaving.began(system)) {
      missing.add("this node is stopping");
      return CompletableFuture.completedStage(missing);
    }
    if (formats.tooOld()) {
      missing.add(
          "this node reads stored formats up to %s and the cluster writes %s: update the node"
              .formatted(formats.newest(), formats.raised()));
    } else if (!formats.complete()) {
      missing.add("this node has not read the cluster's format number yet");
    }
    lease.missing().ifPresent(missing::add);
    if (cluster.selfMember().status() != MemberStatus.up()) {
      missing.add("this node is not a member of the cluster yet");
    }
    if (!board.ready()) {
      missing.add("this node has not received the list of rooms yet");
    } else if (!warmedUp.isDone()) {
      missing.add("this node is still warming up");
    }
    if (!alarms.complete()) {
      missing.add("this node has not received the list of alarms yet");
    }
    if (!keys.complete()) {
      missing.add("this node has not read the access keys yet");
    }
    if (!defaultRooms.isDone()) {
      missing.add("the default rooms are not open yet");
    }
    return database()
        .thenApply(
            reached -> {
              if (!reached) {
                missing.add("Cassandra does not answer");
              }
              return missing;
            });
  }

  private CompletionStage<Boolean> database() {
    CompletableFuture<Boolean> reached =
        session
            .selectOne("SELECT key FROM system.local")
            .thenApply(row -> row.isPresent())
            .toCompletableFuture();
    return reached
        .completeOnTimeout(false, DATABASE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .exceptionally(failure -> false);
  }
}
