package waitingroom.event;

import io.cloudevents.CloudEvent;
import java.util.stream.Stream;

/**
 * Makes outgoing events of the events of one journal. It sees all of them from the beginning of an
 * epoch on, in order. Not safe for many threads.
 */
interface Translator {

  /** Takes in an event of which nothing is to go out. */
  void skip(long sequenceNr, Object event);

  /**
   * The outgoing events that are wanted, made as they are taken: take them before the next call.
   */
  Stream<CloudEvent> translate(long sequenceNr, Object event);

  /** From which event of the journal on another translator must see everything to stand here. */
  long neededFrom();
}
