package waitingroom.bench;

import java.util.function.Consumer;

/** Requests of one visitor of the open loop, sent one after the other. */
interface Visit {
  /** Number of requests. */
  default int steps() {
    return 1;
  }

  /** Name under which a step is counted; steps count from 0. */
  String name(int step);

  byte[] request(int step);

  /**
   * Takes an answer; called before {@link #name} of the same step.
   *
   * @return whether the answer is the expected one; if not, the visit ends
   */
  boolean answered(int step, KeptConnection.Received answer);

  /** Creates a visit of one request that expects a 200. */
  static Visit of(String name, byte[] request) {
    return of(name, request, body -> {});
  }

  /**
   * Creates a visit of one request that expects a 200.
   *
   * @param keep receives the body of every answer
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
