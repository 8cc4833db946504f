package waitingroom.testkit;

import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/**
 * Serialises values as the journal, the snapshot store and messages between nodes do: with the
 * bound serializers.
 */
public final class NodeSerialization {
  /** Configuration of an actor system that serialises as a node does, without a cluster. */
  public static final Config CONFIG = ConfigFactory.parseResourcesAnySyntax("serialization");

  private final Serialization serialization;

  /** A stored value. */
  public record Stored(int serializer, String manifest, byte[] bytes) {}

  public NodeSerialization(ActorSystem<?> system) {
    this.serialization = SerializationExtension.get(system);
  }

  public Stored write(Object value) {
    var serializer = serialization.findSerializerFor(value);
    return new Stored(
        serializer.identifier(),
        Serializers.manifestFor(serializer, value),
        serializer.toBinary(value));
  }

  public Object read(Stored stored) {
    return serialization.deserialize(stored.bytes(), stored.serializer(), stored.manifest()).get();
  }

  /** Serialises and deserialises a value. */
  public <T> T copy(Class<T> type, T value) {
    return type.cast(read(write(value)));
  }
}
