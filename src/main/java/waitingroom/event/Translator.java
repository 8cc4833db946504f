package waitingroom.event;

import io.cloudevents.CloudEvent;
import java.util.stream.Stream;

/**
 * Translates the events of one journal to outgoing events. Must see all of them from the start of
 * an epoch, in order. Not thread-safe.
 */
interface Translator {

  /** Reads an event that yields nothing. */
  void skip(long sequenceNr, Object event);

  /** The wanted outgoing events, built lazily: consume them before the next call. */
  Stream<CloudEvent> translate(long sequenceNr, Object event);

  /** The first journal event that a new translator must see to reach this state. */
  long neededFrom();
}
