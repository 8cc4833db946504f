package waitingroom.testkit;

import java.time.Clock;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts one node per {@link Profile} and keeps it in the root store, which closes it. */
final class SharedNodes implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedNodes.class);

  private record Shared(TestNode node, Clock clock) implements AutoCloseable {
    static Shared start(Profile profile) {
      Clock clock = profile.newClock();
      return new Shared(TestNode.start(profile, clock), clock);
    }

    @Override
    public void close() {
      node.close();
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
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(profile, Shared::start, Shared.class);
  }
}
