package waitingroom.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks at what a node in a process of its own and its database have used up so far. */
final class Meter implements AutoCloseable {
  private final long node;
  private final long cassandra;
  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final MemoryMXBean memory;
  private final CompilationMXBean compiler;
  private final Map<Long, Long> allocated = new HashMap<>();

  /** Process ids of the two, on this machine and of this user. */
  @SuppressWarnings("BanJNDI") // talks to the node that the bench itself has just started
  Meter(long node, long cassandra) throws IOException {
    this.node = node;
    this.cassandra = cassandra;
    this.connector = JMXConnectorFactory.connect(new JMXServiceURL(agent(node)));
    this.threads =
        ManagementFactory.newPlatformMXBeanProxy(
            connector.getMBeanServerConnection(),
            ManagementFactory.THREAD_MXBEAN_NAME,
            ThreadMXBean.class);
    this.memory =
        ManagementFactory.newPlatformMXBeanProxy(
            connector.getMBeanServerConnection(),
            ManagementFactory.MEMORY_MXBEAN_NAME,
            MemoryMXBean.class);
    this.compiler =
        ManagementFactory.newPlatformMXBeanProxy(
            connector.getMBeanServerConnection(),
            ManagementFactory.COMPILATION_MXBEAN_NAME,
            CompilationMXBean.class);
  }

  private static String agent(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("Cannot look into the node with process id " + pid, e);
    }
  }

  /** Since the start of each. */
  Cost total() {
    return new Cost(cpuSeconds(node), cpuSeconds(cassandra), allocatedBytes());
  }

  private static double cpuSeconds(long pid) {
    Duration used =
        ProcessHandle.of(pid)
            .flatMap(process -> process.info().totalCpuDuration())
            .orElseThrow(() -> new IllegalStateException("Process " + pid + " has ended"));
    return used.toNanos() / 1e9;
  }

  /** Bytes on the node's heap after a collection. */
  long heap() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** How long the compiler of the node's JVM has worked. */
  long compileMillis() {
    return compiler.getTotalCompilationTime();
  }

  /** A thread that has ended counts with what it had when it was last seen. */
  private double allocatedBytes() {
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      allocated.merge(ids[i], bytes[i], Math::max);
    }
    return allocated.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
