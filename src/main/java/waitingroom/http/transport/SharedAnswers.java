package waitingroom.http.transport;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Answers that many requests get, such as the counters of a room, as bytes of HTTP/1.1. They are
 * the same objects, so each is rendered once a second, when its date changes.
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

  SharedAnswers(Responses responses) {
    this.responses = responses;
  }

  /** The bytes of an answer that was seen before, otherwise null; from any thread. */
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
      return null;
    }
    byte[] bytes = slot.bytes();
    if (bytes == null || !slot.date().equals(date)) {
      bytes = rendered(response, entity);
      slots.setRelease(index, new Slot(response, date, bytes));
    }
    return Unpooled.wrappedBuffer(bytes);
  }

  private byte[] rendered(HttpResponse response, HttpEntity.Strict entity) {
    EmbeddedChannel encoder = new EmbeddedChannel(new HttpResponseEncoder());
    encoder.writeOutbound(responses.full(response, entity, false));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
      all.writeBytes(ByteBufUtil.getBytes(part));
      part.release();
    }
    encoder.finishAndReleaseAll();
    return all.toByteArray();
  }
}
