package waitingroom.http.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Heads of answers that differ in their bodies alone, as bytes of HTTP/1.1. Their headers are the
 * same object, so each head is rendered once a second, when its date changes.
 */
final class SharedHeads {
  private static final int SLOTS = 64;
  private static final byte[] END = {'\r', '\n', '\r', '\n'};

  /** Longest entity that is copied behind its head. */
  private static final int BYTES_MAX = 16_384;

  /**
   * The head that was last seen in a slot.
   *
   * @param headers of the answer
   * @param bytes up to the value of the length; null: it was seen once, like most
   */
  private record Slot(
      Object headers, StatusCode status, ContentType type, String date, byte @Nullable [] bytes) {

    @SuppressWarnings("ReferenceEquality") // comparing contents would cost what this saves
    boolean isOf(Object headers, StatusCode status, ContentType type) {
      return this.headers == headers && this.status == status && this.type == type;
    }
  }

  private final AtomicReferenceArray<Slot> slots = new AtomicReferenceArray<>(SLOTS);
  private final Responses responses;

  SharedHeads(Responses responses) {
    this.responses = responses;
  }

  /** The whole answer, if one with its head was seen before, otherwise null; from any thread. */
  @Nullable ByteBuf of(HttpResponse response, HttpEntity.Strict entity) {
    if (entity.getData().size() > BYTES_MAX || !response.status().allowsEntity()) {
      return null;
    }
    Object headers = ((akka.http.scaladsl.model.HttpResponse) response).headers();
    int index = System.identityHashCode(headers) & (SLOTS - 1);
    StatusCode status = response.status();
    ContentType type = entity.getContentType();
    Slot slot = slots.getPlain(index);
    String date = responses.date().now();
    if (slot == null || !slot.isOf(headers, status, type)) {
      slots.setRelease(index, new Slot(headers, status, type, date, null));
      return null;
    }
    byte[] head = slot.bytes();
    if (head == null || !slot.date().equals(date)) {
      head = rendered(response, entity);
      slots.setRelease(index, new Slot(headers, status, type, date, head));
    }
    return whole(head, entity);
  }

  /** An answer of that kind up to its length, which is its last header. */
  private byte[] rendered(HttpResponse response, HttpEntity.Strict entity) {
    byte[] whole = responses.bytes(response, entity);
    String tail = entity.getData().size() + "\r\n\r\n";
    return Arrays.copyOf(whole, whole.length - entity.getData().size() - tail.length());
  }

  private static ByteBuf whole(byte[] head, HttpEntity.Strict entity) {
    int size = entity.getData().size();
    byte[] length = Integer.toString(size).getBytes(US_ASCII);
    byte[] whole = new byte[head.length + length.length + END.length + size];
    System.arraycopy(head, 0, whole, 0, head.length);
    int at = head.length;
    System.arraycopy(length, 0, whole, at, length.length);
    at += length.length;
    System.arraycopy(END, 0, whole, at, END.length);
    entity.getData().copyToArray(whole, at + END.length, size);
    return Unpooled.wrappedBuffer(whole);
  }
}
