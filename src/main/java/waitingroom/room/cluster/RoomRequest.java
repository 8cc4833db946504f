package waitingroom.room.cluster;

import akka.actor.typed.ActorRef;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Decision;
import waitingroom.room.PositionQuery;
import waitingroom.room.RoomClock;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomState;
import waitingroom.room.SessionEnd;
import waitingroom.room.TokenClaim;
import waitingroom.store.CborSerializable;

/** A command that came through sharding and is answered; it knows which rule decides on it. */
sealed interface RoomRequest extends WaitingRoom.Command, CborSerializable {
  ActorRef<RoomReply> replyTo();

  Decision decide(RoomState room, RoomClock clock);

  record Join(String origin, long batch, int count, ActorRef<RoomReply> replyTo)
      implements RoomRequest {
    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideJoin(origin, batch, count, clock.lineMillis());
    }
  }

  record Claim(List<TokenClaim> claims, ActorRef<RoomReply> replyTo) implements RoomRequest {
    public Claim {
      claims = List.copyOf(claims);
    }

    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideClaims(claims, clock.wallMillis(), clock.lineMillis());
    }
  }

  /** {@code again}: the sender heard nothing of its first try, which may have been carried out. */
  record EndSessions(List<SessionEnd> ends, boolean again, ActorRef<RoomReply> replyTo)
      implements RoomRequest {
    public EndSessions {
      ends = List.copyOf(ends);
    }

    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideEnds(ends, again, clock.wallMillis());
    }
  }

  record AskExpiries(List<PositionQuery> queries, ActorRef<RoomReply> replyTo)
      implements RoomRequest {
    public AskExpiries {
      queries = List.copyOf(queries);
    }

    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideExpiries(queries, clock.lineMillis());
    }
  }

  record IncrementServing(long by, ActorRef<RoomReply> replyTo) implements RoomRequest {
    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideIncrementServing(by, clock.lineMillis());
    }
  }

  record MaxSizeMessage(@Nullable Long exited, List<SessionEnd> ends, ActorRef<RoomReply> replyTo)
      implements RoomRequest {
    public MaxSizeMessage {
      ends = List.copyOf(ends);
    }

    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideMaxSize(exited, ends, clock.lineMillis());
    }
  }

  record Configure(RoomSettings settings, long expectedVersion, ActorRef<RoomReply> replyTo)
      implements RoomRequest {
    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideConfigure(settings, expectedVersion, clock.lineMillis());
    }
  }

  record Reset(ActorRef<RoomReply> replyTo) implements RoomRequest {
    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideReset(clock.lineMillis());
    }
  }

  record Close(long expectedVersion, ActorRef<RoomReply> replyTo) implements RoomRequest {
    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideClose(expectedVersion, clock.lineMillis());
    }
  }

  record CountActive(ActorRef<RoomReply> replyTo) implements RoomRequest {
    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideActive(clock.wallMillis());
    }
  }

  /** Asks what has become of the token of a position. */
  record AskStanding(PositionQuery query, ActorRef<RoomReply> replyTo) implements RoomRequest {
    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideStanding(query, clock.wallMillis());
    }
  }

  /** Asks which sessions are over, from a position on. */
  record ListOver(long from, ActorRef<RoomReply> replyTo) implements RoomRequest {
    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return room.decideListOver(from);
    }
  }
}
