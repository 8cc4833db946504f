package waitingroom.http.operations;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Whether this node should get requests. */
@FunctionalInterface
public interface Readiness {
  /** What is still missing, one short text each; empty when the node is ready. */
  CompletionStage<List<String>> missing();
}
