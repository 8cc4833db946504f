package waitingroom.http.transport;

import akka.http.javadsl.model.HttpResponse;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one connection of HTTP/1.1: reads them, asks for their answers, and writes these
 * in the order of the requests. Reads no more while as many are worked on as the limit says, or
 * while an answer waits for its client to read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a socket that fails closes itself
final class ExchangeHandler extends ChannelInboundHandlerAdapter implements RequestReader.Taker {
  private static final Logger log = LoggerFactory.getLogger(ExchangeHandler.class);

  private final Ends connection;
  private final Service service;
  private final Limits limits;

  private final Queue<Asked> underWay = new ArrayDeque<>(1);

  /** Decoded and not looked at, while the limit of requests is reached. */
  private final Queue<Object> backlog = new ArrayDeque<>(0);

  private final AnswerWriter writer;
  private final RequestReader requests;
  private boolean reading;
  private boolean delivering;
  private boolean inputEnded;

  /** No request is taken any more. */
  private boolean last;

  /**
   * @param shared null in HTTP/2
   */
  ExchangeHandler(Ends connection, Service service, Limits limits, @Nullable SharedAnswers shared) {
    this.connection = connection;
    this.service = service;
    this.limits = limits;
    this.requests = new RequestReader(connection, limits, this);
    this.writer = new AnswerWriter(connection, service, shared, this::written);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().isActive()) {
      context.read();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    reading = true;
    if (last) {
      ReferenceCountUtil.release(message);
    } else if (full(context) || !backlog.isEmpty()) {
      backlog.add(message);
    } else {
      take(context, message);
    }
  }

  private void take(ChannelHandlerContext context, Object message) {
    try {
      requests.take(context, message);
    } catch (RuntimeException bug) {
      log.error("A request cannot be taken", bug);
      connection.cut(Cut.FAILED);
    }
  }

  /** Whether there is enough to do, or the client has enough to read. */
  private boolean full(ChannelHandlerContext context) {
    return underWay.size() >= limits.pipelined() || !context.channel().isWritable();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    reading = false;
    context.flush();
    requests.limitTime(context);
    readMore(context);
  }

  private void readMore(ChannelHandlerContext context) {
    if (!last && !full(context) && backlog.isEmpty()) {
      context.read();
    }
  }

  /** The connection is of no use any more: what follows may be anything. */
  @Override
  public void refuse(ChannelHandlerContext context, HttpRequest request, Fault fault) {
    var read = Requests.of(request, BodyReader.NOTHING, connection.client(), null);
    add(
        context,
        new Asked(
            CompletableFuture.completedFuture(service.refusal(fault, read)),
            false,
            request.method().equals(HttpMethod.HEAD),
            false));
  }

  @Override
  public void ask(
      ChannelHandlerContext context, HttpRequest head, byte[] body, @Nullable Fault fault) {
    boolean old = head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    add(
        context,
        new Asked(
            service.answer(Requests.of(head, body, connection.client(), fault)),
            fault == null && HttpUtil.isKeepAlive(head),
            head.method().equals(HttpMethod.HEAD),
            old));
  }

  @Override
  public boolean isHeldBack(ChannelHandlerContext context) {
    return full(context) || !backlog.isEmpty();
  }

  @Override
  public boolean isIdle() {
    return underWay.isEmpty() && !writer.busy();
  }

  private void add(ChannelHandlerContext context, Asked asked) {
    underWay.add(asked);
    if (!asked.keepAlive()) {
      last = true;
    }
    if (asked.answer().isDone()) {
      deliver(context);
    } else {
      asked
          .answer()
          .whenComplete((response, failure) -> context.executor().execute(() -> answered(context)));
    }
  }

  private void answered(ChannelHandlerContext context) {
    deliver(context);
    if (!reading) {
      context.flush();
      takeBacklog(context);
      readMore(context);
    }
  }

  private void takeBacklog(ChannelHandlerContext context) {
    while (!full(context) && !backlog.isEmpty()) {
      Object message = backlog.remove();
      if (last) {
        ReferenceCountUtil.release(message);
      } else {
        take(context, message);
      }
    }
    context.flush();
    requests.limitTime(context);
    if (inputEnded && backlog.isEmpty()) {
      endInput();
    }
  }

  private void deliver(ChannelHandlerContext context) {
    if (delivering) {
      return;
    }
    delivering = true;
    try {
      Asked first = underWay.peek();
      while (!writer.busy() && first != null && first.answer().isDone()) {
        underWay.remove();
        write(context, first);
        first = underWay.peek();
      }
    } catch (RuntimeException bug) {
      log.error("An answer cannot be written", bug);
      connection.cut(Cut.FAILED);
    } finally {
      delivering = false;
    }
  }

  private void write(ChannelHandlerContext context, Asked asked) {
    HttpResponse response = service.orBug(asked.answer());
    boolean last = connection.answeredLast() || asked.answer().isCompletedExceptionally();
    writer.write(context, asked, response, last || !asked.keepAlive());
    if (writer.closes()) {
      this.last = true; // RFC 9112, section 9.6
    }
  }

  /** Goes on behind an answer. */
  private void written(ChannelHandlerContext context, boolean close) {
    if (close || (last && underWay.isEmpty())) {
      end(context);
    } else if (!delivering) {
      answered(context);
    }
  }

  private void end(ChannelHandlerContext context) {
    last = true;
    underWay.clear();
    forget();
    context.flush();
    connection.finish();
  }

  private void forget() {
    backlog.forEach(ReferenceCountUtil::release);
    backlog.clear();
    requests.forget();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    writer.writabilityChanged();
    if (!reading && context.channel().isWritable()) {
      takeBacklog(context);
      readMore(context);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    last = true;
    forget();
    writer.writabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
      if (backlog.isEmpty()) {
        endInput();
      }
    }
  }

  /** A client that sends nothing more may still wait for answers. */
  private void endInput() {
    boolean half = requests.isHalf();
    boolean idle = isIdle();
    last = true;
    forget();
    if (half && idle) {
      connection.cut(Cut.HALF_A_BODY);
    } else if (idle) {
      connection.finish();
    } else if (!writer.busy()) {
      connection.drain();
    }
  }

  /** Usually a connection reset: nobody is left to notify. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    connection.failed(failure);
  }
}
