package waitingroom.testkit;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Runs the classes of one {@link Profile} one after the other, so that its node starts once. */
public final class ByProfile implements ClassOrderer {
  private static final Comparator<ClassDescriptor> ORDER =
      Comparator.comparing(ByProfile::profile)
          .thenComparing(described -> described.getTestClass().getName());

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context.getClassDescriptors().sort(ORDER);
  }

  /** Classes with a node of their own come first. */
  private static String profile(ClassDescriptor described) {
    return described.findAnnotation(OnNode.class).map(on -> on.value().name()).orElse("");
  }
}
