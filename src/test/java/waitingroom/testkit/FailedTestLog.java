package waitingroom.testkit;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Prints what was logged while a test ran that failed. {@code META-INF/services} registers it for
 * all engines. What a class logs before its first test counts for that test.
 */
public final class FailedTestLog implements TestExecutionListener {
  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String lines = TestLog.take();
    if (result.getStatus() == TestExecutionResult.Status.FAILED && !lines.isEmpty()) {
      System.out.printf("Log of %s:%n%s", test.getLegacyReportingName(), lines);
    }
  }
}
