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

/** Meter of the resources used by a node in a process of its own and by its database. */
final class Meter implements AutoCloseable {
  private final long node;
  private final long cassandra;
  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final MemoryMXBean memory;
  private final CompilationMXBean compiler;
  private final Map<Long, Long> allocated = new HashMap<>();

  /**
   * Attaches to two processes on this machine, both of this user.
   *
   * @param node process id
   * @param cassandra process id
   */
  @SuppressWarnings("BanJNDI") // connects to a node that the bench has just started
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
      throw new IOException("Cannot attach to the node with process id " + pid, e);
    }
  }

  /** Resources used since the start of each process. */
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

  /** Heap of the node after a collection, in bytes. */
  long heap() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** JIT compilation time of the node so far. */
  long compileMillis() {
    return compiler.getTotalCompilationTime();
  }

  /** Bytes allocated so far; an ended thread counts with the last value seen. */
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
