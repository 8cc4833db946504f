package waitingroom.http.route;

import akka.http.javadsl.model.HttpResponse;
import waitingroom.http.transport.Fault;

/** Answers requests that lead to no endpoint, in a form that their sender can read. */
public interface Fallback {
  /** As the gateway that clients were written against (contract, part 0). */
  Fallback MACHINES =
      new Fallback() {
        @Override
        public HttpResponse noSuchPath(Exchange exchange) {
          return Answers.NO_SUCH_METHOD;
        }

        /**
         * The fault is the client's, so the status is never 5xx (contract, deviation 13). An
         * unknown method is answered like a known one that the path does not have.
         */
        @Override
        public HttpResponse refused(Fault fault, Exchange exchange) {
          return fault == Fault.METHOD
              ? Answers.NO_SUCH_METHOD
              : Answers.message(fault.status(), fault.text());
        }
      };

  HttpResponse noSuchPath(Exchange exchange);

  /**
   * Answers what is no HTTP.
   *
   * @param exchange what could be read of it; it may lack anything
   */
  HttpResponse refused(Fault fault, Exchange exchange);
}
