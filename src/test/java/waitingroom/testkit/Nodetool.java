package waitingroom.testkit;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Commands of {@code nodetool} for a local Cassandra, through the same MBeans. */
public final class Nodetool implements AutoCloseable {
  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  private Nodetool(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.beans = connector.getMBeanServerConnection();
  }

  /** Attaches to the Cassandra with that process id, so that it needs no JMX port. */
  @SuppressWarnings("BanJNDI") // The address is a loopback one of a child process.
  public static Nodetool of(long pid) throws IOException, AttachNotSupportedException {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
    try {
      return new Nodetool(
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
    } finally {
      machine.detach();
    }
  }

  /** {@code nodetool snapshot -t tag keyspace}. */
  public void snapshot(String tag, String keyspace) throws IOException, JMException {
    beans.invoke(
        new ObjectName("org.apache.cassandra.db:type=StorageService"),
        "takeSnapshot",
        new Object[] {tag, Map.of(), new String[] {keyspace}},
        new String[] {String.class.getName(), Map.class.getName(), String[].class.getName()});
  }

  /**
   * {@code nodetool import --copy-data keyspace table folder}.
   *
   * @return folders that failed to import
   */
  public List<?> load(String keyspace, String table, Path folder) throws IOException, JMException {
    String flag = boolean.class.getName();
    return (List<?>)
        beans.invoke(
            new ObjectName(
                "org.apache.cassandra.db:type=Tables,keyspace=" + keyspace + ",table=" + table),
            "importNewSSTables",
            // resetLevel, clearRepaired, verify, verifyTokens, invalidateCaches, extended, copy
            new Object[] {Set.of(folder.toString()), true, true, true, true, true, false, true},
            new String[] {Set.class.getName(), flag, flag, flag, flag, flag, flag, flag});
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
