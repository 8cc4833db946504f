package waitingroom.fence;

import akka.actor.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.stream.alpakka.cassandra.CqlSessionProvider;
import akka.stream.alpakka.cassandra.DriverConfigLoaderFromConfig;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.session.ProgrammaticArguments;
import com.datastax.oss.driver.api.core.time.TimestampGenerator;
import com.datastax.oss.driver.internal.core.context.DefaultDriverContext;
import com.datastax.oss.driver.internal.core.context.DefaultNettyOptions;
import com.datastax.oss.driver.internal.core.context.NettyOptions;
import com.typesafe.config.Config;
import io.netty.channel.Channel;
import java.util.function.BooleanSupplier;
import scala.compat.java8.FutureConverters;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import waitingroom.lease.LeaseBoard;
import waitingroom.store.WriteFloor;

/**
 * Provider of database sessions for the journal plugin, which creates it by name ({@code
 * session-provider}). Each of their connections has a {@link FencedConnection} in front of its
 * socket.
 *
 * <p>The three driver classes that this extends are marked internal; the driver's manual names them
 * as the way to its connections.
 */
public final class FencedSessions implements CqlSessionProvider {
  private final ActorSystem system;
  private final Config config;

  /** Called by the plugin. */
  public FencedSessions(ActorSystem system, Config config) {
    this.system = system;
    this.config = config;
  }

  @Override
  public Future<CqlSession> connect(ExecutionContext context) {
    akka.actor.typed.ActorSystem<?> node = Adapter.toTyped(system);
    DriverConfigLoader loader =
        DriverConfigLoaderFromConfig.fromConfig(CqlSessionProvider.driverConfig(system, config));
    return FutureConverters.toScala(
        fenced(closed(node), WriteFloor.of(node)).withConfigLoader(loader).buildAsync());
  }

  /** Overtaken for good, or without the lease for now. */
  private static BooleanSupplier closed(akka.actor.typed.ActorSystem<?> node) {
    Overtaken overtaken = Overtaken.of(node);
    LeaseBoard lease = LeaseBoard.of(node);
    return () -> overtaken.getAsBoolean() || lease.closed();
  }

  /** A session that sends nothing once the node is overtaken. */
  static CqlSessionBuilder fenced(BooleanSupplier overtaken, WriteFloor floor) {
    return new CqlSessionBuilder() {
      @Override
      protected DriverContext buildContext(
          DriverConfigLoader loader, ProgrammaticArguments arguments) {
        return new FencedContext(loader, arguments, overtaken, floor);
      }
    };
  }

  private static final class FencedContext extends DefaultDriverContext {
    private final BooleanSupplier overtaken;
    private final WriteFloor floor;

    FencedContext(
        DriverConfigLoader loader,
        ProgrammaticArguments arguments,
        BooleanSupplier overtaken,
        WriteFloor floor) {
      super(loader, arguments);
      this.overtaken = overtaken;
      this.floor = floor;
    }

    @Override
    protected TimestampGenerator buildTimestampGenerator() {
      return floor.over(super.buildTimestampGenerator());
    }

    @Override
    protected NettyOptions buildNettyOptions() {
      return new DefaultNettyOptions(this) {
        @Override
        public void afterChannelInitialized(Channel channel) {
          channel.pipeline().addFirst(new FencedConnection(overtaken));
        }
      };
    }
  }
}
