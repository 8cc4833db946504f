package waitingroom.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lends a test class a {@link TestNode}, and its {@link TestClock} if it has one, as parameters of
 * {@code @BeforeAll}. The node may have served other classes with this profile, and stops when a
 * class wants another profile; nobody else may close or restart it.
 *
 * <p>A test on it uses rooms of its own, and states nothing about all rooms, alarms, audit records
 * or metrics of the node. Its clock starts each class at a whole second, and only moves forward.
 * Classes that need more start a node of their own.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedNodes.class)
public @interface OnNode {
  Profile value();
}
