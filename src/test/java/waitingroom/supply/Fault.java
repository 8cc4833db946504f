package waitingroom.supply;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A line of the list of known faults.
 *
 * @param library group and name; a star at the end stands for any rest
 * @param mendedIn the first version without the fault; empty: none
 * @param reason why the library may stay; empty: it may not
 */
record Fault(String library, Optional<String> mendedIn, String what, String reason) {
  private static final Pattern NO_DIGITS = Pattern.compile("\\D+");

  static Fault parse(String line) {
    String[] columns = line.split("\\s*\\|\\s*", -1);
    if (columns.length < 3 || columns.length > 4 || columns[2].isBlank()) {
      throw new IllegalArgumentException("Not three or four columns: " + line);
    }
    return new Fault(
        columns[0],
        Optional.of(columns[1]).filter(version -> !version.equals("none")),
        columns[2],
        columns.length == 4 ? columns[3] : "");
  }

  boolean isOf(Sbom.Component component) {
    return library.endsWith("*")
        ? component.library().startsWith(library.substring(0, library.length() - 1))
        : component.library().equals(library);
  }

  boolean isIn(Sbom.Component component) {
    return isOf(component)
        && mendedIn.filter(good -> compare(component.version(), good) >= 0).isEmpty();
  }

  boolean mayStay() {
    return !reason.isEmpty();
  }

  /** The order of two versions by their numbers, which qualifiers do not change. */
  static int compare(String one, String other) {
    List<Integer> first = numbers(one);
    List<Integer> second = numbers(other);
    return IntStream.range(0, Math.max(first.size(), second.size()))
        .map(i -> Integer.compare(at(first, i), at(second, i)))
        .boxed()
        .filter(difference -> difference != 0)
        .findFirst()
        .orElse(0);
  }

  private static int at(List<Integer> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  private static List<Integer> numbers(String version) {
    return NO_DIGITS
        .splitAsStream(version)
        .filter(part -> !part.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }
}
