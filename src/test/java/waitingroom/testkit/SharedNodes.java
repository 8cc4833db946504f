package waitingroom.testkit;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Keeps the node of the last {@link Profile} until a class wants another, or the JVM ends: one that
 * idles beside the tests slows them down. Not in a store of JUnit, because with several JVMs
 * Surefire makes a run of its own of each class.
 */
final class SharedNodes implements BeforeAllCallback, ParameterResolver {
  private static @Nullable Shared last;

  private record Shared(Profile profile, TestNode node, Clock clock) {
    static Shared start(Profile profile) {
      Clock clock = profile.newClock();
      return new Shared(profile, TestNode.start(profile, clock), clock);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (shared(context).clock() instanceof TestClock clock) {
      clock.advanceToNextSecond();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestNode.class
        || (type == TestClock.class && shared(context).clock() instanceof TestClock);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Shared shared = shared(context);
    return parameter.getParameter().getType() == TestNode.class ? shared.node() : shared.clock();
  }

  private static Shared shared(ExtensionContext context) {
    Profile profile =
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), OnNode.class)
            .orElseThrow()
            .value();
    return of(profile);
  }

  private static synchronized Shared of(Profile profile) {
    Shared running = last;
    if (running != null && running.profile() == profile) {
      return running;
    }
    if (running == null) {
      TestCassandra.shared().stopBefore(SharedNodes::stop);
    }
    stop();
    Shared started = Shared.start(profile);
    last = started;
    return started;
  }

  private static synchronized void stop() {
    Shared running = last;
    last = null;
    if (running != null) {
      running.node().close();
    }
  }
}
