package waitingroom.http.operations;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Readiness of this node for requests. */
@FunctionalInterface
public interface Readiness {
  /** The missing conditions, one short text each; empty: ready. */
  CompletionStage<List<String>> missing();
}
