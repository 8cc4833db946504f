package waitingroom.room.cluster;

import akka.actor.typed.ActorRef;
import waitingroom.room.RoomCommand;
import waitingroom.store.CborSerializable;

/** A command that arrives through sharding, and the actor that gets the answer. */
record RoomRequest(RoomCommand command, ActorRef<RoomReply> replyTo)
    implements WaitingRoom.Command, CborSerializable {}
