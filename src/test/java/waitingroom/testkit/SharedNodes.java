package waitingroom.testkit;

import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts one node per {@link Profile} and keeps it until the JVM ends: with several JVMs, Surefire
 * makes a run of its own of each class, so a store of the run would start a node for each.
 */
final class SharedNodes implements BeforeAllCallback, ParameterResolver {
  private static final ConcurrentMap<Profile, Shared> NODES = new ConcurrentHashMap<>();

  private record Shared(TestNode node, Clock clock) {
    static Shared start(Profile profile) {
      Clock clock = profile.newClock();
      TestNode node = TestNode.start(profile, clock);
      TestCassandra.shared().stopBefore(node::close);
      return new Shared(node, clock);
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
    return NODES.computeIfAbsent(profile, Shared::start);
  }
}
