package waitingroom.testkit;

import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/**
 * What the journal, the snapshot store and the other nodes do to our values: the bound serializers.
 */
public final class NodeSerialization {
  /** For an actor system that is no cluster and serialises as a node does. */
  public static final Config CONFIG = ConfigFactory.parseResourcesAnySyntax("serialization");

  private final Serialization serialization;

  /** As it is stored: who can read it, what it is, and the bytes. */
  public record Stored(int serializer, String manifest, byte[] bytes) {}

  public NodeSerialization(ActorSystem<?> system) {
    this.serialization = SerializationExtension.get(system);
  }

  /** As the journal, a snapshot or a message holds it. */
  public Stored write(Object value) {
    var serializer = serialization.findSerializerFor(value);
    return new Stored(
        serializer.identifier(),
        Serializers.manifestFor(serializer, value),
        serializer.toBinary(value));
  }

  /** What was stored. */
  public Object read(Stored stored) {
    return serialization.deserialize(stored.bytes(), stored.serializer(), stored.manifest()).get();
  }

  /** There and back. */
  public <T> T copy(Class<T> type, T value) {
    return type.cast(read(write(value)));
  }
}
