package waitingroom.bench;

import java.util.function.Consumer;

/** What one visitor of the open loop sends, one request after the other. */
interface Visit {
  /** How many requests. */
  default int steps() {
    return 1;
  }

  /** Under which name a step is counted, from 0. */
  String name(int step);

  /** The bytes of a step's request. */
  byte[] request(int step);

  /**
   * Takes the answer, before the step's name is asked for.
   *
   * @return whether it is the right one; if not, the visitor goes home
   */
  boolean answered(int step, KeptConnection.Received answer);

  /** One request, to be answered with 200. */
  static Visit of(String name, byte[] request) {
    return of(name, request, body -> {});
  }

  /**
   * One request, to be answered with 200.
   *
   * @param keep gets the body of every answer
   */
  static Visit of(String name, byte[] request, Consumer<String> keep) {
    return new Visit() {
      @Override
      public String name(int step) {
        return name;
      }

      @Override
      public byte[] request(int step) {
        return request;
      }

      @Override
      public boolean answered(int step, KeptConnection.Received answer) {
        keep.accept(answer.body());
        return answer.status() == 200;
      }
    };
  }
}
