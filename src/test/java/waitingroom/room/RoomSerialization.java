package waitingroom.room;

import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/**
 * What the journal, the snapshot store and the other nodes do to our values: the bound serializers.
 */
final class RoomSerialization {
  /** For an actor system that is no cluster and serialises as a node does. */
  static final Config CONFIG = ConfigFactory.parseResourcesAnySyntax("serialization");

  private final Serialization serialization;

  /** As it is stored: who can read it, what it is, and the bytes. */
  record Stored(int serializer, String manifest, byte[] bytes) {}

  RoomSerialization(ActorSystem<?> system) {
    this.serialization = SerializationExtension.get(system);
  }

  Stored write(Object value) {
    var serializer = serialization.findSerializerFor(value);
    return new Stored(
        serializer.identifier(),
        Serializers.manifestFor(serializer, value),
        serializer.toBinary(value));
  }

  Object read(Stored stored) {
    return serialization.deserialize(stored.bytes(), stored.serializer(), stored.manifest()).get();
  }

  /** There and back. */
  <T> T copy(Class<T> type, T value) {
    return type.cast(read(write(value)));
  }
}
