package waitingroom.room;

import java.util.function.Function;

/** Outcome of a request to a room: done, or refused with a reason. */
public sealed interface Outcome<T> {

  /** The request was done, with this result. */
  record Done<T>(T value) implements Outcome<T> {}

  /** The request was refused and changed nothing. */
  record Refused<T>(Rejection reason) implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> refused(Rejection reason) {
    return new Refused<>(reason);
  }

  /** Maps either case to one type. */
  default <R> R fold(
      Function<? super T, ? extends R> onDone, Function<Rejection, ? extends R> onRefused) {
    if (this instanceof Refused<T> refused) {
      return onRefused.apply(refused.reason());
    }
    return onDone.apply(((Done<T>) this).value());
  }
}
