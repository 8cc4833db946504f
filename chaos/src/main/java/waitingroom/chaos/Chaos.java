package waitingroom.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runner of the chaos trials, {@code make chaos}: strikes a cluster of three nodes with one fault
 * after the other, under load, and prints what the clients saw. Arguments name the faults; the
 * default is all.
 */
public final class Chaos {
  private static final int CASSANDRA_FROZEN_SECONDS = 20;

  private Chaos() {}

  public static void main(String[] args) throws IOException {
    List<Fault> faults = faults(List.of(args));
    List<Report> reports = new ArrayList<>();
    Path folder = Files.createTempDirectory("waiting-room-chaos");
    boolean root = Namespaces.possible();
    if (!root) {
      faults.stream()
          .filter(Fault::needsNamespaces)
          .forEach(
              fault ->
                  System.err.println(
                      "SKIPPED " + fault.id() + ": run it as root, with iproute2 and nftables"));
    }
    try (ChaosCluster cluster = start(folder, root)) {
      leaveNothing(cluster, folder);
      System.out.println(Report.HEAD);
      for (Fault fault : faults) {
        if (root || !fault.needsNamespaces()) {
          Report report = Trial.run(cluster, fault, CASSANDRA_FROZEN_SECONDS);
          reports.add(report);
          System.out.println(report);
        }
      }
    } finally {
      Shell.succeeds("rm", "-rf", folder.toString());
    }
    boolean clean = reports.stream().allMatch(report -> report.violations().isEmpty());
    System.exit(clean && (root || System.getenv("CI") == null) ? 0 : 1);
  }

  /** Cleans up on exit, even if the run is interrupted. */
  private static void leaveNothing(ChaosCluster cluster, Path folder) {
    Thread end =
        new Thread(
            () -> {
              cluster.network().close();
              cluster.disk().ifPresent(SmallDisk::close);
              Shell.succeeds("rm", "-rf", folder.toString());
            });
    Runtime.getRuntime().addShutdownHook(end);
  }

  static ChaosCluster start(Path folder, boolean root) {
    return root
        ? ChaosCluster.start(
            folder,
            Namespaces.create(ChaosCluster.NODES),
            Optional.of(SmallDisk.mount(folder.resolve("cassandra"))))
        : ChaosCluster.start(folder, new Network.Loopback(), Optional.empty());
  }

  private static List<Fault> faults(List<String> names) {
    List<String> known = Arrays.stream(Fault.values()).map(Fault::id).toList();
    if (!known.containsAll(names)) {
      throw new IllegalArgumentException("The faults are " + known + ", not " + names);
    }
    return Arrays.stream(Fault.values())
        .filter(fault -> names.isEmpty() || names.contains(fault.id()))
        .toList();
  }
}
