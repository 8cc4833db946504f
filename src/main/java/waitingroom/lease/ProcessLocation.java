package waitingroom.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Location of a node's process: machine since its start, network namespace, address. Only one
 * process at a time can be there.
 */
final class ProcessLocation {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NETWORK = Path.of("/proc/self/ns/net");

  private ProcessLocation() {}

  /** The location of this process; empty where the system does not tell (others than Linux). */
  static String of(String address) {
    try {
      return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(NETWORK) + " " + address;
    } catch (IOException | UnsupportedOperationException | SecurityException noLinux) {
      return "";
    }
  }
}
