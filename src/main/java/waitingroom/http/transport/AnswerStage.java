package waitingroom.http.transport;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Calls the handler and passes its answers on in request order; completed answers go on
 * immediately. When the connection is to end, its last answer says so. Akka HTTP limits the number
 * of concurrent requests ({@code pipelining-limit}).
 */
final class AnswerStage extends GraphStage<FlowShape<HttpRequest, HttpResponse>> {
  private static final HttpHeader CLOSE = HttpHeader.parse("Connection", "close");

  private final Inlet<HttpRequest> in = Inlet.create("requests");
  private final Outlet<HttpResponse> out = Outlet.create("answers");
  private final FlowShape<HttpRequest, HttpResponse> shape = FlowShape.of(in, out);
  private final Connection connection;
  private final Function<HttpRequest, CompletionStage<HttpResponse>> handler;

  AnswerStage(Connection connection, Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    this.connection = connection;
    this.handler = handler;
  }

  @Override
  public FlowShape<HttpRequest, HttpResponse> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {
    private final Queue<CompletableFuture<HttpResponse>> underWay = new ArrayDeque<>(1);
    private final AsyncCallback<Integer> answered = createAsyncCallback(none -> deliver());

    Logic() {
      super(shape);
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() throws Exception {
              ask(grab(in));
            }

            @Override
            public void onUpstreamFinish() {
              if (underWay.isEmpty()) {
                completeStage();
              }
            }
          });
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              deliver();
            }
          });
    }

    private void ask(HttpRequest request) throws Exception {
      connection.asked();
      CompletableFuture<HttpResponse> answer = handler.apply(request).toCompletableFuture();
      underWay.add(answer);
      if (answer.isDone()) {
        deliver();
      } else {
        CompletionStage<HttpResponse> unused =
            answer.whenComplete((response, failure) -> answered.invoke(0));
        next();
      }
    }

    private void deliver() {
      CompletableFuture<HttpResponse> first = underWay.peek();
      if (first != null && first.isDone() && isAvailable(out)) {
        underWay.remove();
        pass(first);
      }
      next();
    }

    private void pass(CompletableFuture<HttpResponse> answer) {
      try {
        HttpResponse response = answer.join();
        push(out, connection.answeredLast() ? response.addHeader(CLOSE) : response);
      } catch (CompletionException bug) {
        failStage(bug.getCause());
      }
    }

    private void next() {
      if (isClosed(in)) {
        if (underWay.isEmpty()) {
          completeStage();
        }
      } else if (!hasBeenPulled(in)) {
        pull(in);
      }
    }
  }
}
