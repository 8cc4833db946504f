package waitingroom.http.transport;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Answers that many requests get, such as the counters of a room, as bytes of HTTP/1.1. They are
 * the same objects, so each is rendered once a second, when its date changes. Of others, the heads
 * are kept ({@link SharedHeads}).
 */
final class SharedAnswers {
  private static final int SLOTS = 64;

  /** Longest entity that is kept. */
  private static final int BYTES_MAX = 16_384;

  /**
   * The answer that was last seen in a slot.
   *
   * @param bytes null: it was seen once, like most
   */
  private record Slot(HttpResponse response, String date, byte @Nullable [] bytes) {}

  private final AtomicReferenceArray<Slot> slots = new AtomicReferenceArray<>(SLOTS);
  private final Responses responses;
  private final SharedHeads heads;

  SharedAnswers(Responses responses) {
    this.responses = responses;
    this.heads = new SharedHeads(responses);
  }

  /**
   * The bytes of an answer if it, or its head, was seen before, otherwise null; from any thread.
   */
  @SuppressWarnings("ReferenceEquality") // comparing contents would cost what this saves
  @Nullable ByteBuf of(HttpResponse response, HttpEntity.Strict entity) {
    if (entity.getData().size() > BYTES_MAX) {
      return null;
    }
    int index = System.identityHashCode(response) & (SLOTS - 1);
    String date = responses.date().now();
    Slot slot = slots.getPlain(index);
    if (slot == null || slot.response() != response) {
      slots.setRelease(index, new Slot(response, date, null));
      return heads.of(response, entity);
    }
    byte[] bytes = slot.bytes();
    if (bytes == null || !slot.date().equals(date)) {
      bytes = responses.bytes(response, entity);
      slots.setRelease(index, new Slot(response, date, bytes));
    }
    return Unpooled.wrappedBuffer(bytes);
  }
}
